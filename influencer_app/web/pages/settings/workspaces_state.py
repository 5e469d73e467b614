"""One's workspaces; the members and invitations of the one that the tab has open."""

from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel

from influencer_app.app_services import invitations
from influencer_app.app_services.own_data import delete_workspace
from influencer_app.app_services.recent_authentication import require_recent
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.rules import ADDRESS_MAX
from influencer_app.domain.accounts.schemas import NAME_MAX
from influencer_app.domain.workspaces import queries, service
from influencer_app.domain.workspaces.invitations import withdraw_invitation
from influencer_app.domain.workspaces.schemas import (
    Actor,
    MemberChange,
    NewInvitation,
    NewWorkspace,
    WorkspaceChange,
)
from influencer_app.errors import AppError, InvalidInput
from influencer_app.web.access import background, owner, public, recent, signed_in
from influencer_app.web.page_state import PageState, errors_of
from influencer_app.web.pages.settings import copy
from influencer_app.web.parsing import field_of, parse, parse_id, parse_text
from influencer_app.wiring import runtime

LISTED_MAX = 50
ModelT = TypeVar("ModelT", bound=BaseModel)


@dataclass(frozen=True)
class WorkspaceCard:
    """A workspace to open."""

    id: str
    name: str
    members: str
    personal: bool
    current: bool


@dataclass(frozen=True)
class MemberCard:
    """A member of the open workspace."""

    id: str
    name: str
    email: str
    role: str
    is_self: bool


@dataclass(frozen=True)
class InvitationCard:
    """An open invitation; ``url`` is empty for one that was mailed. ``expires_at`` is ISO 8601."""

    id: str
    email: str
    role: str
    url: str
    expires_at: str


@dataclass(frozen=True)
class WorkspacesData:
    """Everything in the section."""

    workspaces: list[WorkspaceCard]
    members: list[MemberCard]
    invitations: list[InvitationCard]


