"""Turns an engine's video into the files that are stored."""

import hashlib
from dataclasses import dataclass

from influencer_app.media.encode import renditions
from influencer_app.media.finish_image import Sign
from influencer_app.media.mp4 import append_xmp
from influencer_app.media.source_type import SourceType
from influencer_app.media.transcode import transcode
from influencer_app.media.video_input import LIMITS, VideoLimits
from influencer_app.media.xmp import build_xmp

VIDEO_TYPE = "video/mp4"


@dataclass(frozen=True, slots=True)
class FinishedVideo:
    """The files and facts of one finished video; preview and thumb (WebP) are of its poster.

    ``sha256`` (hex) is of ``original``, the bytes as served; ``phash`` is 64 bits in hex, of
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


def finish_video(
    raw: bytes,
    *,
    watermark_text: str | None,
    source_type: SourceType,
    creator_tool: str,
    sign: Sign | None = None,
    limits: VideoLimits = LIMITS,
    threads: int = 1,
) -> FinishedVideo:
    """Check, watermark and transcode one video (MP4, QuickTime, WebM); sign it last.

    The same arguments give videos that look the same. Metadata of ``raw`` is removed. Raises
    ``InvalidInput`` for anything but a complete video within ``limits``, and whatever ``sign`` raises.
    """
    done = transcode(raw, mark=watermark_text, limits=limits, threads=threads)
    original = append_xmp(done.data, build_xmp(source_type=source_type, creator_tool=creator_tool))
    if sign is not None:
        original = sign(original, VIDEO_TYPE)
    small = renditions(done.poster, source_type=source_type, creator_tool=creator_tool)
    return FinishedVideo(
        original=original,
        content_type=VIDEO_TYPE,
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
