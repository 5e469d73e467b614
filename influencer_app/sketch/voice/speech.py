"""Synthesizes scripts, with the time of each phoneme and word."""

import io
import json
import subprocess
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np

TIME_LIMIT_SECONDS = 30.0
_PHONEME = 7


@dataclass(frozen=True)
class VoiceInfo:
    """An available voice; ``language`` is a two-letter code, ``gender`` female or male."""

    id: str
    name: str
    gender: str
    language: str


@dataclass(frozen=True)
class Phoneme:
    """A phoneme (IPA, empty for a pause), starting ``start`` seconds into the audio."""

    start: float
    symbol: str


@dataclass(frozen=True)
class Speech:
    """A WAV file (16-bit mono PCM), its phonemes, and its words as (start, end, text) in seconds."""

    wav: bytes
    sample_rate: int
    seconds: float
    phonemes: tuple[Phoneme, ...]
    words: tuple[tuple[float, float, str], ...]


# id: name, gender, language, espeak's voice, pitch
_VOICES = {
    "en-ava": ("Ava", "female", "en", "en-us+f3", 52),
    "en-nora": ("Nora", "female", "en", "en-gb-x-rp+f2", 48),
    "en-liam": ("Liam", "male", "en", "en-us+m3", 44),
    "en-owen": ("Owen", "male", "en", "en-gb-x-rp+m7", 40),
    "de-lena": ("Lena", "female", "de", "de+f3", 52),
    "de-ida": ("Ida", "female", "de", "de+f2", 46),
    "de-jonas": ("Jonas", "male", "de", "de+m3", 44),
    "de-emil": ("Emil", "male", "de", "de+m7", 40),
    "es-lucia": ("Lucía", "female", "es", "es+f3", 52),
    "es-elena": ("Elena", "female", "es", "es-419+f2", 48),
    "es-mateo": ("Mateo", "male", "es", "es+m3", 44),
    "es-diego": ("Diego", "male", "es", "es-419+m7", 40),
    "fr-chloe": ("Chloé", "female", "fr", "fr+f3", 52),
    "fr-manon": ("Manon", "female", "fr", "fr+f2", 46),
    "fr-louis": ("Louis", "male", "fr", "fr+m3", 44),
    "fr-hugo": ("Hugo", "male", "fr", "fr+m7", 40),
    "pt-ines": ("Inês", "female", "pt", "pt+f3", 52),
    "pt-clara": ("Clara", "female", "pt", "pt-br+f2", 48),
    "pt-tiago": ("Tiago", "male", "pt", "pt+m3", 44),
    "pt-davi": ("Davi", "male", "pt", "pt-br+m7", 40),
    "it-giulia": ("Giulia", "female", "it", "it+f3", 52),
    "it-sofia": ("Sofia", "female", "it", "it+f2", 46),
    "it-marco": ("Marco", "male", "it", "it+m3", 44),
    "it-luca": ("Luca", "male", "it", "it+m7", 40),
}


def voices() -> tuple[VoiceInfo, ...]:
    """All voices, two per gender and language."""
    return tuple(
        VoiceInfo(key, name, gender, language) for key, (name, gender, language, _, _) in _VOICES.items()
    )


def synthesize(script: str, voice: str) -> Speech:
    """Synthesize ``script``. Raises ``ValueError`` for an empty script or an unknown voice (listing all),
    ``TimeoutError`` after 30 s, and ``RuntimeError`` when espeak-ng fails.
    """
    text = " ".join(script.replace("\0", " ").split())
    if not text:
        raise ValueError("The script is empty.")
    if voice not in _VOICES:
        known = ", ".join(f"{key} ({item[0]}, {item[1]})" for key, item in _VOICES.items())
        raise ValueError(f"There is no voice “{voice[:40]}”. The voices are: {known}.")
    _, _, _, name, pitch = _VOICES[voice]
    request = json.dumps({"text": text, "voice": name, "rate": 158, "pitch": pitch}).encode()
    program = Path(__file__).with_name("espeak.py")
    try:
        done = subprocess.run(  # noqa: S603  our own script; the text goes through its standard input
            [sys.executable, "-I", str(program)],
            input=request, capture_output=True, check=False, timeout=TIME_LIMIT_SECONDS,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise TimeoutError("Synthesizing the script took too long.") from error
    if done.returncode:
        raise RuntimeError(f"espeak-ng ended with {done.returncode}.")
    head, _, sound = done.stdout.partition(b"\n")
    header = json.loads(head)
    return _speech(text, header["rate"], header["events"], sound)


def _speech(text: str, rate: int, events: list[list[object]], sound: bytes) -> Speech:
    pcm = np.frombuffer(sound[: len(sound) // 2 * 2], dtype="<i2").astype(np.float32)
    peak = float(np.abs(pcm).max()) if len(pcm) else 0.0
    if peak > 0:
        pcm *= 0.86 * 32767 / peak
    packed = io.BytesIO()
    with wave.open(packed, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(pcm.astype("<i2").tobytes())
    seconds = len(pcm) / rate
    phonemes = tuple(Phoneme(int(str(e[1])) / rate, str(e[4])) for e in events if e[0] == _PHONEME)
    starts = [(int(str(e[1])) / rate, int(str(e[2])) - 1) for e in events if e[0] != _PHONEME]
    words = []
    for index, (start, position) in enumerate(starts):
        last = index + 1 == len(starts)
        end, stop = (seconds, len(text)) if last else starts[index + 1]
        word = text[position:stop].strip()
        if word and end > start:
            words.append((start, end, word))
    return Speech(packed.getvalue(), rate, seconds, phonemes, tuple(words))


def captions(speech: Speech) -> str:
    """WebVTT with one cue per phrase of up to seven words."""
    cues: list[list[tuple[float, float, str]]] = [[]]
    for word in speech.words:
        line = cues[-1]
        if line and (len(line) >= 7 or line[-1][2][-1] in ".!?;:,"):
            cues.append(line := [])
        line.append(word)
    parts = ["WEBVTT"]
    for cue in filter(None, cues):
        text = " ".join(word for _, _, word in cue).replace("&", "&amp;").replace("<", "&lt;")
        parts.append(f"{_clock(cue[0][0])} --> {_clock(cue[-1][1])}\n{text.replace('>', '&gt;')}")
    return "\n\n".join(parts) + "\n"


def _clock(seconds: float) -> str:
    milli = round(seconds * 1000)
    return f"{milli // 3600000:02}:{milli // 60000 % 60:02}:{milli // 1000 % 60:02}.{milli % 1000:03}"
