"""What goes out of uploads, and what reading a file gives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel

UploadKind = Literal["picture", "audio"]


class UploadDetail(BaseModel):
    """A kept file. Width and height in pixels, ``seconds`` of a sound; gone at ``expires_at``."""

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
    """A file written anew from nothing but its pixels or samples.

    A picture is a JPEG in sRGB with a small WebP of it, a sound a WAV of 16-bit PCM with one channel.
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
