"""City street: towers with lit windows, signs and reflections at night; sunny by day."""

import random

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.images import Array, blur
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import SKIES, WIDE, Place, Setting, bokeh, gradient, lay, sunlight

_NEON = ("#ff3d8b", "#28d7e8", "#ffb347", "#8a5cff", "#ff5b4a", "#3dffa8")


def paint(place: Place) -> Setting:
    """Paint the scene: two rows of towers with a gap behind the head."""
    r, tall, s = place.r, place.tall, place.side
    night = place.time == "night"
    sky = SKIES[place.time]
    ground = tall * min(0.9, place.eye + 0.34)
    back = gradient(place, sky.colours, ground / tall)
    far_tone = mix(rgb(sky.colours[-1]), rgb(sky.colours[0]), 0.45)
    far = place.canvas()
    x = -40.0
    while x < WIDE + 40:
        w = r.uniform(60, 130)
        h = tall * r.uniform(0.30, 0.62) * (1 - 0.35 * max(0.0, 1 - abs(x + w / 2 - 500) / 260))
        _tower(far, x, ground - h, w, tall, scale(far_tone, 0.72 if night else 0.9), r, night, 0.5)
        x += w + r.uniform(-6, 14)
    lay(place, back, far, 5)
    haze = place.canvas()
    glow = rgb("#7a3fb0") if night else mix(rgb(sky.colours[-1]), (255, 255, 255), 0.3)
    haze.glow(500, ground, 700, tall * 0.5, glow, 0.55)
    lay(place, back, haze, 0)
    near = place.canvas()
    tone = rgb("#15132c") if night else mix(scale(far_tone, 0.55), rgb("#6a625c"), 0.35)
    for m in (-1, 1):
        x = 500 + m * 300.0
        while abs(x - 500) < 620:
            w = r.uniform(120, 190)
            h = tall * r.uniform(0.62, 0.95)
            left = x if m > 0 else x - w
            _tower(near, left, ground - h, w, tall, scale(tone, r.uniform(0.8, 1.25)), r, night, 0.85)
            x += m * (w + 4)
    lay(place, back, near, 6.5)
    if night:
        signs = _signs(place, ground)
        lay(place, back, signs, 4.5)
        lay(place, back, signs, 26, add=0.8)
    _street(place, back, ground, night)
    spots = []
    for _ in range(26 if night else 8):
        colour = rgb(r.choice(_NEON)) if night else mix(rgb(sky.colours[-1]), (255, 255, 255), 0.5)
        x = r.uniform(0, WIDE)
        y = ground - abs(r.gauss(0, 90)) + 30
        spots.append((x, y, r.uniform(10, 34), colour, r.uniform(0.25, 0.7) * (1 if night else 0.5)))
    bokeh(place, back, spots)
    if not night:
        return Setting(back, sunlight(place), rgb(sky.high), rgb(sky.low))
    light = Light(
        (0.55 * s, -0.36, 0.78),
        (0.86, 0.71, 0.66),
        (0.32, 0.27, 0.42),
        (0.32, 0.21, 0.33),
        (1.25, 0.22, 0.75),
        s,
        (0.10, 0.65, 0.85),
        0.45,
    )
    front = [(props.lights(place, tuple(rgb(code) for code in _NEON)), 5.0)]
    return Setting(back, light, high=(255, 226, 236), low=(28, 18, 84), front=front)


def _tower(
    canvas: Canvas,
    x: float,
    y: float,
    w: float,
    tall: float,
    tone: Colour,
    r: random.Random,
    night: bool,
    lit: float,
) -> None:
    canvas.rect(
        x,
        y,
        w,
        tall,
        canvas.linear((x, y), (x, y + tall * 0.7), [(0, scale(tone, 1.25), 1), (1, scale(tone, 0.8), 1)]),
    )
    if r.random() < 0.4:
        canvas.rect(x + w * 0.3, y - 26, w * 0.4, 27, tone)
    step, rows = r.uniform(15, 20), int((tall - y) / 24)
    chance = r.uniform(0.25, 0.6) * lit
    for row in range(min(rows, 40)):
        for column in range(int(w / step)):
            if r.random() > (chance if night else 0.8):
                continue
            glow = r.choice(((255, 214, 140), (255, 236, 190), (190, 220, 255), (255, 180, 110)))
            colour = glow if night else mix(tone, (225, 240, 255), 0.45)
            canvas.rect(
                x + 5 + column * step,
                y + 12 + row * 24,
                step * 0.52,
                12,
                colour,
                r.uniform(0.35, 0.95) if night else 0.5,
            )


def _signs(place: Place, ground: float) -> Canvas:
    r, tall = place.r, place.tall
    canvas = place.canvas()
    for k in range(9):
        m = -1 if k % 2 else 1
        x = 500 + m * r.uniform(270, 480)
        y = ground - tall * r.uniform(0.10, 0.62)
        colour = rgb(r.choice(_NEON))
        kind = r.randrange(4)
        if kind == 0:
            h = r.uniform(90, 190)
            canvas.path(f"M{x - 18} {y}h36v{h}h-36Z", None, stroke=colour, width=6)
            for j in range(int(h / 34)):
                canvas.rect(x - 9, y + 12 + 34 * j, 18, 20, colour, 0.85)
        elif kind == 1:
            canvas.path(f"M{x - 60} {y}h120", None, stroke=colour, width=8)
            canvas.path(f"M{x - 40} {y + 22}h80", None, stroke=mix(colour, (255, 255, 255), 0.3), width=6)
        elif kind == 2:
            canvas.path(f"M{x - 38} {y}a38 38 0 1 0 76 0a38 38 0 1 0 -76 0Z", None, stroke=colour, width=7)
        else:
            canvas.path(f"M{x - 50} {y}l25 -30l25 30l25 -30l25 30", None, stroke=colour, width=7)
    return canvas


def _street(place: Place, back: Array, ground: float, night: bool) -> None:
    height, width = back.shape[:2]
    row = int(min(height - 4, ground / place.tall * height))
    count = height - row
    source = back[max(0, row - count) : row][::-1]
    if len(source) < count or count < 8:
        return
    smear = blur(source.copy(), 0.012 * width)
    back[row:] = smear * (0.62 if night else 0.35) + (0.0 if night else 0.65) * back[row:] * 0.75
