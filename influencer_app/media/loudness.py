"""Measures loudness (ITU-R BS.1770-5), normalises it and trims silence.

K-weighting, mean power of 400 ms blocks, gating of quiet blocks. The filters are applied to the spectrum of
each block, which gives the same power.
"""

import numpy as np

Samples = np.ndarray[tuple[int, ...], np.dtype[np.float32]]
Powers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

TARGET = -18.0
"""LUFS; between the targets of the web (-16) and of mono podcasts (-19)."""

PEAK = 10 ** (-1 / 20)
GAIN_MAX = 10 ** (26 / 20)
"""A higher gain would amplify room noise instead of the voice."""

QUIET, BELOW, BLOCK_SECONDS = -70.0, 10.0, 0.4
# Coefficients b, a at 48 kHz from tables 1 and 2 of the standard.
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


def loudness(samples: Samples, rate: int) -> float:
    """LUFS of one channel (float32, -1 to 1, shape (n,)); minus infinity for silence."""
    size = int(rate * BLOCK_SECONDS)
    starts = range(0, max(1, len(samples) - size + 1), max(1, size // 4))
    weights = _k_weighting(size, rate)
    powers = np.array([_power(samples[start : start + size], size, weights) for start in starts])
    gated = powers[_lufs(powers) > QUIET]
    if not gated.size:
        return float("-inf")
    gated = gated[_lufs(gated) > _lufs(gated.mean()) - BELOW]
    return float(_lufs(gated.mean()))


def normalise_loudness(samples: Samples, rate: int) -> Samples:
    """Scale to -18 LUFS, or as close as a peak of -1 dBFS and a gain of 26 dB allow."""
    now, top = loudness(samples, rate), float(np.abs(samples).max(initial=0))
    if now == float("-inf") or top == 0:
        return samples
    gain = min(10 ** ((TARGET - now) / 20), PEAK / top, GAIN_MAX)
    return samples * np.float32(gain)


def trim_silence(samples: Samples, rate: int, floor: float = -50.0, kept_seconds: float = 0.1) -> Samples:
    """Remove silence at both ends: 20 ms means under ``floor`` (dB); keeps ``kept_seconds`` of it."""
    step = rate // 50
    whole = len(samples) // step * step
    means = np.square(samples[:whole].reshape(-1, step)).mean(axis=1)
    (loud,) = np.nonzero(means > 10 ** (floor / 10))
    if not loud.size:
        return samples
    kept = int(kept_seconds * rate)
    return samples[max(0, int(loud[0]) * step - kept) : (int(loud[-1]) + 1) * step + kept]


def _power(block: Samples, size: int, weights: Powers) -> float:
    """Mean square after K-weighting; a short block is padded with silence."""
    spectrum = np.abs(np.fft.rfft(block, size)) ** 2 * weights
    return float(spectrum.sum() * 2 - spectrum[0] - spectrum[-1] * (size % 2 == 0)) / size / size


def _k_weighting(size: int, rate: int) -> Powers:
    """Power response of both filters at the frequencies of a block's spectrum."""
    turn = np.exp(-2j * np.pi * np.fft.rfftfreq(size, 1 / rate) / 48_000)
    response = np.ones_like(turn)
    for above, under in (_SHELF, _HIGH):
        response *= np.polyval(above[::-1], turn) / np.polyval(under[::-1], turn)
    power: Powers = np.square(np.abs(response))
    return power


def _lufs(power: Powers | float) -> Powers:
    found: Powers = -0.691 + 10 * np.log10(np.maximum(power, 1e-20))
    return found
