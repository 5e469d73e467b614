"""Read models of outputs."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel


class OutputDetail(BaseModel):
    """A delivered output. Sizes in pixels, ``duration`` in seconds."""

    id: UUID
    generation_id: UUID
    asset_id: UUID
    index: int
    kind: Literal["image", "video"]
    width: int
    height: int
    duration: float | None = None
    url: str
    preview_url: str
    thumb_url: str
    captions_url: str | None = None
    thumbhash: str
    seed: int
    identity_score: float | None = None
    watermarked: bool
    favourite: bool
    published: bool
    created_at: datetime
