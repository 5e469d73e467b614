"""From a film of an engine to what is stored."""

import hashlib
from dataclasses import dataclass

from influencer_app.media.encode import renditions
from influencer_app.media.film import LIMITS, FilmLimits
from influencer_app.media.finish import Sign
from influencer_app.media.mp4 import with_xmp
from influencer_app.media.source_type import SourceType
from influencer_app.media.video import normalise
from influencer_app.media.xmp import build_xmp

FILM_TYPE = "video/mp4"


@dataclass(frozen=True, slots=True)
class FinishedFilm:
    """The files of one film and what is known of it; preview and thumb (WebP) are of its poster.

    ``sha256`` (hex) is of ``original``, the bytes as they are served; ``phash`` is 64 bits in hex, of
    the poster; ``thumbhash`` is base64.
    """

    original: bytes
    content_type: str
    preview: bytes
    thumb: bytes
    thumbhash: str
    width: int
    height: int
    duration_seconds: float
    frames_per_second: float
    has_sound: bool
    sha256: str
    phash: str


def finish_film(
    raw: bytes,
    *,
    watermark_text: str | None,
    source_type: SourceType,
    creator_tool: str,
    sign: Sign | None = None,
    limits: FilmLimits = LIMITS,
    threads: int = 1,
) -> FinishedFilm:
    """Check, mark and bring one film (MP4, QuickTime, WebM) into the form that is stored; sign it last.

    The same arguments give films that look the same. Metadata of ``raw`` does not survive. Raises
    ``InvalidInput`` for what is no whole film within ``limits``, and what ``sign`` raises.
    """
    done = normalise(raw, mark=watermark_text, limits=limits, threads=threads)
    original = with_xmp(done.data, build_xmp(source_type=source_type, creator_tool=creator_tool))
    if sign is not None:
        original = sign(original, FILM_TYPE)
    small = renditions(done.poster, source_type=source_type, creator_tool=creator_tool)
    return FinishedFilm(
        original=original,
        content_type=FILM_TYPE,
        preview=small.preview,
        thumb=small.thumb,
        thumbhash=small.thumbhash,
        width=done.facts.width,
        height=done.facts.height,
        duration_seconds=done.facts.duration_seconds,
        frames_per_second=done.facts.frames_per_second,
        has_sound=done.facts.audio_codec is not None,
        sha256=hashlib.sha256(original).hexdigest(),
        phash=small.phash,
    )
