"""Sends, lists and accepts invitations to workspaces, for API and pages."""

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.workspaces import invitations
from influencer_app.domain.workspaces.models import Invitation
from influencer_app.domain.workspaces.schemas import (
    Actor,
    InvitationDetail,
    NewInvitation,
    WorkspaceDetail,
)
from influencer_app.wiring import runtime

INVITATIONS_PER_HOUR, HOUR = 60, 3600


async def invite(owner: Actor, new: NewInvitation) -> InvitationDetail:
    """Invites somebody to the actor's workspace. Raises ``InvalidInput``, ``Conflict``, ``RateLimited``."""
    await runtime().limits.hit("invite", str(owner.workspace_id), INVITATIONS_PER_HOUR, HOUR)
    async with transaction(owner) as session:
        return _detail(await invitations.invite(session, owner, new))


async def list_invitations(owner: Actor) -> list[InvitationDetail]:
    """The open invitations of the actor's workspace, newest first."""
    async with reading(owner) as session:
        return [_detail(row) for row in await invitations.list_invitations(session, owner)]


async def accept_invitation(person: AuthenticatedPerson, token: str) -> WorkspaceDetail:
    """Makes the person a member. Raises ``InvalidInput`` at ``token``, ``Conflict``."""
    secrets = runtime().settings.secret_keys
    async with transaction(person) as session:
        return await invitations.accept_invitation(session, person, token, secrets)


def _detail(row: Invitation) -> InvitationDetail:
    settings = runtime().settings
    token = invitations.token_of(row, settings.secret_keys)
    return invitations.invitation_detail(row, f"{settings.base_url}/invitation?token={token}")
