"""Tables of second factors, passkeys, recovery codes and the challenges that prove them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class SecondFactor(SQLModel, table=True):
    """A person's authenticator app, and what is counted about wrong codes.

    ``user_handle`` names the person to authenticators, instead of the account's id. ``totp_secret`` is
    encrypted; it counts from ``totp_confirmed_at`` on. Codes of ``totp_last_step`` and before were used.
    """

    __tablename__ = "second_factor"

    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE", primary_key=True)
    user_handle: bytes = Field(max_length=64, unique=True)
    totp_secret: str | None = None
    totp_confirmed_at: datetime | None = Field(default=None, sa_type=Instant)
    totp_last_step: int = 0
    failures: int = 0
    next_attempt_at: datetime | None = Field(default=None, sa_type=Instant)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)


class RecoveryCode(SQLModel, table=True):
    """One of the codes that stand in for an authenticator app, as a hash."""

    __tablename__ = "recovery_code"
    __table_args__ = (UniqueConstraint("person_id", "code_hash"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE")
    code_hash: str = Field(max_length=64)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


class Passkey(SQLModel, table=True):
    """A WebAuthn credential of a person; ``sign_count`` is what its authenticator last counted."""

    id: UUID = Field(default_factory=new_id, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", ondelete="CASCADE", index=True)
    credential_id: bytes = Field(max_length=1023, unique=True)
    public_key: bytes
    sign_count: int = Field(default=0, sa_type=BigInteger)
    name: str = Field(max_length=80)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    last_used_at: datetime | None = Field(default=None, sa_type=Instant)


class SignInChallenge(SQLModel, table=True):
    """Something to be proved within five minutes, once.

    ``second_factor`` belongs to somebody who has proved the first factor, by ``method``; ``passkey`` to a
    browser that signs in; ``register`` and ``confirm`` to a session. ``nonce`` is what authenticators sign.
    The token that names the row is derived from it, never stored.
    """

    __tablename__ = "sign_in_challenge"
    __table_args__ = (
        CheckConstraint(
            "purpose in ('second_factor', 'passkey', 'register', 'confirm')", name="purpose_known"
        ),
        Index("ix_sign_in_challenge_expires", "expires_at"),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    purpose: str = Field(max_length=16)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", ondelete="CASCADE", index=True)
    session_id: UUID | None = None
    method: str = Field(default="", max_length=16)
    nonce: bytes = Field(max_length=64)
    attempts: int = 0
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
