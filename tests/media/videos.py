"""Creates short encoded videos and audio files in memory."""

from collections.abc import Sequence
from fractions import Fraction
from io import BytesIO
from typing import Any

import av
import numpy as np

from tests.media.pictures import scene

CONTAINERS = {"mp4": ("libx264", "aac"), "mov": ("mpeg4", "pcm_s16le"), "webm": ("libvpx-vp9", "libopus")}


def tone(seconds: float, rate: int = 48_000, level: float = 0.3, hertz: float = 440.0) -> np.ndarray:
    """A sine of one channel, float32 in -1 to 1, shape (samples,)."""
    return (level * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def make_video(
    width: int = 320,
    height: int = 240,
    seconds: float = 1.0,
    fps: int = 24,
    *,
    container: str = "mp4",
    codec: str | None = None,
    sound: str | None = None,
    pix_fmt: str = "yuv420p",
    frames: Sequence[np.ndarray] | None = None,
    metadata: dict[str, str] | None = None,
    rotation: int = 0,
    options: dict[str, str] | None = None,
    begins: int = 0,
) -> bytes:
    """A scene that moves to the right; with ``sound`` (a codec) a tone of the same length.

    ``begins`` is the number of the first frame.
    """
    out = BytesIO()
    video_codec = codec or CONTAINERS[container][0]
    made: dict[str, Any] = (
        {"options": {"movflags": "+use_metadata_tags"}} if container in ("mp4", "mov") else {}
    )
    with av.open(out, mode="w", format=container, **made) as target:
        target.metadata.update(metadata or {})
        video = target.add_stream(video_codec, rate=fps, options=options or {})
        video.width, video.height, video.pix_fmt = width, height, pix_fmt
        video.codec_context.time_base = Fraction(1, fps)
        if rotation:
            video.set_display_rotation(rotation)
        audio = target.add_stream(sound, rate=48_000) if sound else None
        if audio is not None:
            audio.layout = "mono"
        picture = np.asarray(scene(width, height))
        for number in range(round(seconds * fps)):
            pixels = np.roll(picture, number * 3, axis=1) if frames is None else frames[number % len(frames)]
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            frame.pts, frame.time_base = begins + number, Fraction(1, fps)
            target.mux(video.encode(frame))
        target.mux(video.encode(None))
        if audio is not None:
            _play(target, audio, tone(seconds))
    return out.getvalue()


def sound_file(
    samples: np.ndarray,
    container: str = "wav",
    codec: str = "pcm_s16le",
    rate: int = 48_000,
    metadata: dict[str, str] | None = None,
) -> bytes:
    """Samples (float32, one channel or (channels, samples)) as a file."""
    out = BytesIO()
    with av.open(out, mode="w", format=container) as target:
        target.metadata.update(metadata or {})
        audio = target.add_stream(codec, rate=rate)
        audio.layout = "mono" if np.atleast_2d(samples).shape[0] == 1 else "stereo"
        _play(target, audio, samples)
    return out.getvalue()


def _play(target: Any, audio: Any, samples: np.ndarray) -> None:
    samples = np.atleast_2d(samples)
    layout = "mono" if samples.shape[0] == 1 else "stereo"
    resampler = av.AudioResampler(format=audio.format, layout=layout, rate=audio.rate)
    whole = av.AudioFrame.from_ndarray(
        np.ascontiguousarray(samples, np.float32), format="fltp", layout=layout
    )
    whole.sample_rate, whole.pts, whole.time_base = audio.rate, 0, Fraction(1, audio.rate)
    size = audio.codec_context.frame_size or 1024
    fifo = av.AudioFifo()
    for part in [*resampler.resample(whole), *resampler.resample(None)]:
        fifo.write(part)
    while (part := fifo.read(size, partial=True)) is not None:
        target.mux(audio.encode(part))
    target.mux(audio.encode(None))
