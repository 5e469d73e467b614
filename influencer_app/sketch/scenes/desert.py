"""Desert: dunes with a lit and a shaded side, heat haze, distant mesas."""

import numpy as np

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.curves import poly
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import (
    SKIES,
    WIDE,
    Place,
    Setting,
    filled,
    gradient,
    lay,
    ridge,
    sunlight,
)
from influencer_app.sketch.seeds import field

_SAND = {"night": "#3c3a5c", "sunset": "#c9724c", "golden": "#d99a58", "overcast": "#b9a284"}


def paint(place: Place) -> Setting:
    """Paint the scene: four dunes, the nearest below the shoulders, the sun on the lit side."""
    r, tall, s = place.r, place.tall, place.side
    sky = SKIES[place.time]
    horizon = tall * min(0.74, place.eye + 0.16)
    back = gradient(place, sky.colours, horizon / tall)
    near = rgb(sky.colours[-1])
    sand = rgb(_SAND.get(place.time, "#dcae72"))
    sun = place.canvas()
    x, y = 500 + s * 300, horizon * (0.92 - 0.7 * sky.height)
    sun.glow(x, y, 460, 460, mix(near, (255, 250, 220), 0.7), 0.75)
    lay(place, back, sun, 0)
    disc = place.canvas()
    disc.ellipse(x, y, 36, 36, mix(near, (255, 252, 236), 0.85), 0.9)
    lay(place, back, disc, 2.5)
    if place.time == "night":
        lay(place, back, _stars(place, horizon), 1.2)
    mesas = place.canvas()
    outline = ridge(place, horizon + 6, tall * 0.12, f"mesa-{r.randrange(10**6)}", 0.35)
    mesas.path(filled(outline, horizon + 40), mix(scale(sand, 0.72), near, 0.55))
    lay(place, back, mesas, 6)
    for depth in range(4):
        lay(place, back, _dune(place, horizon, depth, sand, near), 6.5 - 1.2 * depth)
    haze = place.canvas()
    haze.ellipse(500, horizon + 14, 760, tall * 0.045, mix(near, (255, 246, 226), 0.4), 0.5)
    lay(place, back, haze, 20)
    front = [(props.grass(place, mix(scale(sand, 0.62), rgb("#7a7040"), 0.4)), 10.0)]
    return Setting(back, sunlight(place, 0.3), rgb(sky.high), rgb(sky.low), haze=0.12, front=front)


def _dune(place: Place, horizon: float, depth: int, sand: Colour, near: Colour) -> Canvas:
    """One dune; the side away from the sun is shaded, the other has ripples."""
    r, tall, s = place.r, place.tall, place.side
    rng = field("dune", str(r.randrange(10**6)))
    canvas = place.canvas()
    base = horizon + tall * (0.02 + 0.085 * depth)
    swell = tall * (0.025 + 0.022 * depth)
    phase, waves = rng.random() * 6.28, 0.8 + rng.random() * 0.7
    xs = np.linspace(-30, WIDE + 30, 90)
    t = xs / WIDE * 6.28 * waves + phase
    ys = base - swell * (np.sin(t + 0.5 * np.sin(t)) + 0.10 * np.sin(2.3 * t))
    crest = [(float(a), float(b)) for a, b in zip(xs, ys, strict=True)]
    tone = mix(sand, near, 0.42 - 0.13 * depth)
    stops = [(0.0, mix(tone, near, 0.35), 1.0), (0.35, tone, 1.0), (1.0, scale(tone, 0.72), 1.0)]
    canvas.path(filled(crest, tall + 20), canvas.linear((0, base - swell), (0, base + tall * 0.3), stops))
    slope = np.gradient(ys, xs) * s
    shade = mix(scale(tone, 0.58), (70, 52, 96), 0.25)
    run: list[tuple[float, float]] = []
    for point, rises in zip(crest, slope, strict=True):
        if rises < -0.02:
            run.append(point)
        elif run:
            _shadow(canvas, run, swell, s, shade)
            run = []
    _shadow(canvas, run, swell, s, shade)
    for _ in range(26):
        i = r.randrange(4, 80)
        x, y = crest[i]
        down = r.uniform(0.3, 3.2) * swell
        width = r.uniform(40, 150)
        canvas.ellipse(x, y + down, width, 2.2 + depth, mix(tone, near, 0.55), 0.30)
    return canvas


def _shadow(canvas: Canvas, run: list[tuple[float, float]], swell: float, s: float, shade: Colour) -> None:
    if len(run) < 8:
        return
    share = np.linspace(0, 1, len(run)) if s < 0 else np.linspace(1, 0, len(run))
    deep = swell * 2.4 * share**0.8 * np.sqrt(np.clip(1 - share**3, 0, 1))
    lower = [(x, float(y + d)) for (x, y), d in zip(run, deep, strict=True)]
    top = min(y for _, y in run)
    fill = canvas.linear((0, top), (0, top + swell * 3.2), [(0, shade, 0.72), (1, shade, 0.18)])
    canvas.path(poly([*run, *lower[::-1]]), fill)


def _stars(place: Place, horizon: float) -> Canvas:
    canvas = place.canvas()
    for _ in range(120):
        size = place.r.choice((1.2, 1.6, 2.4))
        canvas.ellipse(
            place.r.uniform(0, WIDE), place.r.uniform(0, horizon), size, size, (235, 238, 255),
            place.r.uniform(0.3, 0.95),
        )  # fmt: skip
    return canvas
