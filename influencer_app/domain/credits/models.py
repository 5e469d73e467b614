"""Tables of accounts, reservations and the ledger."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class CreditAccount(SQLModel, table=True):
    """Two buckets per workspace; reserved credits are already deducted.

    ``daily`` is ``allowance``, the plan's number as it was applied last, less ``daily_used``, what was spent
    of it since the last reset; never below zero. ``debt`` is bought credits that were taken back after they
    were spent; there is none while ``bought`` is above zero.
    """

    __tablename__ = "credit_account"
    __table_args__ = (
        CheckConstraint("daily >= 0", name="daily_not_negative"),
        CheckConstraint("bought >= 0", name="bought_not_negative"),
        CheckConstraint("reserved >= 0", name="reserved_not_negative"),
        CheckConstraint("daily_used >= 0", name="daily_used_not_negative"),
        CheckConstraint("debt >= 0 and (debt = 0 or bought = 0)", name="debt_first"),
    )

    workspace_id: UUID = Field(primary_key=True, foreign_key="workspace.id", ondelete="CASCADE")
    daily: int = 0
    daily_used: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    allowance: int | None = None
    """None in a row from before it was kept: the next use fills it."""

    bought: int = 0
    debt: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
    reserved: int = 0
    reset_at: datetime = Field(default_factory=now, sa_type=Instant)


class Reservation(SQLModel, table=True):
    """Credits reserved for one subject; open while some are neither settled nor released."""

    __table_args__ = (
        CheckConstraint("daily >= 0 and bought >= 0", name="pots_not_negative"),
        CheckConstraint("settled >= 0 and released >= 0", name="parts_not_negative"),
        CheckConstraint("settled + released <= daily + bought", name="parts_within"),
        Index("ix_reservation_workspace", "workspace_id"),
        Index("ix_reservation_open", "workspace_id", postgresql_where="settled + released < daily + bought"),
    )

    subject_kind: str = Field(primary_key=True, max_length=16)
    subject_id: UUID = Field(primary_key=True)
    workspace_id: UUID = Field(foreign_key="workspace.id", ondelete="CASCADE")
    person_id: UUID
    daily: int
    bought: int
    settled: int = 0
    released: int = 0
    description: str | None = Field(default=None, max_length=160)
    """What it was, once its subject is deleted."""

    created_at: datetime = Field(default_factory=now, sa_type=Instant)


KINDS = (
    "('reset', 'plan', 'reserve', 'settle', 'release', 'grant', 'purchase', 'refund', 'dispute', 'adjust')"
)


class LedgerEntry(SQLModel, table=True):
    """An immutable entry; a trigger refuses to change or delete one. ``key`` is the unique business key.

    A bucket's amounts add up to its balance, less the debt for bought ones; ``balance_after`` is that sum.
    ``person_id`` is whose request it was, None for what the system or an operator did; ``reason`` is why,
    where the subject does not say. There is no foreign key: entries outlive workspaces and people.
    """

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint("bucket in ('daily', 'bought')", name="bucket_known"),
        CheckConstraint(f"kind in {KINDS}", name="kind_known"),
        CheckConstraint("(subject_kind is null) = (subject_id is null)", name="subject_whole"),
        Index("ix_ledger_entry_workspace_newest", "workspace_id", "id"),
        Index("ix_ledger_entry_kind", "workspace_id", "kind", "id"),
        Index("ix_ledger_entry_bucket", "workspace_id", "bucket", "id"),
        Index(
            "ix_ledger_entry_subject",
            "subject_id",
            "subject_kind",
            postgresql_where="subject_id is not null",
        ),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    workspace_id: UUID
    person_id: UUID | None = None
    bucket: str = Field(max_length=8)
    kind: str = Field(max_length=16)
    amount: int
    settled: int = 0
    balance_after: int
    subject_kind: str | None = Field(default=None, max_length=16)
    subject_id: UUID | None = None
    key: str = Field(max_length=120, unique=True)
    reason: str | None = Field(default=None, max_length=200)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
