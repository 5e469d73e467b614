"""Fixtures: small videos, rendered once."""

import io
import wave
from collections.abc import Callable

import av
import numpy as np
import pytest

from influencer_app.sketch import Appearance, Shot, Speech, Video, clip, synthesize, talking_video

RATE = 16000


@pytest.fixture(scope="session")
def beach() -> Shot:
    return Shot("smiling on the beach at sunset", 144, 256, 7)


@pytest.fixture(scope="session")
def waves(mara: Appearance, beach: Shot) -> Video:
    return clip(mara, beach, seconds=3, fps=12)


@pytest.fixture(scope="session")
def hello() -> Speech:
    return synthesize("Hello there, my friends. Are you well?", "en-ava")


@pytest.fixture(scope="session")
def chat(mara: Appearance, hello: Speech) -> Video:
    return talking_video(mara, Shot("cafe", 192, 192, 7), speech=hello)


@pytest.fixture(scope="session")
def frames() -> Callable[[bytes], np.ndarray]:
    """All frames of an MP4: number, row, column, colour."""

    def read(data: bytes) -> np.ndarray:
        with av.open(io.BytesIO(data)) as video:
            return np.stack([frame.to_ndarray(format="rgb24") for frame in video.decode(video=0)])

    return read


@pytest.fixture(scope="session")
def wav() -> Callable[[np.ndarray], bytes]:
    """Samples from -1 to 1 at 16 kHz as a WAV file."""

    def write(samples: np.ndarray) -> bytes:
        held = io.BytesIO()
        with wave.open(held, "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes((samples * 32767).astype("<i2").tobytes())
        return held.getvalue()

    return write
