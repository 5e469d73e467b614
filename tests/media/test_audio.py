"""Tests of audio normalisation."""

import io
import wave

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from influencer_app.errors import InvalidInput
from influencer_app.media.audio import NormalisedAudio, normalise
from influencer_app.media.loudness import loudness, normalise_loudness, trim_silence
from tests.media.pictures import encode, scene
from tests.media.videos import make_video, sound_file, tone

KINDS = {
    "wav": ("wav", "pcm_s16le"),
    "wav24": ("wav", "pcm_s24le"),
    "mp3": ("mp3", "libmp3lame"),
    "m4a": ("mp4", "aac"),
    "aac": ("adts", "aac"),
    "opus": ("ogg", "libopus"),
    "webm": ("webm", "libopus"),
    "flac": ("flac", "flac"),
}
SMALL = {name: sound_file(tone(0.6), *kind) for name, kind in KINDS.items()}


def samples(sound: NormalisedAudio) -> np.ndarray:
    """Read by the standard library, float in -1 to 1."""
    with wave.open(io.BytesIO(sound.wav)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, sound.sample_rate)
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
    assert sound.seconds == pytest.approx(len(data) / sound.sample_rate, abs=0.001)
    return data / 32767


def pitch(data: np.ndarray, rate: int) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(data * np.hanning(len(data))))) * rate / len(data))


@pytest.mark.parametrize("kind", KINDS)
def test_every_format_is_normalised(kind: str):
    done = normalise(sound_file(tone(2.0), *KINDS[kind]))
    data = samples(done)
    assert done.seconds == pytest.approx(2, abs=0.1)
    assert pitch(data[4800:-4800], 24_000) == pytest.approx(440, abs=2)
    assert loudness(data.astype(np.float32), 24_000) == pytest.approx(-18, abs=0.3)


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 96_000])
def test_every_sample_rate_is_converted(rate: int):
    done = normalise(sound_file(tone(1.0, rate), rate=rate))
    assert done.sample_rate == 24_000
    assert done.seconds == pytest.approx(1, abs=0.01)
    assert pitch(samples(done), 24_000) == pytest.approx(440, abs=2)


def test_two_channels_become_one():
    done = normalise(sound_file(np.stack([tone(1.0, hertz=300), np.zeros(48_000, np.float32)])))
    assert pitch(samples(done), 24_000) == pytest.approx(300, abs=2)


@pytest.mark.parametrize("share", [-1.0, -0.8])
def test_channels_that_cancel_each_other_leave_one(share: float):
    voice = tone(1.0, hertz=300)
    data = samples(normalise(sound_file(np.stack([voice, share * voice]))))
    assert pitch(data, 24_000) == pytest.approx(300, abs=2)
    assert loudness(data.astype(np.float32), 24_000) == pytest.approx(-18, abs=0.3)


def test_different_channels_are_mixed():
    both = np.stack([tone(1.0, hertz=300), tone(1.0, hertz=1200)])
    spectrum = np.abs(np.fft.rfft(samples(normalise(sound_file(both)))))
    assert spectrum[300] == pytest.approx(spectrum[1200], rel=0.2)


def test_audio_track_of_a_video_is_extracted():
    done = normalise(make_video(64, 48, 1.0, sound="aac"))
    assert done.seconds == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("level", [0.02, 0.05, 0.9])
def test_quiet_and_loud_audio_is_normalised(level: float):
    data = samples(normalise(sound_file(tone(1.0, level=level))))
    assert loudness(data.astype(np.float32), 24_000) == pytest.approx(-18, abs=1.5)


def test_nothing_is_clipped():
    """Clicks over a quiet tone: the gain stops when the clicks reach the peak limit."""
    spiky = tone(1.0, level=0.01)
    spiky[::6000] = 0.9
    assert float(np.abs(samples(normalise(sound_file(spiky)))).max()) < 0.93


def test_metadata_is_dropped():
    data = sound_file(tone(0.6), "mp3", "libmp3lame", metadata={"title": "a secret place"})
    assert b"secret" in data
    done = normalise(data)
    assert b"secret" not in done.wav
    assert len(done.wav) == 44 + len(samples(done)) * 2


def test_silence_is_trimmed_only_at_the_ends_and_on_request():
    gap = np.zeros(48_000, np.float32)
    data = sound_file(np.concatenate([gap, tone(0.5), gap, tone(0.5), gap]))
    assert normalise(data).seconds == pytest.approx(4, abs=0.01)
    assert normalise(data, trim=True).seconds == pytest.approx(2.2, abs=0.05)


