"""Table of uploads."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Column
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now


class Upload(SQLModel, table=True):
    """An uploaded file as we re-encoded it; the original is never stored.

    Width and height (pixels), thumbnail key and thumbhash belong to pictures; ``seconds``
    is the length of audio.
    """

    __table_args__ = (CheckConstraint("kind in ('picture', 'audio')", name="kind_known"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    workspace_id: UUID = Field(foreign_key="workspace.id", ondelete="CASCADE", index=True)
    person_id: UUID
    kind: str = Field(max_length=8)
    key: str = Field(max_length=200)
    thumb_key: str | None = Field(default=None, max_length=200)
    thumbhash: str | None = Field(default=None, max_length=60)
    content_type: str = Field(max_length=60)
    sha256: str = Field(max_length=64)
    bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant, index=True)
