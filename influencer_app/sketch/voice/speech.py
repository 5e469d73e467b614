"""Synthesizes scripts, with the time of each phoneme and word."""

import io
import json
import re
import subprocess
import sys
import wave
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

TIME_LIMIT_SECONDS = 30.0
_PHONEME = 7
_ABBREVIATION = re.compile(r"\W*(?:(?:\w\.)+|(?:dott|dra?|hr|mme|mrs?|ms|prof|sra?|st|vs)\.)", re.IGNORECASE)


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
    """Synthesize ``script``. Raises ``ValueError`` for a script without anything to say or an unknown voice
    (listing all), ``TimeoutError`` after 30 s, and ``RuntimeError`` when espeak-ng fails.
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
    if all(event[0] == _PHONEME for event in header["events"]):
        raise ValueError("There is nothing to say in this script.")
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
    return Speech(packed.getvalue(), rate, seconds, phonemes, tuple(_words(text, starts, seconds)))


def _words(text: str, starts: list[tuple[float, int]], seconds: float) -> Iterator[tuple[float, float, str]]:
    """The script's own words with the time of the first sound in each.

    espeak-ng reports the pieces that it speaks ("$", "1", "299"); a word without any joins the one before.
    """
    words = list(re.finditer(r"\S+", text))
    offsets = [word.start() for word in words]
    first_sound: dict[int, float] = {0: 0.0}
    latest = 0.0
    for start, position in starts:
        index = bisect_right(offsets, position) - 1
        if index > max(first_sound) and latest < start < seconds:
            first_sound[index] = latest = start
    stops = [*list(first_sound)[1:], len(words)]
    ends = [*list(first_sound.values())[1:], seconds]
    for (index, start), stop, end in zip(first_sound.items(), stops, ends, strict=True):
        yield start, end, " ".join(word[0] for word in words[index:stop])


def captions(speech: Speech) -> str:
    """WebVTT with one cue per phrase of up to seven words."""
    cues: list[list[tuple[float, float, str]]] = [[]]
    for word in speech.words:
        line = cues[-1]
        if line and (len(line) >= 7 or _ends_phrase(line[-1][2])):
            cues.append(line := [])
        line.append(word)
    parts = ["WEBVTT"]
    for cue in filter(None, cues):
        text = " ".join(word for _, _, word in cue).replace("&", "&amp;").replace("<", "&lt;")
        parts.append(f"{_clock(cue[0][0])} --> {_clock(cue[-1][1])}\n{text.replace('>', '&gt;')}")
    return "\n\n".join(parts) + "\n"


def _ends_phrase(word: str) -> bool:
    bare = word.rstrip("\"'”’»)")
    return bare.endswith(tuple("!?;:,。！？")) or (bare.endswith(".") and not _ABBREVIATION.fullmatch(bare))


def _clock(seconds: float) -> str:
    milli = round(seconds * 1000)
    return f"{milli // 3600000:02}:{milli // 60000 % 60:02}:{milli // 1000 % 60:02}.{milli % 1000:03}"
