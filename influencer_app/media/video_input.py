"""Opens external video safely: checks type and limits, allows only known demuxers and decoders."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from io import BytesIO

import av
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import FFmpegError
from av.stream import Disposition
from av.video.stream import VideoStream

from influencer_app.errors import InvalidInput
from influencer_app.media.file_type import IMAGE_BRANDS
from influencer_app.media.mp4 import boxes

VIDEO_CODECS = frozenset({"h264", "hevc", "mpeg4", "vp8", "vp9", "av1", "libdav1d", "mjpeg"})
AUDIO_CODECS = frozenset(
    {"aac", "mp3", "mp3float", "opus", "libopus", "vorbis", "flac", "pcm_s16le", "pcm_s16be"}
)

_LOCAL_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EMFILE)


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """Accepted bytes, seconds, pixels per frame, frames per second, and pixels of all frames together.

    The last one bounds the work: a core encodes about 100 million pixels per second.
    """

    size_bytes: int = 200_000_000
    seconds: float = 180
    pixels: int = 4_200_000
    frames_per_second: int = 120
    total_pixels: int = 8_000_000_000

    def frames(self, width: int, height: int) -> int:
        """The maximum number of frames of this size that are decoded."""
        return min(int(self.seconds * self.frames_per_second), self.total_pixels // (width * height))


LIMITS = VideoLimits()
AudioFormat = tuple[int, str, str]
"""Rate, layout and sample format of an audio frame."""


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """Facts of a video as displayed (upright, square pixels). Codecs by their ffmpeg names."""

    width: int
    height: int
    duration_seconds: float
    frames_per_second: float
    video_codec: str
    audio_codec: str | None


@dataclass(frozen=True, slots=True)
class OpenedVideo:
    """An open container: its first video stream, its first audio stream, and the facts in its headers."""

    container: InputContainer
    video: VideoStream
    audio: AudioStream | None
    facts: VideoFacts


def probe_video(data: bytes, limits: VideoLimits = LIMITS) -> VideoFacts:
    """The facts in the headers of ``data``. Raises ``InvalidInput`` unless it is a video within the limits.

    Only the start is decoded; ``transcode`` decodes everything.
    """
    with open_video(data, limits) as source:
        return source.facts


@contextmanager
def open_video(data: bytes, limits: VideoLimits = LIMITS, threads: int = 1) -> Iterator[OpenedVideo]:
    """``data`` (MP4, QuickTime, WebM or Matroska) within ``limits``. Raises ``InvalidInput``.

    Decoder errors inside the block also become ``InvalidInput``.
    """
    if len(data) > limits.size_bytes:
        raise InvalidInput(f"The video is too large. The maximum is {limits.size_bytes // 1_000_000} MB.")
    kind = _sniff(data)
    with invalid_when_damaged(), open_container(data, kind, limits.pixels) as container:
        shown = (each for each in container.streams.video if Disposition.attached_pic not in each.disposition)
        video = next(shown, None)
        if video is None or video.codec_context is None:
            raise InvalidInput("This file has no video track.")
        audio = next(iter(container.streams.audio), None)
        if audio is not None and audio.codec_context is None:
            audio = None
        facts = _facts(container, video, audio)
        _check(facts, video, limits)
        for stream in (video, audio):
            if stream is not None:
                stream.codec_context.thread_count = threads
                stream.codec_context.options = {"max_pixels": str(limits.pixels * 2)}
        yield OpenedVideo(container, video, audio, facts)


@contextmanager
def invalid_when_damaged(what: str = "video") -> Iterator[None]:
    """Turn ffmpeg's errors about a file into ``InvalidInput``; errors of this machine pass through."""
    try:
        yield
    except FFmpegError as error:
        if error.errno in _LOCAL_ERRORS:
            raise
        raise InvalidInput(f"The {what} is damaged and cannot be read.") from error


@contextmanager
def open_container(data: bytes, kind: str, pixels: int = LIMITS.pixels) -> Iterator[InputContainer]:
    """Open with one demuxer: others may follow references to files and URLs."""
    # Twice, because frames are stored in whole blocks and cropped when shown.
    options = {"max_pixels": str(pixels * 2), "threads": "1", "protocol_whitelist": "none"}
    with av.open(
        BytesIO(data), mode="r", format=kind, options=options, metadata_errors="replace"
    ) as container:
        yield container


def audio_format_of(frame: AudioFrame) -> AudioFormat:
    """The format a resampler is created for; a frame of another format in the same stream is damaged."""
    return frame.sample_rate, frame.layout.name, frame.format.name


def frame_rate_of(video: VideoStream) -> Fraction:
    """Frames per second; 25 when unknown."""
    rate = video.average_rate or video.guessed_rate
    return rate if rate else Fraction(25)


def _sniff(data: bytes) -> str:
    if data[4:8] == b"ftyp" and data[8:12] in IMAGE_BRANDS:
        raise InvalidInput("This is a picture, not an MP4 or WebM video.")
    if data[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}:
        for _ in boxes(data):
            pass  # raises when a box is truncated
        return "mov"
    if data.startswith(b"\x1aE\xdf\xa3"):
        return "matroska"
    raise InvalidInput("This is not an MP4 or WebM video.")


def _facts(container: InputContainer, video: VideoStream, audio: AudioStream | None) -> VideoFacts:
    if video.duration is not None and video.time_base is not None:
        seconds = float(video.duration * video.time_base)
    else:
        seconds = (container.duration or 0) / 1_000_000
    return VideoFacts(
        width=video.width,
        height=video.height,
        duration_seconds=max(0.0, seconds),
        frames_per_second=float(frame_rate_of(video)),
        video_codec=video.codec_context.name,
        audio_codec=audio.codec_context.name if audio else None,
    )


def _check(facts: VideoFacts, video: VideoStream, limits: VideoLimits) -> None:
    if facts.video_codec not in VIDEO_CODECS or (facts.audio_codec or "aac") not in AUDIO_CODECS:
        raise InvalidInput("This video format is not supported. Use MP4 with H.264.")
    if min(facts.width, facts.height) < 16:
        raise InvalidInput("The video is too small to be shown.")
    if facts.width * facts.height > limits.pixels:
        raise InvalidInput(
            f"The video is too large. The maximum is {limits.pixels / 1_000_000:g} million pixels per frame."
        )
    frames = facts.duration_seconds * min(facts.frames_per_second, limits.frames_per_second)
    if facts.duration_seconds > limits.seconds or frames > limits.frames(facts.width, facts.height):
        raise too_long(limits)


def too_long(limits: VideoLimits) -> InvalidInput:
    """The error for a video over its limit of seconds."""
    return InvalidInput(
        f"The video is too long. The maximum is {limits.seconds:g} seconds, less for large frames."
    )
