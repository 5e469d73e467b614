"""Transcodes video for browsers: MP4 with H.264 in yuv420p, AAC audio, and the index at the front."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from PIL import Image

from influencer_app.errors import InvalidInput
from influencer_app.media.video_input import (
    LIMITS,
    AudioFormat,
    OpenedVideo,
    VideoFacts,
    VideoLimits,
    audio_format_of,
    frame_rate_of,
    open_video,
    too_long,
)
from influencer_app.media.video_watermark import VideoWatermark

QUALITY, PRESET = "20", "veryfast"
AUDIO_RATE, AUDIO_BIT_RATE = 48_000, 128_000
FLAT_DEVIATION = 5.0
"""A frame whose brightness (0 to 255) deviates less than this is not used as the poster."""


@dataclass(frozen=True, slots=True)
class TranscodedVideo:
    """The video (MP4), its facts, and its first frame that is not blank (RGB)."""

    data: bytes
    facts: VideoFacts
    poster: Image.Image


def transcode(
    data: bytes, *, mark: str | None = None, limits: VideoLimits = LIMITS, threads: int = 1
) -> TranscodedVideo:
    """``data`` for browsers, with ``mark`` burned in at the bottom right.

    Streams already in the right format are copied, not re-encoded, but always decoded completely, so that
    damage is found here. Metadata, extra streams and rotation flags are removed. Uses ``threads`` cores
    and a temporary file. Raises ``InvalidInput``.
    """
    with tempfile.TemporaryDirectory(prefix="video-") as folder:
        path = Path(folder) / "video.mp4"
        with open_video(data, limits, threads) as source:
            stats = _FrameStats(limits)
            with _output(path) as out:
                _convert(source, out, stats, mark, threads)
            if stats.poster is None or not stats.frames:
                raise InvalidInput("No frame of this video can be read.")
            if source.video.frames > 1 and stats.frames < source.video.frames * 0.9:
                raise InvalidInput("The video is damaged: too much of it cannot be read.")
        facts = VideoFacts(
            width=stats.poster.width,
            height=stats.poster.height,
            duration_seconds=round(stats.seconds, 3),
            frames_per_second=round(stats.frames / stats.seconds, 3),
            video_codec="h264",
            audio_codec="aac" if source.audio else None,
        )
        return TranscodedVideo(path.read_bytes(), facts, stats.poster)


@dataclass(slots=True)
class _FrameStats:
    """Counts frames, tracks their timestamps and picks the poster."""

    limits: VideoLimits
    frames: int = 0
    first: Fraction | None = None
    last: Fraction = Fraction(0)
    step: Fraction = Fraction(1, 25)
    poster: Image.Image | None = None
    poster_is_flat: bool = field(default=True)

    @property
    def seconds(self) -> float:
        return float(self.last - (self.first or 0) + self.step)

    def record(self, frame: VideoFrame) -> None:
        if frame.pts is not None and frame.time_base is not None:
            at = frame.pts * frame.time_base
            self.first = at if self.first is None else self.first
            self.last = max(self.last, at)
        self.frames += 1
        if self.seconds > self.limits.seconds + 1 or self.frames > self.limits.frames(
            frame.width, frame.height
        ):
            raise too_long(self.limits)
        if self.poster is None or (self.poster_is_flat and self.frames % 5 == 0):
            flat = float(np.asarray(frame.to_ndarray(format="gray")).std()) < FLAT_DEVIATION
            if self.poster is None or not flat:
                self.poster, self.poster_is_flat = Image.fromarray(frame.to_ndarray(format="rgb24")), flat


@contextmanager
def _output(path: Path) -> Iterator[OutputContainer]:
    """Bit-exact: omits the muxer's name and version."""
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), mode="w", format="mp4", options=options) as out:
        yield out


def _convert(
    source: OpenedVideo, out: OutputContainer, stats: _FrameStats, mark: str | None, threads: int
) -> None:
    stats.step = 1 / frame_rate_of(source.video)
    video = (
        _StreamCopy(source.video, out, stats)
        if _can_copy(source, mark)
        else _VideoEncoder(source, out, stats, mark, threads)
    )
    audio: _StreamCopy | _AudioEncoder | None = None
    if source.audio is not None:
        fit = source.audio.codec_context.name == "aac" and _has_decode_times(source)
        audio = _StreamCopy(source.audio, out, None) if fit else _AudioEncoder(source.audio, out)
    start = Fraction(source.container.start_time or 0, 1_000_000)
    streams = [stream for stream in (source.video, source.audio) if stream is not None]
    for packet in source.container.demux(*streams):
        _shift_timestamps(packet, start)
        if packet.stream is source.video:
            video.write(packet)
        elif audio is not None:
            audio.write(packet)
    video.flush()
    if audio is not None:
        audio.flush()


def _can_copy(source: OpenedVideo, mark: str | None) -> bool:
    context, video = source.video.codec_context, source.video
    return (
        mark is None
        and _has_decode_times(source)
        and context.name == "h264"
        and context.pix_fmt == "yuv420p"
        and video.width % 2 == video.height % 2 == 0
        and (video.sample_aspect_ratio or 1) == 1
        and _rotation(source) == 0
    )


