"""Renders talking videos: lips, jaw, eyes, brows and head move with the audio."""

import math
from collections.abc import Iterator

import numpy as np
from PIL import Image

from influencer_app.sketch.model import Appearance, Shot
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.video.clips import Compositor
from influencer_app.sketch.video.encode import encode
from influencer_app.sketch.video.face import State
from influencer_app.sketch.video.lip_sync import MouthTrack, decode_audio, from_audio, from_phonemes
from influencer_app.sketch.video.model import Progress, Video, ignore_progress
from influencer_app.sketch.video.plates import prepare, video_size
from influencer_app.sketch.video.warp import Move
from influencer_app.sketch.voice.speech import Speech, captions

FPS = 24
SILENT = 33
"""The largest sample of what nobody hears: -60 dB."""

SHUT = "The sound is silent, so the mouth stays shut."
_TAIL = 0.4
_SHUT = (2, 3, 3, 2, 1)


def talking_video(
    appearance: Appearance,
    shot: Shot,
    *,
    speech: Speech | None = None,
    wav: bytes | None = None,
    progress: Progress | None = None,
) -> Video:
    """A talking video at 24 frames per second, from a synthesized script or an audio file (not both).

    ``captions`` is WebVTT for a script, else empty. Raises ``ValueError`` for neither or both, an unreadable
    file, more than 120 s, or a size outside 64 to 2048. Silence and noise keep the mouth shut.
    """
    if (speech is None) == (wav is None):
        raise ValueError("A talking video needs either synthesized speech or an audio file.")
    report = progress or ignore_progress
    report(0.0)
    samples, rate = decode_audio(speech.wav if speech is not None else wav or b"")
    count = math.ceil((len(samples) / rate + _TAIL) * FPS)
    mouths = (
        from_audio(samples, rate, FPS, count)
        if speech is None
        else from_phonemes(speech.phonemes, samples, rate, FPS, count)
    )
    plates = prepare(appearance, shot, lambda share: report(0.25 * share), smile=0.42)
    size = video_size(shot.width, shot.height)
    compositor = Compositor(plates, size, 1.0)
    states = _states(mouths, appearance.key, shot.seed, count)
    poster: list[Image.Image] = []
    samples = np.concatenate([samples, np.zeros(max(0, int(count / FPS * rate) - len(samples)), np.int16)])

    def frames() -> Iterator[Image.Image]:
        for number in range(count):
            frame = compositor.frame(states[number], _move(mouths, number), number / FPS / 6)
            if not poster:
                poster.append(frame.copy())
            yield frame

    data = encode(
        frames(), size, FPS, (samples, rate), lambda number: report(0.25 + 0.74 * (number + 1) / count)
    )
    report(1.0)
    text = captions(speech) if speech is not None else ""
    notes = plates.notes if np.abs(samples).max(initial=0) > SILENT else (*plates.notes, SHUT)
    return Video(data, poster[0], *size, count / FPS, notes, text)


def _states(mouths: MouthTrack, key: str, seed: int, count: int) -> list[State]:
    r = stream(key, seed, "talking eyes")
    blink = [0] * count
    at = r.uniform(0.6, 1.6) * FPS
    while at + len(_SHUT) < count:
        for k, value in enumerate(_SHUT):
            blink[int(at) + k] = value
        at += min(6.0, max(0.4, r.lognormvariate(1.0, 0.45))) * FPS
    gaze, look_at, states = 0, r.uniform(0.8, 2.0) * FPS, []
    for number in range(count):
        if number >= look_at:
            gaze = r.choice((0, 0, 1, -1)) if gaze == 0 else 0
            look_at = number + r.uniform(0.5, 1.8) * FPS
        states.append(State(
            jaw=round(float(mouths.jaw[number]) * 6), pucker=round(float(mouths.pucker[number]) * 4),
            tongue=int(mouths.tongue[number] > 0.5), blink=blink[number],
            brows=round(float(mouths.stress[number]) * 2), gaze=gaze,
        ))  # fmt: skip
    return states


def _move(mouths: MouthTrack, number: int) -> Move:
    t = number / FPS
    jaw, stress = float(mouths.jaw[number]), float(mouths.stress[max(0, number - 1)])
    breath = 0.5 - 0.5 * math.cos(2 * math.pi * 0.26 * t)
    return Move(
        zoom=1.012 + 0.012 * math.sin(0.5 * t),
        pan=(2.5 * math.sin(0.62 * t), 0.0),
        breath=2.2 * breath,
        nod=3.2 * stress + 1.0 * math.sin(1.7 * t) - breath,
        tilt=0.016 * math.sin(1.15 * t) + 0.008 * math.sin(2.7 * t),
        sway=2.4 * math.sin(0.9 * t + 0.4),
        hair=2.2 * math.sin(0.9 * t - 0.3),
        jaw=7.0 * jaw,
    )
