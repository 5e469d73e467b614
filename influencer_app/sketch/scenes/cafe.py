"""Cafe: brick or plaster wall, shelves, a bright window, low-hanging lamps."""

import numpy as np

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import WIDE, Place, Setting, bokeh, gradient, lay, plant


def paint(place: Place) -> Setting:
    """Paint the scene; the window is on the lit side, shelves on the other."""
    r, tall, s = place.r, place.tall, place.side
    night = place.time == "night"
    wall = rgb(r.choice(("#5d4438", "#3f4f4a", "#6a5a4c", "#704a3c", "#46525c")))
    back = gradient(place, [scale(wall, 0.72), wall, scale(wall, 0.6)])
    bricks = place.canvas()
    if r.random() < 0.6:
        for row in range(int(tall / 34) + 1):
            for column in range(-1, 13):
                x = column * 88.0 + (row % 2) * 44
                bricks.rect(x, row * 34, 83, 30, mix(wall, (190, 140, 110), r.uniform(0.02, 0.22)), 0.6)
    lay(place, back, bricks, 6)
    lay(place, back, _window(place, night), 7)
    lay(place, back, _shelves(place), 6)
    counter = place.canvas()
    top = tall * min(0.95, place.eye + 0.42)
    counter.rect(
        -10,
        top,
        WIDE + 20,
        tall,
        counter.linear(
            (0, top), (0, tall), [(0, rgb("#8a5c3c"), 1), (0.06, rgb("#5f3d28"), 1), (1, rgb("#2c1c14"), 1)]
        ),
    )
    lay(place, back, counter, 5)
    if r.random() < 0.7:
        green = place.canvas()
        plant(green, 500 - s * 430, top + 10, 210, rgb("#4a6a44"), r)
        lay(place, back, green, 6)
    lamps, glow = place.canvas(), place.canvas()
    spots: list[tuple[float, float, float, Colour, float]] = []
    for k in range(3):
        x = 500.0 + (k - 1) * 330 + r.uniform(-40, 40)
        y = tall * r.uniform(0.07, 0.16)
        lamps.rect(x - 2, -5, 4, y, (24, 18, 16))
        lamps.path(
            f"M{x - 52} {y + 34}Q{x - 44} {y - 6} {x} {y - 8}Q{x + 44} {y - 6} {x + 52} {y + 34}Z",
            rgb("#2a211d"),
        )
        lamps.ellipse(x, y + 35, 44, 9, (255, 226, 160))
        glow.glow(x, y + 60, 240, 230, (255, 190, 110), 0.34)
        spots.append((x, y + 38, 16.0, (255, 214, 140), 0.8))
    lay(place, back, lamps, 4.5)
    lay(place, back, glow, 0, add=0.9)
    for _ in range(16):
        spots.append(
            (
                500 - s * r.uniform(-80, 480),
                tall * r.uniform(0.15, 0.7),
                r.uniform(8, 22),
                r.choice(((255, 196, 120), (255, 224, 170), (255, 160, 90))),
                r.uniform(0.12, 0.4),
            )
        )
    bokeh(place, back, spots)
    key = (0.74, 0.58, 0.42) if night else (0.90, 0.80, 0.66)
    light = Light(
        (0.70 * s, -0.34, 0.68),
        key,
        (0.42, 0.36, 0.31),
        (0.34, 0.26, 0.20),
        (0.80, 0.55, 0.30),
        -s,
        (0.50, 0.46, 0.40),
        0.6,
    )
    return Setting(
        back, light, high=(255, 228, 188), low=(62, 38, 52), front=[(props.cup(place, rgb("#6a4430")), 9.0)]
    )


def _window(place: Place, night: bool) -> Canvas:
    r, tall, s = place.r, place.tall, place.side
    canvas = place.canvas()
    x0, x1 = (560.0, 1010.0) if s > 0 else (-10.0, 440.0)
    y0, y1 = tall * 0.03, tall * min(0.92, place.eye + 0.36)
    frame = rgb("#2b221e")
    canvas.rect(x0 - 14, y0 - 14, x1 - x0 + 28, y1 - y0 + 28, frame)
    sky = (
        [(0.0, rgb("#17204a"), 1.0), (0.6, rgb("#3c3360"), 1.0), (1.0, rgb("#5d4058"), 1.0)]
        if night
        else [(0.0, rgb("#dcecf4"), 1.0), (0.5, rgb("#fdf3de"), 1.0), (1.0, rgb("#e9d3b0"), 1.0)]
    )
    canvas.rect(x0, y0, x1 - x0, y1 - y0, canvas.linear((0, y0), (0, y1), sky))
    for _ in range(16):
        x, y = r.uniform(x0, x1), r.uniform(y0 + (y1 - y0) * 0.45, y1)
        tone = (
            r.choice(((255, 190, 110), (255, 120, 150), (130, 190, 255)))
            if night
            else mix(rgb("#7fa06a"), (255, 245, 210), r.uniform(0.1, 0.6))
        )
        canvas.ellipse(x, y, r.uniform(18, 58), r.uniform(18, 58), tone, 0.55)
    for x in np.linspace(x0, x1, 4)[1:-1]:
        canvas.rect(float(x) - 6, y0, 12, y1 - y0, frame)
    canvas.rect(x0, y0 + (y1 - y0) * 0.36, x1 - x0, 11, frame)
    return canvas


def _shelves(place: Place) -> Canvas:
    r, tall, s = place.r, place.tall, place.side
    canvas = place.canvas()
    x0, x1 = (20.0, 400.0) if s > 0 else (600.0, 980.0)
    tones = ("#b9503c", "#e0b25c", "#4f7a72", "#e8dcc4", "#7c4a3a", "#a3b18a", "#d98a5a", "#c9c2b4")
    for k in range(3):
        y = tall * (0.24 + 0.15 * k)
        canvas.rect(x0, y, x1 - x0, 9, rgb("#4a3224"))
        canvas.rect(x0, y + 9, x1 - x0, 7, (20, 12, 10), 0.5)
        x = x0 + 12
        while x < x1 - 20:
            w, h = r.uniform(12, 26), r.uniform(28, 66)
            tone = rgb(r.choice(tones))
            if r.random() < 0.72:
                canvas.rect(
                    x,
                    y - h,
                    w,
                    h,
                    canvas.linear((x, 0), (x + w, 0), [(0, scale(tone, 1.1), 1), (1, scale(tone, 0.6), 1)]),
                )
                if r.random() < 0.5:
                    canvas.rect(x + w * 0.3, y - h - 12, w * 0.4, 13, scale(tone, 0.8))
            x += w + r.uniform(3, 14)
    return canvas
