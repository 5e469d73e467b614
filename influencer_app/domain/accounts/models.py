"""Tables of people, what signs them in, and their sessions."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class Person(SQLModel, table=True):
    """A person with an account. ``email_key`` is the normalised address used for comparison.

    ``role`` is the person's role in this installation; roles in workspaces are in ``membership``.
    """

    __table_args__ = (
        CheckConstraint("role in ('member', 'moderator', 'admin')", name="role_known"),
        CheckConstraint("email_key = lower(email_key)", name="email_key_lower"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    email: str = Field(max_length=254)
    email_key: str = Field(max_length=254, unique=True)
    name: str = Field(max_length=80)
    password_hash: str | None = None
    role: str = Field(default="member", max_length=16)
    verified: bool = False
    created_at: datetime = Field(default_factory=now, sa_type=Instant)


class SignInSession(SQLModel, table=True):
    """One signed-in browser, named by its cookie and revocable.

    ``authenticated_at`` is when its person last proved who they are, ``method`` how they first did (empty for
    sessions from before this was recorded), ``second_factor`` whether they have proved a second factor in it.
    """

    __tablename__ = "sign_in_session"
    __table_args__ = (Index("ix_sign_in_session_ended", text("least(expires_at, revoked_at)")),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    user_agent: str = Field(default="", max_length=300)
    place: str = Field(default="", max_length=80, sa_column_kwargs={"server_default": ""})
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    last_seen_at: datetime = Field(default_factory=now, sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    revoked_at: datetime | None = Field(default=None, sa_type=Instant)
    authenticated_at: datetime | None = Field(default=None, sa_type=Instant)
    method: str = Field(default="", max_length=16, sa_column_kwargs={"server_default": ""})
    second_factor: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})


class EmailToken(SQLModel, table=True):
    """What a link in a mail stands for, until it is used or expires.

    The token itself is not stored: it is derived from this row. ``address`` is where the mail went;
    the two confirmations of a new address share a ``group_id``.
    """

    __tablename__ = "email_token"
    __table_args__ = (
        CheckConstraint("purpose in ('verify', 'reset', 'confirm_old', 'confirm_new')", name="purpose_known"),
        Index("ix_email_token_person", "person_id", "purpose"),
        Index("ix_email_token_expires", "expires_at"),
        Index("ix_email_token_group", "group_id", postgresql_where="group_id is not null"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE")
    purpose: str = Field(max_length=12)
    address: str = Field(max_length=254)
    group_id: UUID | None = None
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class LinkedIdentity(SQLModel, table=True):
    """An identity at a provider, and the account that it signs in to.

    The provider guarantees ``subject`` alone, and only below its ``issuer``: where an operator changes the
    issuer, the subjects of the new one are other people. ``email`` is what the provider said last.
    """

    __tablename__ = "linked_identity"
    __table_args__ = (
        UniqueConstraint("provider", "issuer", "subject", name="uq_linked_identity_subject"),
        UniqueConstraint("person_id", "provider", "issuer", name="uq_linked_identity_person"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE")
    provider: str = Field(max_length=20)
    issuer: str = Field(max_length=300)
    subject: str = Field(max_length=255)
    email: str = Field(default="", max_length=254)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    last_used_at: datetime = Field(default_factory=now, sa_type=Instant)