class WorkspacesState(PageState):
    """``may_manage``: an owner, in a workspace that is not personal."""

    workspaces: list[WorkspaceCard] = []
    members: list[MemberCard] = []
    invitations: list[InvitationCard] = []
    name: str = ""
    is_personal: bool = True
    may_manage: bool = False
    confirming_delete: bool = False
    errors: dict[str, str] = {}
    form_version: int = 0

    @signed_in
    @background
    async def create(self, actor: Actor, form: dict[str, Any]) -> Any:
        """A workspace of one's own, opened at once."""
        owned_max = runtime().settings.workspaces_owned_max
        new = _named(NewWorkspace, form, "workspace_name")
        async with transaction(actor) as session:
            made = await service.create_workspace(session, actor, new, owned_max=owned_max)
        return WorkspacesState.open_workspace(str(made.id))

    @owner
    @background
    async def rename(self, actor: Actor, form: dict[str, Any]) -> None:
        """Another name for the open workspace."""
        change = _named(WorkspaceChange, form, "new_name")
        async with transaction(actor) as session:
            await service.rename_workspace(session, actor, change.name or "")
        await self._reload(actor, copy.RENAMED)
        async with self:
            (await self._shell())._rename_workspace(self.name)

    @owner
    @background
    async def invite(self, actor: Actor, form: dict[str, Any]) -> None:
        """By mail where there is an address, else by a link."""
        email = parse_text(field_of(form, "invite_email"), ADDRESS_MAX).strip()
        given = {"email": email or None, "role": field_of(form, "role")}
        made = await invitations.invite(actor, parse(NewInvitation, given))
        await self._reload(actor, copy.INVITED if made.email else copy.LINK_MADE)

    @owner
    @background
    async def withdraw(self, actor: Actor, invitation_id: str) -> None:
        """The link no longer works."""
        async with transaction(actor) as session:
            await withdraw_invitation(session, actor, parse_id(invitation_id))
        await self._reload(actor, copy.WITHDRAWN)

    @owner
    @background
    async def change_role(self, actor: Actor, person_id: str, role: str) -> None:
        """Another role for a member."""
        change = parse(MemberChange, {"role": role})
        if change.role == "owner":
            require_recent(actor)
        async with transaction(actor) as session:
            await service.change_member_role(session, actor.workspace_id, parse_id(person_id), change.role)
        await self._reload(actor, copy.ROLE_CHANGED)

    @owner
    @background
    async def remove(self, actor: Actor, person_id: str) -> None:
        """Ends a membership; what the person made stays."""
        async with transaction(actor) as session:
            await service.remove_member(session, actor.workspace_id, parse_id(person_id))
        await self._reload(actor, copy.REMOVED)

    @public
    async def ask_delete(self, wanted: bool) -> None:
        """Ask for the name before the open workspace is deleted."""
        self.confirming_delete = wanted is True
        self.errors = {}
        self.form_version += 1

    @owner
    @recent
    @background
    async def delete(self, actor: Actor, form: dict[str, Any]) -> None:
        """Delete the open workspace; all tabs on it go on in a personal one."""
        typed = parse_text(field_of(form, "typed_name"), NAME_MAX)
        try:
            await delete_workspace(actor, typed)
        except InvalidInput as error:
            raise InvalidInput.at("typed_name", error.sentence) from error
        async with self:
            await self._begin_in("")

    @signed_in
    @background
    async def leave(self, actor: Actor) -> None:
        """One's own membership ends; the tab goes on in the personal workspace."""
        async with transaction(actor) as session:
            await service.remove_member(session, actor.workspace_id, actor.person_id)
        async with self:
            await self._begin_in("")

    async def _reload(self, actor: Actor, toast: str) -> None:
        async with reading(actor) as session:
            member = await queries.get_member(session, actor, actor.workspace_id)
        data = await read_workspaces(member)
        async with self:
            self._show(member, data)
            self.form_version += 1
            (await self._shell())._toast(toast, tone="good")

    def _show(self, actor: Actor, data: WorkspacesData) -> None:
        self.workspaces, self.members, self.invitations = data.workspaces, data.members, data.invitations
        current = next((one for one in data.workspaces if one.current), None)
        self.name = current.name if current else ""
        self.is_personal = current is None or current.personal
        self.may_manage = actor.may("owner") and not self.is_personal
        self.errors = {}

    async def _show_error(self, error: AppError) -> None:
        """Errors of a form stand at its field."""
        if errors := errors_of(error, ("workspace_name", "new_name", "email", "typed_name")):
            self.errors = errors
        else:
            await super()._show_error(error)


def _named(kind: type[ModelT], form: dict[str, Any], field: str) -> ModelT:
    """The form's name; an error stands at ``field``, because the section has two of them."""
    try:
        return parse(kind, {"name": field_of(form, field)})
    except InvalidInput as error:
        raise InvalidInput.at(field, error.fields[0].message) from error


async def read_workspaces(actor: Actor) -> WorkspacesData:
    """One's newest workspaces, and who is in the open one; invitations are for its owners."""
    async with reading(actor) as session:
        found = (await queries.list_workspaces(session, actor, limit=LISTED_MAX)).items
        members = await queries.list_members(session, actor)
    offered = await invitations.list_invitations(actor) if actor.may("owner") else []
    return WorkspacesData(
        workspaces=[
            WorkspaceCard(
                id=str(one.id),
                name=one.name,
                members=copy.members_count(one.members),
                personal=one.personal,
                current=one.id == actor.workspace_id,
            )
            for one in found
        ],
        members=[
            MemberCard(
                id=str(one.person_id),
                name=one.name,
                email=one.email,
                role=one.role,
                is_self=one.person_id == actor.person_id,
            )
            for one in members
        ],
        invitations=[
            InvitationCard(
                id=str(one.id),
                email=one.email or "",
                role=one.role,
                url=one.url or "",
                expires_at=one.expires_at.isoformat(),
            )
            for one in offered
        ],
    )
