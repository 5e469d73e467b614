"""Any film as one that every browser plays: MP4 with H.264 in yuv420p, AAC, and its index in front."""

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
from influencer_app.media.film import (
    LIMITS,
    Film,
    FilmLimits,
    Form,
    VideoFacts,
    form_of,
    open_film,
    rate_of,
    too_long,
)
from influencer_app.media.moving_mark import MovingMark

QUALITY, PRESET = "20", "veryfast"
SOUND_RATE, SOUND_BITS = 48_000, 128_000
FLAT = 5.0
"""Standard deviation of a frame's brightness (0 to 255) under which it is no poster."""


@dataclass(frozen=True, slots=True)
class Normalised:
    """The film (MP4), what it is, and its first frame that shows something (RGB)."""

    data: bytes
    facts: VideoFacts
    poster: Image.Image


def normalise(
    data: bytes, *, mark: str | None = None, limits: FilmLimits = LIMITS, threads: int = 1
) -> Normalised:
    """``data`` for browsers, with ``mark`` burned in at the bottom right.

    What is so already is copied, not encoded again; it is decoded to its end all the same, so that a
    broken film is found here. Metadata, further streams and turning flags do not survive. Uses
    ``threads`` cores and a temporary file. Raises ``InvalidInput``.
    """
    with tempfile.TemporaryDirectory(prefix="film-") as folder:
        path = Path(folder) / "film.mp4"
        with open_film(data, limits, threads) as film:
            seen = _Seen(limits)
            with _output(path) as out:
                _convert(film, out, seen, mark, threads)
            if seen.poster is None or not seen.frames:
                raise InvalidInput("No picture of this video can be read.")
            if film.video.frames > 1 and seen.frames < film.video.frames * 0.9:
                raise InvalidInput("The video is damaged: too much of it cannot be read.")
        facts = VideoFacts(
            width=seen.poster.width,
            height=seen.poster.height,
            duration_seconds=round(seen.seconds, 3),
            frames_per_second=round(seen.frames / seen.seconds, 3),
            video_codec="h264",
            audio_codec="aac" if film.audio else None,
        )
        return Normalised(path.read_bytes(), facts, seen.poster)


@dataclass(slots=True)
class _Seen:
    """What went by."""

    limits: FilmLimits
    frames: int = 0
    first: Fraction | None = None
    last: Fraction = Fraction(0)
    step: Fraction = Fraction(1, 25)
    poster: Image.Image | None = None
    poster_is_flat: bool = field(default=True)

    @property
    def seconds(self) -> float:
        return float(self.last - (self.first or 0) + self.step)

    def look(self, frame: VideoFrame) -> None:
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
            flat = float(np.asarray(frame.to_ndarray(format="gray")).std()) < FLAT
            if self.poster is None or not flat:
                self.poster, self.poster_is_flat = Image.fromarray(frame.to_ndarray(format="rgb24")), flat


@contextmanager
def _output(path: Path) -> Iterator[OutputContainer]:
    """Bit-exact: without the name and version of the writer."""
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), mode="w", format="mp4", options=options) as out:
        yield out


def _convert(film: Film, out: OutputContainer, seen: _Seen, mark: str | None, threads: int) -> None:
    seen.step = 1 / rate_of(film.video)
    picture = (
        _Copied(film.video, out, seen) if _is_fit(film, mark) else _Drawn(film, out, seen, mark, threads)
    )
    sound: _Copied | _Resounded | None = None
    if film.audio is not None:
        fit = film.audio.codec_context.name == "aac" and _is_timed(film)
        sound = _Copied(film.audio, out, None) if fit else _Resounded(film.audio, out)
    start = Fraction(film.container.start_time or 0, 1_000_000)
    streams = [stream for stream in (film.video, film.audio) if stream is not None]
    for packet in film.container.demux(*streams):
        _shift(packet, start)
        if packet.stream is film.video:
            picture.take(packet)
        elif sound is not None:
            sound.take(packet)
    picture.end()
    if sound is not None:
        sound.end()


def _is_fit(film: Film, mark: str | None) -> bool:
    context, video = film.video.codec_context, film.video
    return (
        mark is None
        and _is_timed(film)
        and context.name == "h264"
        and context.pix_fmt == "yuv420p"
        and video.width % 2 == video.height % 2 == 0
        and (video.sample_aspect_ratio or 1) == 1
        and _turn(film) == 0
    )


def _is_timed(film: Film) -> bool:
    """Whether packets tell when they are to be decoded; in Matroska they do not."""
    return film.container.format.name.startswith("mov")


