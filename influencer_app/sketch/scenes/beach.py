"""Beach: sky with a low sun, glinting waves, sand, palm leaves near the camera."""

import math

import numpy as np

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.curves import poly, smooth
from influencer_app.sketch.images import smoothstep
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import (
    SKIES,
    WIDE,
    Place,
    Setting,
    bokeh,
    gradient,
    lay,
    noise,
    palm,
    sunlight,
)


def paint(place: Place) -> Setting:
    """Paint the scene; the horizon is just below the shoulders, so the head is against the sky."""
    r, s, tall = place.r, place.side, place.tall
    sky = SKIES[place.time]
    horizon = tall * min(0.74, place.eye + 0.20)
    back = gradient(place, sky.colours, horizon / tall)
    near = rgb(sky.colours[-1])
    cloud = noise(place, "clouds", 5, 2.4, r.randrange(10**6))
    mask = smoothstep(0.50, 0.78, cloud)[..., None] * 0.55
    rows = np.linspace(0, 1, place.height, dtype=np.float32)[:, None, None]
    fade = smoothstep(0.3, 1.0, 1 - rows * tall / horizon)
    tint = mix(near, (255, 255, 255), 0.45)
    back += (np.asarray(tint, np.float32) / 255 - back) * mask * (0.35 + 0.5 * fade)
    sun = place.canvas()
    sx, sy = 500 + s * r.uniform(270, 330), horizon - (0.10 + 0.5 * sky.height) * tall * 0.42
    bright = mix(near, (255, 250, 230), 0.72)
    sun.glow(sx, sy, 560, 560, bright, 0.75 if place.time != "night" else 0.25)
    sun.ellipse(sx, sy, 46, 46, mix(bright, (255, 255, 255), 0.5), 0.95)
    lay(place, back, sun, 5)
    lay(place, back, _hills(place, horizon, near), 4)
    lay(place, back, _sea(place, horizon, near, sx), 3.5)
    tone = mix(rgb("#1f3a34"), rgb(sky.colours[0]), 0.22)
    if place.time in {"sunset", "night"}:
        tone = mix(rgb("#1c1830"), rgb(sky.colours[0]), 0.2)
    layout = "palms" if "palms" in place.words else r.choice(("palms", "palms", "cape"))
    if layout == "palms":
        leaves = place.canvas()
        corner = (500 - s * 545, -30 + tall * 0.04)
        for k in range(6):
            turn = (12 + 24 * k) if s > 0 else (168 - 24 * k)
            palm(leaves, *corner, r.uniform(300, 420), turn, mix(tone, near, 0.05 * k), r)
        lay(place, back, leaves, 4.5)
    else:
        lay(place, back, _cape(place, horizon, near, tone), 3.5)
    spots = []
    for _ in range(12):
        spots.append(
            (
                sx + r.gauss(0, 150),
                horizon + 30 + abs(r.gauss(0, 110)),
                r.uniform(5, 15),
                bright,
                r.uniform(0.08, 0.26),
            )
        )
    bokeh(place, back, spots)
    return Setting(
        back,
        sunlight(place),
        rgb(sky.high),
        rgb(sky.low),
        haze=0.10,
        front=[(props.leaves(place, mix(tone, rgb("#3f7a54"), 0.45), broad=True), 7.5)],
    )


def _hills(place: Place, horizon: float, near: Colour) -> Canvas:
    canvas = place.canvas()
    s = place.side
    far = mix(near, rgb(SKIES[place.time].colours[0]), 0.55)
    points = [
        (500 - s * 560, horizon),
        (500 - s * 470, horizon - 34),
        (500 - s * 380, horizon - 46),
        (500 - s * 260, horizon - 22),
        (500 - s * 120, horizon - 4),
        (500 - s * 90, horizon + 3),
        (500 - s * 560, horizon + 3),
    ]
    canvas.path(smooth(points, closed=True), far, 0.9)
    return canvas


