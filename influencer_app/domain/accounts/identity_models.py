"""Table of identities at OpenID providers that sign in to an account."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


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
