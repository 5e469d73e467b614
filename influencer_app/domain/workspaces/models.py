"""Tables of workspaces and their members."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class Workspace(SQLModel, table=True):
    """Whose everything is: characters, generations, files, credits and the plan belong to a workspace.

    A personal workspace is made with its owner's account, has no other members and goes with the account.
    ``handle`` is its public name, in lower case; None until there is one.
    """

    __table_args__ = (
        CheckConstraint("personal = (personal_owner_id is not null)", name="personal_owner_known"),
        CheckConstraint("handle = lower(handle)", name="handle_lower"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    name: str = Field(max_length=80)
    handle: str | None = Field(default=None, max_length=30, unique=True)
    plan: str = Field(default="free", max_length=32, foreign_key="plan.code")
    personal: bool = False
    personal_owner_id: UUID | None = Field(
        default=None, foreign_key="person.id", ondelete="CASCADE", unique=True
    )
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    deleted_at: datetime | None = Field(default=None, sa_type=Instant)
    """Set when it was deleted: it has no members any more, and what it holds is being erased."""


class Membership(SQLModel, table=True):
    """A person's role in a workspace.

    What ended after ``notifications_seen_at`` counts as unread on every device of the member.
    """

    __table_args__ = (CheckConstraint("role in ('owner', 'editor', 'viewer')", name="role_known"),)

    workspace_id: UUID = Field(primary_key=True, foreign_key="workspace.id", ondelete="CASCADE")
    person_id: UUID = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE", index=True)
    role: str = Field(max_length=16)
    notifications_seen_at: datetime = Field(default_factory=now, sa_type=Instant)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)


class Invitation(SQLModel, table=True):
    """A place in a workspace that is offered, by mail to ``email`` or by a link alone, until it is taken.

    Its token is derived from this row.
    """

    __table_args__ = (
        CheckConstraint("role in ('owner', 'editor', 'viewer')", name="role_known"),
        Index("ix_invitation_workspace_newest", "workspace_id", "id"),
        Index("ix_invitation_expires", "expires_at"),
        Index("ix_invitation_person", "person_id"),
        Index("ix_invitation_email", text("lower(email)"), postgresql_where="email <> ''"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    workspace_id: UUID = Field(foreign_key="workspace.id", ondelete="CASCADE")
    person_id: UUID
    email: str = Field(default="", max_length=254)
    role: str = Field(max_length=16)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