def _cape(place: Place, horizon: float, near: Colour, tone: Colour) -> Canvas:
    """A wooded cape on the shaded side and two sails on the horizon."""
    r, s = place.r, place.side
    canvas = place.canvas()
    high = place.tall * 0.16
    outline = [
        (500 - s * 545, horizon - high * 1.25),
        (500 - s * 440, horizon - high),
        (500 - s * 370, horizon - high * 0.92),
    ]
    outline += [
        (500 - s * 300, horizon - high * 0.5),
        (500 - s * 236, horizon - high * 0.34),
        (500 - s * 190, horizon + 5),
    ]
    rock = mix(rgb("#8a6a58"), near, 0.35)
    canvas.path(
        smooth(outline) + f"L{500 - s * 545} {horizon + 5}Z",
        canvas.linear(
            (0, horizon - high), (0, horizon), [(0, mix(rock, near, 0.3), 1), (1, mix(rock, tone, 0.4), 1)]
        ),
    )
    for _ in range(46):
        f = r.random()
        x = 500 - s * (540 - 300 * f)
        y = horizon - high * (1.22 - 0.86 * f) + r.uniform(-6, 16)
        canvas.ellipse(x, y, r.uniform(14, 30), r.uniform(9, 17), mix(tone, near, r.uniform(0.05, 0.35)), 0.9)
    for k in range(2):
        x, size = 500 + s * (110 + 250 * k + r.uniform(-30, 30)), r.uniform(26, 44)
        sail = mix((255, 252, 244), near, 0.25)
        canvas.path(f"M{x} {horizon - size}L{x + s * size * 0.5} {horizon - 5}H{x}Z", sail, 0.95)
        canvas.path(
            f"M{x - s * 3} {horizon - size * 0.8}L{x - s * size * 0.3} {horizon - 5}H{x - s * 3}Z", sail, 0.85
        )
        canvas.rect(x - size * 0.34, horizon - 4, size * 0.8, 5, mix(tone, near, 0.2))
    return canvas


def _sea(place: Place, horizon: float, near: Colour, sx: float) -> Canvas:
    r, tall, s = place.r, place.tall, place.side
    canvas = place.canvas()
    top = mix(near, rgb("#3f86a8"), 0.45)
    deep = {"sunset": rgb("#34406f"), "night": rgb("#0c1434"), "golden": rgb("#3f7690")}.get(
        place.time, rgb("#2a86a6")
    )
    shore = horizon + (tall - horizon) * 0.50
    canvas.rect(
        -10,
        horizon,
        WIDE + 20,
        tall - horizon + 10,
        canvas.linear((0, horizon), (0, shore), [(0, top, 1), (0.25, mix(top, deep, 0.55), 1), (1, deep, 1)]),
    )
    for k in range(34):
        f = (k / 33) ** 1.6
        y = horizon + 4 + (shore - horizon) * f
        x = r.uniform(-50, WIDE)
        w = r.uniform(80, 240)
        tone = mix(deep, near, 0.35) if r.random() < 0.6 else scale(deep, 0.82)
        canvas.ellipse(x, y, w, 1.2 + 3.5 * f, tone, 0.5)
    for _ in range(150):
        f = r.random() ** 1.3
        y = horizon + 2 + (shore - horizon) * f
        x = sx + r.gauss(0, 26 + 120 * f)
        canvas.ellipse(
            x,
            y,
            r.uniform(4, 16) * (0.5 + f),
            1.0 + 1.8 * f,
            mix(near, (255, 252, 236), 0.6),
            r.uniform(0.4, 0.9),
        )
    sand = {"sunset": rgb("#8f5f5c"), "night": rgb("#2a2644"), "golden": rgb("#cfa06a")}.get(
        place.time, rgb("#e3cba0")
    )
    edge = [(x, shore + 26 * math.sin(x / 210 + s) + (x - 500) * 0.05 * s) for x in range(-40, 1081, 70)]
    foam = [(x, y - 9) for x, y in edge]
    canvas.path(poly([*foam, (1080, tall + 20), (-40, tall + 20)]), mix(sand, (255, 255, 255), 0.6), 0.8)
    canvas.path(
        poly([*edge, (1080, tall + 20), (-40, tall + 20)]),
        canvas.linear(
            (0, shore), (0, tall), [(0, scale(sand, 0.88), 1), (0.15, sand, 1), (1, scale(sand, 0.72), 1)]
        ),
    )
    return canvas
