"""Concert: beams from the rig, haze, a crowd with raised hands, rows of lamps."""

import math

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.curves import ribbon
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import WIDE, Place, Setting, bokeh, gradient, lay

_SHOWS = (
    ("#ff4f8b", "#7a5cff", "#35d0ff"),
    ("#ff8a3c", "#ff3f6e", "#8b4dff"),
    ("#38e0b0", "#3f8bff", "#c04dff"),
    ("#ffd24a", "#ff5a3c", "#c23cff"),
)


def paint(place: Place) -> Setting:
    """Paint the scene; the stage glows behind the head, the crowd is on both sides."""
    r, tall, s = place.r, place.tall, place.side
    one, two, three = (rgb(name) for name in r.choice(_SHOWS))
    dark = mix((10, 8, 22), two, 0.10)
    back = gradient(place, [dark, mix(dark, two, 0.32), mix(dark, one, 0.22), scale(dark, 0.8)])
    stage = tall * min(0.80, place.eye + 0.26)
    glow = place.canvas()
    glow.glow(500, stage - tall * 0.12, 560, tall * 0.42, mix(one, two, 0.4), 0.55)
    glow.glow(500 + s * 280, tall * 0.2, 420, tall * 0.4, three, 0.28)
    lay(place, back, glow, 0, add=0.9)
    for depth, count in ((0, 5), (1, 6)):
        lay(place, back, _beams(place, stage, (one, two, three), count, depth), 9 - 4 * depth, add=0.85)
    lay(place, back, _rig(place, (one, two, three)), 4.5)
    for depth in range(2):
        lay(
            place,
            back,
            _crowd(place, stage + 26 * depth, depth, mix(dark, (0, 0, 0), 0.45), one),
            6 - 2 * depth,
        )
    spots = []
    for _ in range(34):
        tone = r.choice((one, two, three, (255, 240, 224)))
        spots.append((r.uniform(0, WIDE), r.uniform(0, stage), r.uniform(6, 22), tone, r.uniform(0.12, 0.5)))
    bokeh(place, back, spots)
    light = Light(
        (0.62 * s, -0.5, 0.62),
        _lamp(mix(one, (255, 246, 238), 0.62), 0.84),
        _lamp(mix(two, (200, 200, 230), 0.4), 0.34),
        _lamp(mix(dark, one, 0.4), 0.55),
        _lamp(one, 1.25),
        -s,
        _lamp(three, 0.8),
        0.3,
    )
    front = [(props.lights(place, (one, two, three), 6), 12.0)]
    return Setting(back, light, mix(one, (255, 240, 230), 0.7), mix(dark, two, 0.4), haze=0.1, front=front)


def _lamp(tone: Colour, strength: float) -> tuple[float, float, float]:
    return tone[0] / 255 * strength, tone[1] / 255 * strength, tone[2] / 255 * strength


def _beams(place: Place, stage: float, tones: tuple[Colour, ...], count: int, depth: int) -> Canvas:
    """Light cones that widen downwards and fade."""
    r = place.r
    canvas = place.canvas()
    for k in range(count):
        x = WIDE * (k + 0.5) / count + r.uniform(-50, 50)
        turn = math.radians(r.uniform(-32, 32))
        long = stage * r.uniform(0.95, 1.25)
        wide = r.uniform(40, 90) * (1.2 - 0.4 * depth)
        tip = (x + long * math.sin(turn), -20 + long * math.cos(turn))
        tone = tones[k % len(tones)]
        fill = canvas.linear((x, -20), tip, [(0, tone, 0.5), (0.5, tone, 0.2), (1, tone, 0.0)])
        canvas.path(f"M{x - 5} -20h10L{tip[0] + wide} {tip[1]}H{tip[0] - wide}Z", fill, 0.9 if depth else 0.6)
    return canvas


def _rig(place: Place, tones: tuple[Colour, ...]) -> Canvas:
    """A truss across the top with lamps facing the camera."""
    canvas = place.canvas()
    y = place.tall * 0.045
    steel = (30, 28, 40)
    for edge in (y - 16, y + 12):
        canvas.rect(-10, edge, WIDE + 20, 5, steel)
    for k in range(26):
        x = k * 40.0
        canvas.path(f"M{x} {y - 14}l20 28l20 -28", "none", 1.0)
        canvas.rect(x, y - 14, 4, 28, steel)
    for k in range(9):
        x = 60 + k * 110.0
        tone = tones[k % len(tones)]
        canvas.rect(x - 17, y + 14, 34, 30, (18, 16, 26))
        canvas.ellipse(x, y + 46, 16, 9, mix(tone, (255, 255, 255), 0.65))
    return canvas


def _crowd(place: Place, level: float, depth: int, dark: Colour, edge: Colour) -> Canvas:
    """Heads and raised arms, lit along their upper edge."""
    r = place.r
    canvas = place.canvas()
    rim = mix(dark, edge, 0.55)
    size = 26 + 12 * depth
    x = -20.0
    while x < WIDE + 20:
        y = level + r.uniform(-14, 18)
        if r.random() < 0.42:
            way = r.uniform(-26, 26)
            hand = (x + way, y - size * r.uniform(2.6, 4.2))
            arm = ribbon([(x, y + size), (x + way * 0.3, y - size), hand], (9, 7, 6), 8)
            canvas.path(arm, dark)
            canvas.ellipse(hand[0], hand[1], 8, 10, dark)
        canvas.ellipse(x, y - 1.5, size * 0.78, size, rim)
        canvas.ellipse(x, y + 1.5, size * 0.76, size, dark)
        canvas.ellipse(x, y + size * 2.0, size * 1.7, size * 1.3, dark)
        x += r.uniform(34, 58)
    canvas.rect(-10, level + size * 1.4, WIDE + 20, place.tall, dark)
    return canvas
