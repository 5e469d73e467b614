"""Port that finishes rendered files: marks, measures and signs them."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol, Self


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A source file of an output: title, media type and SHA-256 in hex."""

    title: str
    content_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of an output, to sign into its file.

    ``source_type`` is an IPTC digital source type: the composite one where a real face or a picture
    that was not made here went in.
    """

    source_type: str
    engine: str
    model: str
    made_at: datetime
    ingredients: tuple[Ingredient, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedFile:
    """A file ready to store, with its previews (WebP).

    Width and height in pixels; ``sha256`` (hex) is of ``original``; ``phash`` is 64 bits in hex, of
    the picture or of the film's poster. ``unmarked`` is a watermarked picture without its mark, unsigned.
    """

    original: bytes
    content_type: str
    preview: bytes
    thumb: bytes
    thumbhash: str
    width: int
    height: int
    sha256: str
    phash: str
    unmarked: bytes | None = None

    def as_stored(self, original: bytes) -> Self:
        """A copy with the bytes that an earlier attempt stored."""
        return replace(self, original=original, sha256=hashlib.sha256(original).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedImage(FinishedFile):
    """A finished image."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedVideo(FinishedFile):
    """A video; preview, thumb, thumbhash and phash are those of its poster."""

    duration_seconds: float
    frames_per_second: float
    has_sound: bool


class FinisherPort(Protocol):
    """Marks, measures and signs rendered files. Blocks; runs in a thread of a ``cpu`` worker.

    Repeating it gives files that look and say the same, but not the same bytes of ``original``:
    signatures are salted. So the first original that is stored stays (``BlobStore.put_new``).
    Its errors are permanent: ``InvalidInput``, and ``NotConfigured`` without a usable certificate.
    """

    def finish(
        self, raw: bytes, *, size: tuple[int, int], watermark: bool, provenance: Provenance
    ) -> FinishedImage:
        """Finishes an image at ``size`` (width, height).

        Raises ``InvalidInput`` if it is not an image, ``PictureTooSmall`` if it is far below ``size``.
        """

    def finish_video(self, raw: bytes, *, watermark: bool, provenance: Provenance) -> FinishedVideo:
        """Finishes a video (MP4, QuickTime, WebM) as an MP4 that every browser plays, at its own size.

        Raises ``InvalidInput`` if it is not a whole video. A core-second for each 4 s of 720 x 1280
        where frames have to be encoded, for each 20 s where not.
        """
