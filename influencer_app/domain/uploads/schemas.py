"""Read models of uploads and the result of decoding a file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

UploadKind = Literal["picture", "audio"]


class UploadDetail(BaseModel):
    """A stored upload. Width and height in pixels, audio length in seconds; deleted at ``expires_at``."""

    id: UUID
    kind: UploadKind
    content_type: str
    bytes: int
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file re-encoded from its pixels or samples alone.

    A picture is an sRGB JPEG with a WebP thumbnail; audio is a mono WAV of 16-bit PCM.
    ``sha256`` is of ``data``, in hex.
    """

    kind: UploadKind
    data: bytes
    content_type: str
    sha256: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None
    thumb: bytes = b""
    thumbhash: str = ""
