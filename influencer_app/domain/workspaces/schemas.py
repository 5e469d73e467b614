"""Scopes that queries are limited to, the actor of a call, and read models of workspaces."""

from datetime import datetime
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from influencer_app.domain.accounts.schemas import NAME_MAX, AuthenticatedPerson, Email, PersonDetail
from influencer_app.domain.text import OneLine

WorkspaceRole = Literal["viewer", "editor", "owner"]
RANK: Final[dict[str, int]] = {"viewer": 0, "editor": 1, "owner": 2}
"""A role may do what the roles before it may: see, then make and change, then manage."""


class WorkspaceScope(BaseModel):
    """A workspace whose things are read, for example for all members that follow its live updates."""

    model_config = ConfigDict(frozen=True)

    workspace_id: UUID


class MemberScope(WorkspaceScope):
    """What concerns one member of a workspace alone."""

    person_id: UUID


class Actor(MemberScope, AuthenticatedPerson):
    """A member of a workspace, on whose behalf a call is made in it.

    It may be cached for a short while where it is the personal workspace, so it carries nothing that is
    charged for or marked by: the plan is read from its row in the transaction that needs it.
    """

    role: WorkspaceRole

    def may(self, role: WorkspaceRole) -> bool:
        """Whether the actor's role in the workspace is ``role`` or a higher one."""
        return RANK[self.role] >= RANK[role]


class NewWorkspace(BaseModel):
    """A workspace to be created."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_MAX), OneLine]


class WorkspaceChange(BaseModel):
    """A partial update of a workspace."""

    model_config = ConfigDict(extra="forbid")

    name: (
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_MAX), OneLine]
        | None
    ) = None


class MemberChange(BaseModel):
    """Another role for a member."""

    role: WorkspaceRole


class NewInvitation(BaseModel):
    """A place to offer: by mail to ``email``, or by a link alone without one."""

    email: Email | None = None
    role: WorkspaceRole


class InvitationDetail(BaseModel):
    """An open invitation, as the owners see it; ``url`` is the link of one without an address."""

    id: UUID
    email: str | None
    role: WorkspaceRole
    url: str | None
    created_at: datetime
    expires_at: datetime


class MemberDetail(BaseModel):
    """A member of a workspace, as the other members see them."""

    person_id: UUID
    name: str
    email: str
    role: WorkspaceRole
    joined_at: datetime


class WorkspaceDetail(BaseModel):
    """A workspace as one of its members sees it; ``members`` counts them."""

    id: UUID
    name: str
    handle: str | None
    plan: str
    personal: bool
    role: WorkspaceRole
    members: int
    created_at: datetime


class WorkspacePlace(BaseModel):
    """A workspace of a person, and when they last read its notifications."""

    id: UUID
    name: str
    personal: bool
    notifications_seen_at: datetime


class UserDetail(PersonDetail):
    """The ``user`` of the REST contract, in the workspace that was asked for, with its plan."""

    workspace_id: UUID
    plan: str
