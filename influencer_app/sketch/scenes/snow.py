"""Snow: layers of snowy firs, a white field, flakes in front and behind."""

import random

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.curves import poly
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes.base import (
    SKIES,
    WIDE,
    Place,
    Setting,
    bokeh,
    filled,
    gradient,
    lay,
    ridge,
)


def paint(place: Place) -> Setting:
    """Paint the scene; snow reflects light from below, lamps add warm light at night."""
    r, tall, s = place.r, place.tall, place.side
    sky = SKIES[place.time]
    near = mix(rgb(sky.colours[-1]), (232, 240, 250), 0.45)
    night = place.time == "night"
    if night:
        near = mix(rgb("#39406e"), near, 0.12)
    floor = tall * min(0.86, place.eye + 0.30)
    back = gradient(place, [mix(rgb(c), near, 0.25) for c in sky.colours], floor / tall)
    hills = place.canvas()
    outline = ridge(place, floor - tall * 0.02, tall * 0.2, f"snow-{r.randrange(10**6)}", 0.45)
    hills.path(filled(outline, tall), mix(near, rgb("#8fa4c0"), 0.35))
    lay(place, back, hills, 7)
    for depth in range(3):
        lay(place, back, _firs(place, floor, depth, near, night), 7.0 - 1.8 * depth)
    lay(place, back, _field(place, floor, near, night), 5)
    spots: list[tuple[float, float, float, Colour, float]] = []
    if night or place.time == "sunset":
        for _ in range(14):
            x = 500 + r.choice((-1, 1)) * r.uniform(150, 520)
            spots.append((x, floor - r.uniform(10, tall * 0.3), r.uniform(9, 24), (255, 200, 120), 0.7))
        bokeh(place, back, spots)
    lay(place, back, _flakes(place, 150, 1.6, 4.5, 0.75), 1.2)
    key = tuple(0.5 * a + 0.5 * b for a, b in zip(sky.key, (0.84, 0.86, 0.92), strict=True))
    lift = 0.5 if night else 0.66
    light = Light(
        (0.6 * s, -0.15 - 0.5 * sky.height, 0.75),
        (key[0], key[1], key[2]),
        (sky.sky[0] * 0.9, sky.sky[1] * 0.95, sky.sky[2] * 1.05),
        (lift * 0.74, lift * 0.79, lift * 0.9),
        sky.rim,
        -s,
        (0.4, 0.44, 0.52),
        0.7,
    )
    return Setting(
        back, light, (250, 250, 255), (60, 70, 112), haze=0.08, front=[(_flakes(place, 26, 6, 15, 0.8), 7.0)]
    )


def _firs(place: Place, floor: float, depth: int, near: Colour, night: bool) -> Canvas:
    """A row of snowy firs with an open middle."""
    r = place.r
    canvas = place.canvas()
    green = mix(rgb("#2f4a48"), near, 0.62 - 0.24 * depth)
    snow = mix(near, (255, 255, 255), 0.25 if night else 0.75)
    x = -40.0
    while x < WIDE + 40:
        edge = min(1.0, abs(x - 500) / 430)
        tall = place.tall * (0.10 + 0.13 * depth * edge + 0.30 * edge**2) * r.uniform(0.75, 1.15)
        if edge > 0.18 + 0.14 * depth:
            _fir(canvas, x, floor + 8 + 12 * depth, tall, green, snow, r)
        x += r.uniform(34, 74) * (1 + 0.35 * depth)
    return canvas


def _fir(
    canvas: Canvas, x: float, foot: float, tall: float, green: Colour, snow: Colour, r: random.Random
) -> None:
    half = tall * 0.24
    for k in range(6):
        f = (k + 1) / 6
        y = foot - tall * (1 - f)
        w = half * f
        tier = tall * 0.22
        tip = (x, y - tier)
        canvas.path(poly([tip, (x + w, y), (x + w * 0.45, y - tier * 0.1), (x, y + tier * 0.1),
        (x - w * 0.45, y - tier * 0.1), (x - w, y)]), scale(green, 0.8 + 0.2 * f))  # fmt: skip
        lean = r.uniform(-0.1, 0.1) * w
        canvas.path(poly([tip, (x + w * 0.92, y - 2), (x + w * 0.5, y - tier * 0.34),
        (x + lean, y - tier * 0.16), (x - w * 0.5, y - tier * 0.34), (x - w * 0.92, y - 2)]),
        snow, 0.85)  # fmt: skip


def _field(place: Place, floor: float, near: Colour, night: bool) -> Canvas:
    canvas = place.canvas()
    white = mix(near, (255, 255, 255), 0.2 if night else 0.72)
    blue = mix(near, rgb("#8fa6cf"), 0.5)
    stops = [(0.0, mix(white, blue, 0.25), 1.0), (0.3, white, 1.0), (1.0, mix(blue, white, 0.35), 1.0)]
    canvas.rect(-10, floor, WIDE + 20, place.tall, canvas.linear((0, floor), (0, place.tall), stops))
    for _ in range(16):
        x, y = place.r.uniform(0, WIDE), floor + place.r.uniform(4, place.tall * 0.2)
        canvas.ellipse(x, y, place.r.uniform(60, 190), place.r.uniform(4, 12), blue, 0.28)
    return canvas


def _flakes(place: Place, count: int, small: float, large: float, opacity: float) -> Canvas:
    canvas = place.canvas()
    for _ in range(count):
        size = place.r.uniform(small, large)
        canvas.ellipse(
            place.r.uniform(0, WIDE), place.r.uniform(0, place.tall), size, size, (255, 255, 255),
            opacity * place.r.uniform(0.4, 1),
        )  # fmt: skip
    return canvas
