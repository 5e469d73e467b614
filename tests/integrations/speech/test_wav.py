import contextlib
import io
import struct
import wave

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_app.errors import Unavailable
from influencer_app.integrations.speech.wav import plain_wav, wav_of

RATE = 16000
TONE = (np.sin(np.arange(RATE) / 9) * 8000).astype("<i2")


def made(channels: int = 1, width: int = 2, frames: bytes = TONE.tobytes()) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(width)
        sound.setframerate(RATE)
        sound.writeframes(frames)
    return out.getvalue()


def test_a_good_file_stays_as_it_is() -> None:
    assert plain_wav(made()) == (made(), 1.0)
    assert wav_of(TONE.tobytes(), RATE) == made()


def test_lengths_that_are_not_true_are_put_right() -> None:
    streamed = bytearray(made())
    streamed[4:8] = streamed[40:44] = b"\xff\xff\xff\xff"
    assert plain_wav(bytes(streamed)) == (made(), 1.0)


def test_half_a_sample_at_the_end_is_dropped() -> None:
    assert plain_wav(made()[:-1])[1] == pytest.approx(1.0, abs=0.001)


def test_two_channels_become_one() -> None:
    both = np.column_stack([TONE, TONE]).astype("<i2")
    assert plain_wav(made(channels=2, frames=both.tobytes())) == (made(), 1.0)


def test_other_chunks_are_left_out() -> None:
    whole = made()
    listed = whole[:36] + struct.pack("<4sI", b"LIST", 5) + b"hello\0" + whole[36:]
    assert plain_wav(listed) == (whole, 1.0)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ID3\x04 an mp3",
        made()[:20],
        made()[:44],
        made(frames=bytes(2000)),
        made(width=1),
        made(width=4, frames=bytes(4000)),
    ],
)
def test_what_is_no_speech_is_refused(data: bytes) -> None:
    with pytest.raises(Unavailable, match="no speech"):
        plain_wav(data)


@given(st.binary(max_size=200), st.integers(min_value=12, max_value=60))
def test_no_bytes_break_it(noise: bytes, kept: int) -> None:
    with contextlib.suppress(Unavailable):
        plain_wav(made()[:kept] + noise)
