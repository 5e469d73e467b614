"""Computes mouth shapes from a script's phonemes, or from an upload's loudness and spectrum."""

import io
from dataclasses import dataclass

import av
import numpy as np
from numpy.typing import NDArray

from influencer_app.sketch.voice.speech import Phoneme

Track = NDArray[np.float32]
AUDIO_SECONDS_MAX = 120.0
_LEAD = 0.045  # seconds by which the mouth precedes the sound
# jaw 0 to 1, pucker -0.4 to 1, tongue 0 or 1
_REST = (0.0, 0.0, 0.0)
_SHAPES = {
    "aɑɐʌæä": (0.92, -0.05, 0.0), "ɛeəɜɚ": (0.56, -0.2, 0.0), "iɪj": (0.26, -0.4, 0.0),
    "oɔɒ": (0.62, 0.75, 0.0), "uʊwʉyøœʏɵ": (0.28, 1.0, 0.0), "mbp": (0.0, -0.1, 0.0),
    "fv": (0.08, -0.1, 0.0), "sztdnɾ": (0.16, -0.3, 0.0), "lθð": (0.32, -0.1, 1.0),
    "ɹrɝ": (0.24, 0.4, 0.0), "ʃʒ": (0.20, 0.7, 0.0),
}  # fmt: skip
_SHAPE_OF = {letter: shape for letters, shape in _SHAPES.items() for letter in letters}
_OTHER = (0.30, 0.0, 0.0)


@dataclass(frozen=True)
class MouthTrack:
    """One value per frame: jaw, pucker, tongue and stress of the voice (0 to 1)."""

    jaw: Track
    pucker: Track
    tongue: Track
    stress: Track


def decode_audio(data: bytes) -> tuple[NDArray[np.int16], int]:
    """Decode an audio file to mono 16-bit samples and their rate; ``ValueError`` when invalid or too long."""
    parts = []
    rate = 44100
    try:
        with av.open(io.BytesIO(data), "r") as source:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)
            total = 0
            for frame in source.decode(audio=0):
                for part in resampler.resample(frame):
                    parts.append(part.to_ndarray().reshape(-1))
                    total += len(parts[-1])
                if total > AUDIO_SECONDS_MAX * rate:
                    raise ValueError(f"The audio is longer than {AUDIO_SECONDS_MAX:.0f} s.")
            parts.extend(part.to_ndarray().reshape(-1) for part in resampler.resample(None))
    except (av.FFmpegError, IndexError) as error:
        raise ValueError("The audio file cannot be read.") from error
    samples = np.concatenate(parts) if parts else np.zeros(0, np.int16)
    if len(samples) < rate // 20:
        raise ValueError("The audio is shorter than 0.05 s.")
    return samples.astype(np.int16), rate


def _smooth(track: Track, fps: int, seconds: float) -> Track:
    """Smooth with a Gaussian of ``seconds``, for coarticulation."""
    sigma = max(0.2, seconds * fps)
    reach = int(np.ceil(sigma * 3))
    bell = np.exp(-(np.arange(-reach, reach + 1) ** 2) / (2 * sigma * sigma))
    padded = np.pad(track, reach, mode="edge")
    return np.asarray(np.convolve(padded, bell / bell.sum(), mode="valid"), np.float32)


def loudness(samples: NDArray[np.int16], rate: int, fps: int, count: int) -> Track:
    """RMS around each frame, 0 to 1."""
    power = np.concatenate([[0.0], np.cumsum((samples.astype(np.float64) / 32768) ** 2)])
    middle = (np.arange(count) / fps * rate).astype(int)
    low = np.clip(middle - int(0.02 * rate), 0, len(samples))
    high = np.clip(middle + int(0.03 * rate), 0, len(samples))
    mean = (power[high] - power[low]) / np.maximum(high - low, 1)
    return np.asarray(np.sqrt(np.maximum(mean, 0)), np.float32)


def from_phonemes(
    phonemes: tuple[Phoneme, ...], samples: NDArray[np.int16], rate: int, fps: int, count: int
) -> MouthTrack:
    """Visemes on a fine time grid, smoothed and scaled by loudness, with lips closed for m, b and p."""
    fine = 120
    steps = int(count / fps * fine) + 1
    shape = np.zeros((steps, 3), np.float32)
    shut = np.zeros(steps, np.float32)
    stress = np.zeros(steps, np.float32)
    for index, phoneme in enumerate(phonemes):
        end = phonemes[index + 1].start if index + 1 < len(phonemes) else steps / fine
        begin, stop = int(max(0.0, phoneme.start - _LEAD) * fine), int(max(0.0, end - _LEAD) * fine)
        sounds = [letter for letter in phoneme.symbol if letter not in "ˈˌːˑ̃"]
        if sounds:
            split = begin + (stop - begin) * 3 // 5
            shape[begin:split] = _SHAPE_OF.get(sounds[0], _OTHER)
            shape[split:stop] = _SHAPE_OF.get(sounds[-1] if len(sounds) > 1 else sounds[0], _OTHER)
            if sounds[0] in "mbp":
                shut[max(0, begin - 2) : stop] = 1
        if "ˈ" in phoneme.symbol:
            stress[begin:stop] = 1
    frame_indices = (np.arange(count) * fine / fps).astype(int)
    level = loudness(samples, rate, fps, count)
    force = 0.35 + 0.65 * np.minimum(1, level / 0.14)
    closed = _smooth(shut, fine, 0.012)[frame_indices]
    jaw = _smooth(shape[:, 0], fine, 0.034)[frame_indices] * force * (1 - np.minimum(1, closed * 1.15))
    return MouthTrack(
        jaw.astype(np.float32), _smooth(shape[:, 1], fine, 0.045)[frame_indices],
        _smooth(shape[:, 2], fine, 0.02)[frame_indices], _smooth(stress, fine, 0.09)[frame_indices],
    )  # fmt: skip


def from_audio(samples: NDArray[np.int16], rate: int, fps: int, count: int) -> MouthTrack:
    """Jaw from loudness, pucker from the spectral centroid; noise (a flat spectrum) keeps the mouth shut."""
    level = loudness(samples, rate, fps, count)
    loud = float(np.percentile(level, 95))
    jaw = np.clip((level - 0.18 * loud) / max(0.75 * loud, 1e-4), 0, 1)
    jaw[level < 0.006] = 0
    width = 1024
    window = np.hanning(width)
    centre = np.zeros(count, np.float32)
    flat = np.zeros(count, np.float32)
    hertz = np.fft.rfftfreq(width, 1 / rate)
    band = (hertz > 90) & (hertz < 8000)
    for number in range(count):
        at = int(number / fps * rate) - width // 2
        part = np.zeros(width)
        piece = samples[max(0, at) : max(0, at + width)]
        part[: len(piece)] = piece
        power = np.abs(np.fft.rfft(part * window))[band] ** 2 + 1e-3
        centre[number] = (power * hertz[band]).sum() / power.sum()
        flat[number] = np.exp(np.log(power).mean()) / power.mean()
    voiced = np.clip((0.32 - flat) / 0.12, 0, 1)
    jaw = _smooth((jaw * voiced).astype(np.float32), fps, 0.03)
    pucker = np.clip((900 - centre) / 900, -0.4, 0.8) * (jaw > 0.03)
    stress = np.clip((jaw - 0.7) / 0.3, 0, 1)
    nothing = np.zeros(count, np.float32)
    return MouthTrack(
        jaw,
        _smooth(pucker.astype(np.float32), fps, 0.06),
        nothing,
        _smooth(stress.astype(np.float32), fps, 0.08),
    )
