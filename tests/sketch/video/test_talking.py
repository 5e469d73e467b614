"""Tests of talking videos and lip sync."""

import io
import math

import av
import numpy as np
import pytest

from influencer_app.sketch import Shot, talking_video
from influencer_app.sketch.video.lip_sync import decode_audio, from_audio, from_phonemes

pytestmark = pytest.mark.slow

RATE = 16000
TIME = np.arange(RATE) / RATE
VOICE = sum(np.sin(2 * np.pi * 130 * k * TIME) / k for k in range(1, 12)) * 0.25
NOISE = np.random.default_rng(3).normal(0, 0.2, RATE).clip(-1, 1)


def track(hello):
    samples, rate = decode_audio(hello.wav)
    count = math.ceil(hello.seconds * 24)
    return from_phonemes(hello.phonemes, samples, rate, 24, count), count


def at(hello, symbol: str) -> int:
    """The frame in the middle of the first phoneme with this symbol."""
    starts = [phoneme.start for phoneme in hello.phonemes] + [hello.seconds]
    index = next(k for k, phoneme in enumerate(hello.phonemes) if symbol in phoneme.symbol)
    return round((starts[index] + starts[index + 1]) / 2 * 24 - 0.045 * 24)


def test_talking_video_has_audio_and_captions(chat, hello):
    with av.open(io.BytesIO(chat.mp4)) as video:
        assert video.streams.video[0].codec_context.name == "h264"
        (audio,) = video.streams.audio
        assert audio.codec_context.name == "aac"
        assert audio.duration * audio.time_base == pytest.approx(chat.seconds, abs=0.1)
    assert hello.seconds < chat.seconds < hello.seconds + 0.6
    assert chat.captions.startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert "Hello there," in chat.captions


def test_lips_close_for_m_open_for_a_and_round_for_o(hello):
    mouths, _ = track(hello)
    assert mouths.jaw[at(hello, "m")] < 0.12
    assert mouths.jaw.max() > 0.5
    assert mouths.pucker[at(hello, "oʊ")] > 0.35
    assert mouths.stress.max() > 0.5


def test_the_mouth_moves_with_the_jaw(chat, hello, frames):
    mouths, count = track(hello)
    pictures = frames(chat.mp4).astype(int)[:count]
    rows, columns = pictures.shape[1:3]
    part = pictures[:, int(rows * 0.36) : int(rows * 0.6), int(columns * 0.36) : int(columns * 0.64)]
    shut = part[np.asarray(mouths.jaw[:count]) < 0.05].mean(axis=0)
    away = np.abs(part - shut).mean(axis=(1, 2, 3))
    assert np.corrcoef(away, mouths.jaw[:count])[0, 1] > 0.5


@pytest.mark.parametrize("sound", [np.zeros(RATE), NOISE], ids=["silence", "noise"])
def test_silence_and_noise_keep_the_mouth_shut(mara, wav, sound):
    samples, rate = decode_audio(wav(sound))
    assert from_audio(samples, rate, 24, 24).jaw.max() < 0.08
    video = talking_video(mara, Shot("studio", 64, 64, 5), wav=wav(sound))
    assert video.captions == ""
    assert video.seconds == pytest.approx(1.4, abs=0.1)


def test_voice_opens_the_mouth_and_a_pause_shuts_it(wav):
    samples, rate = decode_audio(wav(np.concatenate([VOICE, np.zeros(RATE), VOICE])))
    jaw = from_audio(samples, rate, 24, 72).jaw
    assert jaw[6:18].mean() > 0.5
    assert jaw[30:42].max() < 0.05
    assert jaw[54:66].mean() > 0.5


def test_invalid_audio_is_refused(mara, hello, wav):
    shot = Shot("studio", 64, 64, 5)
    with pytest.raises(ValueError, match="audio file cannot be read"):
        talking_video(mara, shot, wav=b"RIFF and then nothing")
    with pytest.raises(ValueError, match="shorter"):
        talking_video(mara, shot, wav=wav(np.zeros(100)))
    with pytest.raises(ValueError, match="longer than 120 s"):
        talking_video(mara, shot, wav=wav(np.zeros(RATE * 121)))
    with pytest.raises(ValueError, match="either synthesized speech"):
        talking_video(mara, shot)
    with pytest.raises(ValueError, match="either synthesized speech"):
        talking_video(mara, shot, speech=hello, wav=hello.wav)


def test_the_same_request_gives_the_same_bytes(mara, wav):
    shot, sound = Shot("studio", 64, 64, 5), wav(VOICE)
    assert talking_video(mara, shot, wav=sound).mp4 == talking_video(mara, shot, wav=sound).mp4
