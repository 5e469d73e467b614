"""Opening films that come from outside: sniffed, limited, by known demuxers and decoders only."""

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
from influencer_app.media.mp4 import boxes

VIDEO_CODECS = frozenset({"h264", "hevc", "mpeg4", "vp8", "vp9", "av1", "libdav1d", "mjpeg"})
AUDIO_CODECS = frozenset(
    {"aac", "mp3", "mp3float", "opus", "libopus", "vorbis", "flac", "pcm_s16le", "pcm_s16be"}
)

_LOCAL_ERRORS = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EMFILE)
_IMAGE_BRANDS = frozenset({b"avif", b"avis", b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """What is accepted: bytes, seconds, pixels a frame, frames a second, pixels of all frames together.

    The last bounds the work: a core encodes about 100 million pixels in a second.
    """

    size_bytes: int = 200_000_000
    seconds: float = 180
    pixels: int = 4_200_000
    frames_per_second: int = 120
    total_pixels: int = 8_000_000_000

    def frames(self, width: int, height: int) -> int:
        """The most frames of this size that are decoded of one film."""
        return min(int(self.seconds * self.frames_per_second), self.total_pixels // (width * height))


LIMITS = VideoLimits()
AudioFormat = tuple[int, str, str]
"""Rate, layout and sample format of a frame of sound."""


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What a film is, as shown (turned upright, square pixels). Codecs in ffmpeg's words."""

    width: int
    height: int
    duration_seconds: float
    frames_per_second: float
    video_codec: str
    audio_codec: str | None


@dataclass(frozen=True, slots=True)
class OpenedVideo:
    """An open film: its first picture stream, its first sound stream, and what its headers say."""

    container: InputContainer
    video: VideoStream
    audio: AudioStream | None
    facts: VideoFacts


def probe_video(data: bytes, limits: VideoLimits = LIMITS) -> VideoFacts:
    """What the headers of ``data`` say. Raises ``InvalidInput`` for what is no film within the limits.

    Only the beginning is decoded; ``video.normalise`` decodes to the end.
    """
    with open_video(data, limits) as source:
        return source.facts


@contextmanager
def open_video(data: bytes, limits: VideoLimits = LIMITS, threads: int = 1) -> Iterator[OpenedVideo]:
    """``data`` (MP4, QuickTime, WebM or Matroska) within ``limits``. Raises ``InvalidInput``.

    What the decoders find wrong inside of the block becomes ``InvalidInput`` as well.
    """
    if len(data) > limits.size_bytes:
        raise InvalidInput(
            f"The video is too large. At most {limits.size_bytes // 1_000_000} MB are accepted."
        )
    kind = _sniff(data)
    with invalid_when_damaged(), open_container(data, kind, limits.pixels) as container:
        shown = (each for each in container.streams.video if Disposition.attached_pic not in each.disposition)
        video = next(shown, None)
        if video is None or video.codec_context is None:
            raise InvalidInput("There is no picture in this video.")
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
    """What ffmpeg says about a file becomes a sentence; trouble of this machine stays what it is."""
    try:
        yield
    except FFmpegError as error:
        if error.errno in _LOCAL_ERRORS:
            raise
        raise InvalidInput(f"The {what} is damaged and cannot be read.") from error


@contextmanager
def open_container(data: bytes, kind: str, pixels: int = LIMITS.pixels) -> Iterator[InputContainer]:
    """By that demuxer alone: others follow links to files and addresses."""
    # Twice, because frames are stored in whole blocks and may be cropped.
    options = {"max_pixels": str(pixels * 2), "threads": "1", "protocol_whitelist": "none"}
    with av.open(
        BytesIO(data), mode="r", format=kind, options=options, metadata_errors="replace"
    ) as container:
        yield container


def audio_format_of(frame: AudioFrame) -> AudioFormat:
    """What a resampler is made for; frames of another form in the same stream are broken ones."""
    return frame.sample_rate, frame.layout.name, frame.format.name


def frame_rate_of(video: VideoStream) -> Fraction:
    """Frames a second; 25 when nothing is told."""
    rate = video.average_rate or video.guessed_rate
    return rate if rate else Fraction(25)


def _sniff(data: bytes) -> str:
    if data[4:8] == b"ftyp" and data[8:12] in _IMAGE_BRANDS:
        raise InvalidInput("This is a picture, not an MP4 or WebM video.")
    if data[4:8] in {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"}:
        for _ in boxes(data):
            pass  # each is whole
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
        raise InvalidInput("The video is stored in a way that is not accepted here. Use MP4 with H.264.")
    if min(facts.width, facts.height) < 16:
        raise InvalidInput("The video has no size that can be shown.")
    if facts.width * facts.height > limits.pixels:
        raise InvalidInput(
            f"The video is too large. At most {limits.pixels / 1_000_000:g} million pixels are accepted."
        )
    frames = facts.duration_seconds * min(facts.frames_per_second, limits.frames_per_second)
    if facts.duration_seconds > limits.seconds or frames > limits.frames(facts.width, facts.height):
        raise too_long(limits)


def too_long(limits: VideoLimits) -> InvalidInput:
    """The error for a film over its seconds."""
    return InvalidInput(
        f"The video is too long. At most {limits.seconds:g} seconds are accepted, less of large ones."
    )
