"""Creates small valid files of the types that models return, in the requested size."""

import io
import wave
from functools import lru_cache
from typing import Any

import av
import numpy as np
from PIL import Image


@lru_cache(maxsize=64)
def make_picture(width: int, height: int, seed: int) -> bytes:
    """PNG: a plain colour with a lighter disc, different for each seed."""
    tone = (seed * 37 % 200, seed * 61 % 200, seed * 89 % 200)
    image = Image.new("RGB", (width, height), tone)
    image.paste((230, 200, 180), (width // 3, height // 5, 2 * width // 3, 3 * height // 5))
    held = io.BytesIO()
    image.save(held, "PNG", compress_level=1)
    return held.getvalue()


@lru_cache(maxsize=1)
def make_video() -> bytes:
    """MP4, H.264, 25 frames at 8 per second, like Stable Video Diffusion's."""
    held = io.BytesIO()
    with av.open(held, "w", format="mp4") as video:
        stream = video.add_stream("libx264", rate=8)
        stream.width, stream.height, stream.pix_fmt = 320, 320, "yuv420p"
        for index in range(25):
            frame = np.full((320, 320, 3), index * 9, dtype=np.uint8)
            video.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        video.mux(stream.encode(None))
    return held.getvalue()


@lru_cache(maxsize=1)
def make_sound() -> bytes:
    """WAV: one second of a tone."""
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16000)
        sound.writeframes((8000 * np.sin(np.arange(16000) * 0.1)).astype("<i2").tobytes())
    return held.getvalue()


def file_of(name: str, given: dict[str, Any]) -> bytes:
    """The output file ``name`` of a prediction with this input."""
    if name.endswith(".mp4"):
        return make_video()
    if name.endswith(".wav"):
        return make_sound()
    return make_picture(
        int(given.get("width", 1024)), int(given.get("height", 1024)), int(given.get("seed", 0))
    )