def _turn(film: Film) -> int:
    """Degrees to turn counterclockwise, as the first frame says."""
    for frame in film.container.decode(film.video):
        turn = frame.rotation
        break
    else:
        raise InvalidInput("No picture of this video can be read.")
    film.container.seek(0)
    film.video.codec_context.flush_buffers()
    return turn


def _shift(packet: "Packet[Any]", start: Fraction) -> None:
    """Films begin at nought."""
    if start and packet.time_base:
        ticks = int(start / packet.time_base)
        packet.pts = None if packet.pts is None else packet.pts - ticks
        packet.dts = None if packet.dts is None else packet.dts - ticks


class _Copied:
    """Passes packets on as they are; their frames are decoded and looked at."""

    def __init__(self, stream: VideoStream | AudioStream, out: OutputContainer, seen: _Seen | None) -> None:
        self._out, self._seen = out, seen
        self._stream = out.add_stream_from_template(stream, opaque=True)
        self._stream.metadata.clear()

    def take(self, packet: "Packet[Any]") -> None:
        for frame in packet.decode():
            if self._seen is not None and isinstance(frame, VideoFrame):
                self._seen.look(frame)
        if packet.dts is not None:
            packet.stream = self._stream
            self._out.mux(packet)

    def end(self) -> None:
        """Nothing is held back."""


class _Drawn:
    """Encodes frames anew: upright, of square pixels and even sides, marked."""

    def __init__(self, film: Film, out: OutputContainer, seen: _Seen, mark: str | None, threads: int) -> None:
        self._out, self._seen = out, seen
        width, height, ratio = film.video.width, film.video.height, film.video.sample_aspect_ratio
        if ratio and Fraction(1, 4) < ratio < 4:
            width = round(width * ratio)
        self._inner = (width // 2 * 2, height // 2 * 2)
        self._turn = _turn(film)
        self._size = self._inner[::-1] if self._turn % 180 else self._inner
        self._mark = MovingMark(mark, *self._size) if mark is not None else None
        self._time_base = film.video.time_base or Fraction(1, 90_000)
        self._next = 0
        self._stream = out.add_stream(
            "libx264", rate=rate_of(film.video), options={"crf": QUALITY, "preset": PRESET}
        )
        self._stream.width, self._stream.height = self._size
        self._stream.pix_fmt = "yuv420p"
        self._stream.codec_context.time_base = self._time_base
        self._stream.codec_context.thread_count = threads

    def take(self, packet: "Packet[Any]") -> None:
        for frame in packet.decode():
            if isinstance(frame, VideoFrame) and (frame.pts is None or frame.pts >= self._next):
                drawn = self._draw(frame)
                self._next = (drawn.pts or 0) + 1
                self._seen.look(drawn)
                self._out.mux(self._stream.encode(drawn))

    def end(self) -> None:
        self._out.mux(self._stream.encode(None))

    def _draw(self, frame: VideoFrame) -> VideoFrame:
        drawn = frame.reformat(*self._inner, format="yuv420p", threads=1)
        if self._turn:
            turned: np.ndarray[Any, np.dtype[np.uint8]] = np.rot90(
                drawn.to_ndarray(format="rgb24"), self._turn // 90
            )
            upright = VideoFrame.from_ndarray(np.ascontiguousarray(turned))
            drawn = upright.reformat(format="yuv420p", threads=1)
        drawn.pts = self._next if frame.pts is None else frame.pts
        drawn.time_base = self._time_base
        drawn.pict_type = 0  # as the encoder likes, not as it was
        if self._mark is not None:
            self._mark.apply(drawn)
        return drawn


class _Resounded:
    """Encodes sound anew as AAC in stereo."""

    def __init__(self, stream: AudioStream, out: OutputContainer) -> None:
        self._out = out
        self._form: Form | None = None
        self._stream = out.add_stream("aac", rate=SOUND_RATE)
        self._stream.bit_rate = SOUND_BITS
        self._resampler = AudioResampler(format="fltp", layout="stereo", rate=SOUND_RATE)

    def take(self, packet: "Packet[Any]") -> None:
        for frame in packet.decode():
            if isinstance(frame, AudioFrame):
                self._form = self._form or form_of(frame)
                if form_of(frame) == self._form:
                    self._encode(frame)

    def end(self) -> None:
        self._encode(None)
        self._out.mux(self._stream.encode(None))

    def _encode(self, frame: AudioFrame | None) -> None:
        for part in self._resampler.resample(frame):
            self._out.mux(self._stream.encode(part))