def _has_decode_times(source: OpenedVideo) -> bool:
    """Whether packets carry decode timestamps; in Matroska they do not."""
    return source.container.format.name.startswith("mov")


def _rotation(source: OpenedVideo) -> int:
    """Counterclockwise rotation in degrees, from the first frame."""
    for frame in source.container.decode(source.video):
        rotation = frame.rotation
        break
    else:
        raise InvalidInput("No frame of this video can be read.")
    source.container.seek(0)
    source.video.codec_context.flush_buffers()
    return rotation


def _shift_timestamps(packet: "Packet[Any]", start: Fraction) -> None:
    """Shift timestamps so that the video starts at zero."""
    if start and packet.time_base:
        ticks = int(start / packet.time_base)
        packet.pts = None if packet.pts is None else packet.pts - ticks
        packet.dts = None if packet.dts is None else packet.dts - ticks


class _StreamCopy:
    """Copies packets unchanged; decodes their frames to check them."""

    def __init__(
        self, stream: VideoStream | AudioStream, out: OutputContainer, stats: _FrameStats | None
    ) -> None:
        self._out, self._stats = out, stats
        self._stream = out.add_stream_from_template(stream, opaque=True)
        self._stream.metadata.clear()

    def write(self, packet: "Packet[Any]") -> None:
        for frame in packet.decode():
            if self._stats is not None and isinstance(frame, VideoFrame):
                self._stats.record(frame)
        if packet.dts is not None:
            packet.stream = self._stream
            self._out.mux(packet)

    def flush(self) -> None:
        """Nothing is buffered."""


class _VideoEncoder:
    """Re-encodes frames: upright, square pixels, even sides, watermarked."""

    def __init__(
        self, source: OpenedVideo, out: OutputContainer, stats: _FrameStats, mark: str | None, threads: int
    ) -> None:
        self._out, self._stats = out, stats
        width, height, ratio = source.video.width, source.video.height, source.video.sample_aspect_ratio
        if ratio and Fraction(1, 4) < ratio < 4:
            width = round(width * ratio)
        self._stored_size = (width // 2 * 2, height // 2 * 2)
        self._rotation = _rotation(source)
        self._size = self._stored_size[::-1] if self._rotation % 180 else self._stored_size
        self._mark = VideoWatermark(mark, *self._size) if mark is not None else None
        self._time_base = source.video.time_base or Fraction(1, 90_000)
        self._next = 0
        self._stream = out.add_stream(
            "libx264", rate=frame_rate_of(source.video), options={"crf": QUALITY, "preset": PRESET}
        )
        self._stream.width, self._stream.height = self._size
        self._stream.pix_fmt = "yuv420p"
        self._stream.codec_context.time_base = self._time_base
        self._stream.codec_context.thread_count = threads

    def write(self, packet: "Packet[Any]") -> None:
        for frame in packet.decode():
            if isinstance(frame, VideoFrame) and (frame.pts is None or frame.pts >= self._next):
                encoded = self._prepare(frame)
                self._next = (encoded.pts or 0) + 1
                self._stats.record(encoded)
                self._out.mux(self._stream.encode(encoded))

    def flush(self) -> None:
        self._out.mux(self._stream.encode(None))

    def _prepare(self, frame: VideoFrame) -> VideoFrame:
        encoded = frame.reformat(*self._stored_size, format="yuv420p", threads=1)
        if self._rotation:
            rotated: np.ndarray[Any, np.dtype[np.uint8]] = np.rot90(
                encoded.to_ndarray(format="rgb24"), self._rotation // 90
            )
            upright = VideoFrame.from_ndarray(np.ascontiguousarray(rotated))
            encoded = upright.reformat(format="yuv420p", threads=1)
        encoded.pts = self._next if frame.pts is None else frame.pts
        encoded.time_base = self._time_base
        encoded.pict_type = 0  # let the encoder choose the frame type
        if self._mark is not None:
            self._mark.apply(encoded)
        return encoded


class _AudioEncoder:
    """Re-encodes audio as stereo AAC."""

    def __init__(self, stream: AudioStream, out: OutputContainer) -> None:
        self._out = out
        self._format: AudioFormat | None = None
        self._stream = out.add_stream("aac", rate=AUDIO_RATE)
        self._stream.bit_rate = AUDIO_BIT_RATE
        self._resampler = AudioResampler(format="fltp", layout="stereo", rate=AUDIO_RATE)

    def write(self, packet: "Packet[Any]") -> None:
        for frame in packet.decode():
            if isinstance(frame, AudioFrame):
                self._format = self._format or audio_format_of(frame)
                if audio_format_of(frame) == self._format:
                    self._encode(frame)

    def flush(self) -> None:
        self._encode(None)
        self._out.mux(self._stream.encode(None))

    def _encode(self, frame: AudioFrame | None) -> None:
        for part in self._resampler.resample(frame):
            self._out.mux(self._stream.encode(part))
