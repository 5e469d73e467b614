"""Adds rain, snow and fog to outdoor scenes."""

from random import Random

import numpy as np

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import rgb
from influencer_app.sketch.scenes.base import SKIES, WIDE, Place, Setting, lay
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.vocabulary import OUTSIDE


def falls(scene: str, weather: str) -> bool:
    """Whether a scene shows this weather; the snow scene has its own flakes."""
    return bool(weather) and scene in OUTSIDE and (scene, weather) != ("snow", "snow")


def fall(place: Place, setting: Setting, weather: str, still: bool) -> None:
    """Apply the weather to the backdrop; for a ``still`` add particles in front (videos animate them)."""
    r = stream("weather", weather, place.r.random())
    air = np.array(rgb(SKIES[place.time].colours[-1]), np.float32) / 255
    if weather == "fog":
        y = np.linspace(0, 1, place.height, dtype=np.float32)[:, None, None]
        thick = 0.40 + 0.30 * np.exp(-(((y - 0.58) / 0.26) ** 2))
        setting.backdrop = np.asarray(setting.backdrop * (1 - thick) + air * thick, dtype=np.float32)
        return
    if weather == "rain":
        grey = setting.backdrop.mean(axis=2, keepdims=True)
        setting.backdrop = np.asarray((setting.backdrop * 0.62 + grey * 0.38) * 0.86, dtype=np.float32)
        lay(place, setting.backdrop, _streaks(place, r, 240, (14, 34), (0.7, 1.3), 0.34), 0.6)
        if still:
            setting.front.append((_streaks(place, r, 46, (50, 120), (1.6, 3.0), 0.30), 1.6))
        return
    lay(place, setting.backdrop, _flakes(place, r, 190, (1.6, 4.6), 0.8), 1.0)
    if still:
        setting.front.append((_flakes(place, r, 30, (5.0, 13.0), 0.85), 5.0))


Span = tuple[float, float]


def _streaks(place: Place, r: Random, count: int, long: Span, wide: Span, strength: float) -> Canvas:
    canvas, lean = place.canvas(), r.uniform(-0.22, 0.22)
    for _ in range(count):
        x, y, length = r.uniform(-60, WIDE + 60), r.uniform(-80, place.tall), r.uniform(*long)
        canvas.path(
            f"M{x:.1f} {y:.1f}l{lean * length:.1f} {length:.1f}", None, stroke=(226, 234, 244),
            width=r.uniform(*wide), stroke_opacity=strength * r.uniform(0.5, 1),
        )  # fmt: skip
    return canvas


def _flakes(place: Place, r: Random, count: int, size: Span, strength: float) -> Canvas:
    canvas = place.canvas()
    for _ in range(count):
        radius = r.uniform(*size)
        canvas.ellipse(
            r.uniform(0, WIDE), r.uniform(0, place.tall), radius, radius, (255, 255, 255),
            strength * r.uniform(0.4, 1),
        )  # fmt: skip
    return canvas
