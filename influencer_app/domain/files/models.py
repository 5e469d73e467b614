"""Files that are to be deleted."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, now


class FileDeletion(SQLModel, table=True):
    """A scheduled deletion: inserted with the deletion of the file's row, removed once the file is gone.

    ``attempts`` counts failed deletions; the next one is due at ``next_attempt_at``.
    """

    __tablename__ = "file_deletion"

    key: str = Field(primary_key=True, max_length=200)
    attempts: int = 0
    next_attempt_at: datetime = Field(default_factory=now, sa_type=Instant, index=True)
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
