"""Normalises external audio to 16-bit mono PCM at a standard loudness."""

import io
import wave
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.error import InvalidDataError

from influencer_app.errors import InvalidInput
from influencer_app.media.file_size import check_size
from influencer_app.media.file_type import IMAGE_BRANDS, SOUNDS, refusal
from influencer_app.media.loudness import Samples, normalise_loudness, trim_silence
from influencer_app.media.video_input import (
    AUDIO_CODECS,
    AudioFormat,
    audio_format_of,
    invalid_when_damaged,
    open_container,
)

SAMPLE_RATE = 24_000
"""Hertz; enough for speech, and what the vendors' voices use."""

SIZE_MAX, SECONDS_MAX, SECONDS_MIN = 25_000_000, 60.0, 0.3
RATES = (8_000, 192_000)
SILENCE = 10 ** (-60 / 20)
DAMAGED_SHARE_MAX = 0.1
CANCELED = 0.05
"""Share of a channel's power that the mean of both keeps at least; half for two unrelated ones."""

_MORE_CODECS = frozenset({"alac", "pcm_u8", "pcm_s24le", "pcm_s32le", "pcm_f32le", "pcm_f64le"})


@dataclass(frozen=True, slots=True)
class NormalisedAudio:
    """A WAV file (16-bit mono PCM), its rate in hertz and its length in seconds."""

    wav: bytes
    sample_rate: int
    seconds: float


def normalise(
    data: bytes,
    *,
    seconds_max: float = SECONDS_MAX,
    size_max: int = SIZE_MAX,
    trim: bool = False,
    silent: bool = False,
    sample_rate: int = SAMPLE_RATE,
) -> NormalisedAudio:
    """``data`` (WAV, MP3, M4A, AAC, Ogg, WebM, FLAC) as a ``NormalisedAudio`` at -18 LUFS, without metadata.

    ``trim`` cuts silence at both ends; ``silent`` accepts pure silence. Memory is bounded by ``size_max``
    (bytes) and ``seconds_max``: decoding stops as soon as a file is longer.
    Raises ``InvalidInput``.
    """
    check_size(data, size_max)
    kind = _sniff(data)
    with invalid_when_damaged("audio"), open_container(data, kind) as container:
        stream = _stream(container, seconds_max)
        parts = list(_decode(container, stream, sample_rate, seconds_max))
    channels: Samples = np.concatenate(parts) if parts else np.zeros((0, 1), np.float32)
    samples = _mix(np.nan_to_num(channels, nan=0.0, posinf=1.0, neginf=-1.0))
    if len(samples) < SECONDS_MIN * sample_rate:
        raise InvalidInput(f"The audio is too short. It must last at least {SECONDS_MIN} seconds.")
    if not silent and float(np.abs(samples).max()) < SILENCE:
        raise InvalidInput("The audio is silent.")
    samples = normalise_loudness(samples, sample_rate)
    if trim:
        samples = trim_silence(samples, sample_rate)
    return NormalisedAudio(_wav(samples, sample_rate), sample_rate, round(len(samples) / sample_rate, 3))


def is_audio(data: bytes) -> bool:
    """Whether ``data`` begins like a file that ``normalise`` takes."""
    try:
        return bool(_sniff(data))
    except InvalidInput:
        return False


def _sniff(data: bytes) -> str:
    """The demuxer for the file, by its first bytes."""
    head = data[:4]
    if head == b"RIFF" and data[8:12] == b"WAVE":
        return "wav"
    if data[4:8] == b"ftyp" and data[8:12] not in IMAGE_BRANDS:
        return "mov"
    known = {b"OggS": "ogg", b"fLaC": "flac", b"\x1aE\xdf\xa3": "matroska"}
    if head in known:
        return known[head]
    if head[:3] == b"ID3":
        return "mp3"
    if len(head) == 4 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0:
        return "aac" if head[1] & 0xF6 == 0xF0 else "mp3"  # layer 0 is AAC in ADTS
    raise InvalidInput(refusal(data, f"{SOUNDS} file"))


def _stream(container: InputContainer, seconds_max: float) -> AudioStream:
    stream = next(iter(container.streams.audio), None)
    if stream is None or stream.codec_context is None:
        raise InvalidInput("This file has no audio track.")
    if stream.codec_context.name not in AUDIO_CODECS | _MORE_CODECS:
        raise InvalidInput("This audio format is not supported. Use WAV or MP3.")
    seconds = (stream.duration or 0) * (stream.time_base or 0)
    if seconds > seconds_max + 1:
        raise _too_long(seconds_max)
    stream.codec_context.thread_count = 1
    return stream


def _decode(
    container: InputContainer, stream: AudioStream, rate: int, seconds_max: float
) -> Iterator[Samples]:
    """Blocks of float32, shape (n, 1), or (n, 2) for stereo. Skips single damaged packets, as players do."""
    resampler: AudioResampler | None = None
    packets = damaged = samples = 0
    audio_format: AudioFormat | None = None
    for packet in container.demux(stream):
        packets += 1
        try:
            frames = packet.decode()
        except InvalidDataError:
            damaged += 1
            continue
        for frame in frames:
            if not isinstance(frame, AudioFrame):
                continue
            audio_format = audio_format or audio_format_of(frame)
            if audio_format_of(frame) != audio_format:
                damaged += 1
                continue
            if not RATES[0] <= frame.sample_rate <= RATES[1]:
                raise InvalidInput("The sample rate of the audio is not supported.")
            if resampler is None:
                resampler = AudioResampler(format="flt", layout=_layout(frame), rate=rate)
            for part in resampler.resample(frame):
                samples += part.samples
                yield _block(part)
        if samples > seconds_max * rate + rate // 20:  # encoders add padding
            raise _too_long(seconds_max)
    for part in resampler.resample(None) if resampler is not None and samples else ():
        yield _block(part)
    if damaged > packets * DAMAGED_SHARE_MAX:
        raise InvalidInput("The audio is damaged: too much of it cannot be read.")


def _block(frame: AudioFrame) -> Samples:
    return np.asarray(frame.to_ndarray(), np.float32).reshape(-1, frame.layout.nb_channels)


def _layout(frame: AudioFrame) -> str:
    return "stereo" if frame.layout.nb_channels == 2 else "mono"


def _mix(channels: Samples) -> Samples:
    """One channel of two: their mean, or the louder one where they cancel each other out."""
    mean: Samples = channels.mean(axis=1, dtype=np.float32)
    if not channels.size:
        return mean
    powers = np.square(channels).mean(axis=0)
    louder = int(powers.argmax())
    return channels[:, louder] if np.square(mean).mean() < CANCELED * powers[louder] else mean


def _wav(samples: Samples, rate: int) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples.clip(-1, 1) * 32767).round().astype("<i2").tobytes())
    return out.getvalue()


def _too_long(seconds_max: float) -> InvalidInput:
    return InvalidInput(f"The audio is too long. The maximum is {seconds_max:g} seconds.")