def test_limits_are_enforced():
    data = sound_file(tone(2.0))
    assert normalise(data, seconds_max=2.0).seconds == pytest.approx(2, abs=0.01)
    with pytest.raises(InvalidInput, match=r"too long\. The maximum is 1\.5 seconds"):
        normalise(data, seconds_max=1.5)
    with pytest.raises(InvalidInput, match=r"At most 0\.1 MB; this file has 0\.2 MB\."):
        normalise(data, size_max=100_000)
    with pytest.raises(InvalidInput, match="too short"):
        normalise(sound_file(tone(0.2)))


def test_streamed_wav_length_is_detected():
    """A data chunk of unknown length, as streaming recorders write it."""
    data = bytearray(sound_file(tone(3.0)))
    at = data.index(b"data")
    data[at + 4 : at + 8] = b"\xff\xff\xff\xff"
    assert normalise(bytes(data)).seconds == pytest.approx(3, abs=0.01)
    with pytest.raises(InvalidInput, match="too long"):
        normalise(bytes(data), seconds_max=1.0)


def test_extreme_sample_rate_is_refused():
    data = bytearray(sound_file(tone(0.6)))
    data[24:28] = (1).to_bytes(4, "little")
    with pytest.raises(InvalidInput):
        normalise(bytes(data), seconds_max=100_000)


def test_silence_is_refused():
    with pytest.raises(InvalidInput, match="silent"):
        normalise(sound_file(np.zeros(48_000, np.float32)))


def test_video_without_audio_is_refused():
    with pytest.raises(InvalidInput, match="no audio track"):
        normalise(make_video(64, 48, 0.5))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"sound",
        b"#EXTM3U\nfile:///etc/passwd\n",
        b"MThd\x00\x00\x00\x06\x00\x00\x00\x01\x00\x60",
        b"RIFF\x24\x00\x00\x00AVI LIST",
        encode(scene(20, 20), "PNG"),
        encode(scene(20, 20), "WEBP"),
        b"<script>alert(1)</script>",
    ],
)
def test_other_files_are_refused(data: bytes):
    with pytest.raises(InvalidInput, match="not a WAV"):
        normalise(data)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\0\0\0\x18ftypheic" + bytes(40), "a HEIC photo"),
        (encode(scene(32, 32), "AVIF"), "an AVIF picture"),
        (encode(scene(20, 20), "GIF"), "a GIF picture"),
        (encode(scene(20, 20), "TIFF"), "a TIFF picture"),
        ("Grüße aus Köln\n".encode(), "a text file"),
    ],
)
def test_what_is_no_sound_is_named(data: bytes, name: str):
    with pytest.raises(InvalidInput, match=f"^This is {name}, not a WAV, MP3, M4A, Ogg, WebM or FLAC file.$"):
        normalise(data)


@settings(max_examples=150, deadline=None)
@given(
    kind=st.sampled_from(sorted(KINDS)), at=st.integers(0, 60_000), junk=st.binary(min_size=1, max_size=12)
)
def test_junk_in_audio_is_decoded_or_refused(kind: str, at: int, junk: bytes):
    data = bytearray(SMALL[kind])
    place = at % len(data)
    data[place : place + len(junk)] = junk
    try:
        done = normalise(bytes(data))
    except InvalidInput:
        return  # any other error fails this test
    assert 0.3 <= done.seconds <= 60


@pytest.mark.parametrize("kept", [0.02, 0.5, 0.95])
@pytest.mark.parametrize("kind", KINDS)
def test_truncated_audio_is_decoded_or_refused(kind: str, kept: float):
    data = SMALL[kind]
    try:
        done = normalise(data[: int(len(data) * kept)])
    except InvalidInput:
        return
    assert done.seconds <= 0.7


def test_loudness_matches_the_standard():
    """BS.1770: a full-scale sine of 997 Hz in one channel is -3.01 LUFS."""
    for rate in (24_000, 48_000):
        assert loudness(tone(3.0, rate, 1.0, 997.0), rate) == pytest.approx(-3.01, abs=0.05)
        assert loudness(tone(3.0, rate, 0.1, 997.0), rate) == pytest.approx(-23.01, abs=0.05)


def test_pauses_do_not_count():
    spoken, pause = tone(2.0, 24_000, 0.1, 997.0), np.zeros(24_000 * 6, np.float32)
    assert loudness(np.concatenate([spoken, pause]), 24_000) == pytest.approx(-23.01, abs=0.8)


def test_silence_stays_silence():
    silence = np.zeros(24_000, np.float32)
    assert loudness(silence, 24_000) == float("-inf")
    assert normalise_loudness(silence, 24_000) is silence
    assert trim_silence(silence, 24_000) is silence
