"""WAV files as vendors send them, made into one plain form: 16-bit PCM, mono, with a true header.

Both OpenAI and MiniMax stream their files with 0xFFFFFFFF where the lengths should be.
"""

import struct

import numpy as np

from influencer_app.errors import Unavailable

NO_SPEECH = "What came back is no speech that can be used."
PCM = 1
EXTENSIBLE = 0xFFFE


def plain_wav(data: bytes) -> tuple[bytes, float]:
    """The same sound with one channel and a header that is true, and its length in seconds.

    Raises ``Unavailable`` for what is not 16-bit PCM, or is empty.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise Unavailable(NO_SPEECH)
    form, sound = b"", b""
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        body = data[at + 8 : at + 8 + size]
        if name == b"fmt ":
            form = body
        elif name == b"data":
            sound = body
            break
        at += 8 + size + size % 2
    if len(form) < 16:
        raise Unavailable(NO_SPEECH)
    kind, channels, rate, _, _, bits = struct.unpack_from("<HHIIHH", form)
    frame = 2 * channels
    if kind not in (PCM, EXTENSIBLE) or bits != 16 or not 1 <= channels <= 8 or not 8000 <= rate <= 96000:
        raise Unavailable(NO_SPEECH)
    samples = np.frombuffer(sound[: len(sound) // frame * frame], dtype="<i2").reshape(-1, channels)
    if not samples.any():
        raise Unavailable(NO_SPEECH)
    one = samples[:, 0] if channels == 1 else np.rint(samples.mean(axis=1)).astype("<i2")
    return wav_of(one.tobytes(), rate), len(one) / rate


def wav_of(pcm: bytes, rate: int) -> bytes:
    """A file of 16-bit mono samples."""
    form = struct.pack("<HHIIHH", PCM, 1, rate, rate * 2, 2, 16)
    head = struct.pack("<4sI4s4sI", b"RIFF", 36 + len(pcm), b"WAVE", b"fmt ", len(form))
    return head + form + struct.pack("<4sI", b"data", len(pcm)) + pcm
