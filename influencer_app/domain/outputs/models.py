"""Finished files and the outputs that they belong to."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from influencer_app.db.base import Instant, new_id, now

DISCARDED = "discarded_at is not null"


class Asset(SQLModel, table=True):
    """A finished file with its previews, and its entry in the provenance registry.

    ``phash`` is a 64-bit perceptual hash in hex, ``source_type`` an IPTC digital source type.
    ``unmarked_key`` is a watermarked picture without its mark: never served, only made clips of.
    """

    __table_args__ = (Index("ix_asset_workspace_newest", "workspace_id", "id"),)

    id: UUID = Field(primary_key=True)
    workspace_id: UUID = Field(foreign_key="workspace.id", ondelete="CASCADE")
    person_id: UUID
    kind: str = Field(max_length=8)
    content_type: str = Field(max_length=60)
    width: int
    height: int
    duration_seconds: float | None = None
    bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    original_key: str = Field(max_length=200)
    preview_key: str = Field(max_length=200)
    thumb_key: str = Field(max_length=200)
    captions_key: str | None = Field(default=None, max_length=200)
    unmarked_key: str | None = Field(default=None, max_length=200)
    thumbhash: str = Field(max_length=60)
    sha256: str = Field(max_length=64, index=True)
    phash: str = Field(max_length=16)
    engine: str = Field(max_length=32)
    model: str = Field(max_length=120)
    source_type: str = Field(max_length=60)
    watermarked: bool = False
    created_at: datetime = Field(default_factory=now, sa_type=Instant)

    @property
    def source_key(self) -> str:
        """The file to make clips, talking videos and further pictures of."""
        return self.unmarked_key or self.original_key


class Output(SQLModel, table=True):
    """A delivered output of a generation.

    ``type`` and ``character_id`` are its generation's, for the filters of the gallery. Only ``listed``
    ones are in the gallery: portraits and discarded ones are not.
    """

    __table_args__ = (
        UniqueConstraint("generation_id", "index"),
        Index("ix_output_workspace_newest", "workspace_id", "id"),
        Index("ix_output_type", "workspace_id", "type", "id", postgresql_where="listed"),
        Index("ix_output_character", "workspace_id", "character_id", "id", postgresql_where="listed"),
        Index("ix_output_favourite", "workspace_id", "id", postgresql_where="listed and favourite"),
        Index(
            "ix_output_favourite_generation",
            *("workspace_id", "generation_id"),
            postgresql_where="listed and favourite",
        ),
        Index("ix_output_bin", "workspace_id", "id", postgresql_where=DISCARDED),
        Index("ix_output_discarded", "discarded_at", postgresql_where=DISCARDED),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    generation_id: UUID = Field(foreign_key="generation.id", ondelete="CASCADE")
    workspace_id: UUID = Field(foreign_key="workspace.id", ondelete="CASCADE")
    person_id: UUID
    type: str = Field(max_length=8)
    character_id: UUID | None = None
    listed: bool = True
    index: int
    asset_id: UUID = Field(foreign_key="asset.id", ondelete="CASCADE", unique=True)
    seed: int
    identity_score: float | None = None
    favourite: bool = False
    published: bool = False
    discarded_at: datetime | None = Field(default=None, sa_type=Instant)
    """Set when it was discarded alone, without its set."""
    created_at: datetime = Field(default_factory=now, sa_type=Instant)
