"""Encodes frames and audio as an MP4 that every browser plays."""

import tempfile
from collections.abc import Callable, Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Sound = NDArray[np.int16]
_BT709 = 1


def encode(
    frames: Iterable[Image.Image],
    size: tuple[int, int],
    fps: int,
    sound: tuple[Sound, int] | None = None,
    done: Callable[[int], None] | None = None,
) -> bytes:
    """Encode RGB frames of ``size`` (even pixels) and mono audio with its rate; ``done`` gets frame numbers.

    Uses a temporary folder, which is removed even when ``done`` or a frame raises.
    """
    with tempfile.TemporaryDirectory(prefix="sketch-video-") as folder:
        path = Path(folder) / "video.mp4"
        with av.open(str(path), "w", format="mp4", options={"movflags": "+faststart"}) as target:
            video = target.add_stream("libx264", rate=fps, options={
                "crf": "20", "preset": "veryfast", "x264-params": f"open-gop=0:keyint={fps * 2}:scenecut=0",
            })  # fmt: skip
            video.width, video.height = size
            video.pix_fmt = "yuv420p"
            video.codec_context.thread_count = 1
            video.codec_context.time_base = Fraction(1, fps)
            video.codec_context.color_range = 1
            video.codec_context.colorspace = _BT709
            video.codec_context.color_primaries = _BT709
            video.codec_context.color_trc = _BT709
            audio = None
            if sound is not None:
                audio = target.add_stream("aac", rate=sound[1], layout="mono")
                audio.bit_rate = 128_000
            for number, image in enumerate(frames):
                frame = av.VideoFrame.from_ndarray(np.asarray(image), format="rgb24")
                frame = frame.reformat(
                    format="yuv420p", src_colorspace="ITU709", dst_colorspace="ITU709",
                    src_color_range="JPEG", dst_color_range="MPEG",
                )  # fmt: skip
                frame.pts, frame.time_base = number, Fraction(1, fps)
                target.mux(video.encode(frame))
                if done is not None:
                    done(number)
            target.mux(video.encode(None))
            if audio is not None and sound is not None:
                samples, rate = sound
                for start in range(0, len(samples), 1024):
                    part = np.ascontiguousarray(samples[start : start + 1024]).reshape(1, -1)
                    chunk = av.AudioFrame.from_ndarray(part, format="s16", layout="mono")
                    chunk.sample_rate, chunk.pts, chunk.time_base = rate, start, Fraction(1, rate)
                    target.mux(audio.encode(chunk))
                target.mux(audio.encode(None))
        return path.read_bytes()
