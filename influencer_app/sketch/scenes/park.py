"""Park or open forest: layers of foliage, trunks, sun through the leaves."""

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.curves import ribbon
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import SKIES, WIDE, Place, Setting, bokeh, gradient, lay

_LEAVES = {"spring": "#6f9c48", "summer": "#4a7a40", "autumn": "#b9722e"}


def paint(place: Place) -> Setting:
    """Paint the scene: three layers of trees around a bright clearing behind the head."""
    r, tall, s = place.r, place.tall, place.side
    sky = SKIES[place.time]
    season = (
        "autumn" if place.words & {"autumn", "fall", "october"} else r.choice(("spring", "summer", "summer"))
    )
    leaf = rgb(_LEAVES[season])
    near = rgb(sky.colours[-1])
    dim = place.time == "night"
    if dim:
        leaf = mix(scale(leaf, 0.35), rgb(sky.colours[1]), 0.5)
    ground = tall * min(0.92, place.eye + 0.34)
    back = gradient(
        place, [mix(rgb(sky.colours[-2]), leaf, 0.25), mix(near, leaf, 0.30), mix(near, leaf, 0.55)]
    )
    clearing = place.canvas()
    bright = mix(near, (255, 252, 226), 0.7)
    clearing.glow(500 + s * 120, ground - tall * 0.22, 420, tall * 0.5, bright, 0.8 if not dim else 0.25)
    lay(place, back, clearing, 0)
    for depth in range(3):
        tone = mix(mix(leaf, near, 0.55 - 0.24 * depth), scale(leaf, 0.62), 0.28 * depth)
        canvas = place.canvas()
        for m in (-1, 1):
            for _ in range(3 + depth):
                x = 500 + m * r.uniform(120 + 70 * depth, 560)
                width = r.uniform(12, 22) * (1 + 0.9 * depth)
                trunk = [
                    (x, ground + 24),
                    (x + r.uniform(-16, 16), ground - tall * 0.35),
                    (x + r.uniform(-34, 34), -40),
                ]
                bark = mix(rgb("#5a4636"), tone, 0.55 - 0.2 * depth)
                canvas.path(
                    ribbon(trunk, (width * 1.3, width, width * 0.7), 12),
                    bark if not dim else scale(bark, 0.4),
                )
        for _ in range(90):
            m = r.choice((-1, 1))
            x = 500 + m * (90 + 70 * depth + 470 * r.random() ** 0.8)
            y = tall * (r.random() ** 1.5) * (0.62 - 0.05 * depth)
            if abs(x - 500) < 150:
                y *= 0.35
            lit = max(0.0, (x - 500) * s / 500) * 0.25 + r.uniform(0, 0.2)
            size = r.uniform(16, 46) * (1 + 0.35 * depth)
            canvas.ellipse(
                x,
                y,
                size,
                size * r.uniform(0.5, 0.8),
                mix(tone, bright, lit),
                r.uniform(0.5, 0.9),
                r.uniform(-40, 40),
            )
        lay(place, back, canvas, 9.0 - 1.8 * depth)
        if depth == 1:
            lay(place, back, _lawn(place, ground, mix(leaf, near, 0.2), bright), 7)
    rays = place.canvas()
    for k in range(5):
        x = 500 + s * (560 - 120 * k)
        rays.path(f"M{x} -20h{r.uniform(20, 60)}L{x - s * 380} {tall}h{-s * 110}Z", bright, 0.10)
    if not dim:
        lay(place, back, rays, 16, add=0.7)
    spots = []
    for _ in range(30):
        x = r.uniform(0, WIDE)
        y = tall * r.uniform(0.02, 0.5)
        spots.append(
            (
                x,
                y,
                r.uniform(9, 30),
                mix(bright, leaf, r.uniform(0, 0.5)),
                r.uniform(0.12, 0.42) * (0.4 if dim else 1.0),
            )
        )
    bokeh(place, back, spots)
    front = [(props.leaves(place, mix(leaf, near, 0.1), broad=True), 10.0)]
    key = sky.key
    light = Light(
        (0.6 * s, -0.2 - 0.5 * sky.height, 0.72), key, mix3(sky.sky, (0.40, 0.46, 0.38)),
        mix3(sky.ground, (0.27, 0.31, 0.22)),
        sky.rim, -s, (0.30, 0.34, 0.24), 0.6,
    )  # fmt: skip
    return Setting(back, light, rgb(sky.high), rgb(sky.low), front=front)


def mix3(one: tuple[float, float, float], other: tuple[float, float, float]) -> tuple[float, float, float]:
    """The mean of two light colours."""
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2, (one[2] + other[2]) / 2


def _lawn(place: Place, ground: float, tone: Colour, bright: Colour) -> Canvas:
    canvas = place.canvas()
    fill = canvas.linear(
        (0, ground),
        (0, place.tall),
        [(0, mix(tone, bright, 0.5), 1), (0.3, tone, 1), (1, scale(tone, 0.55), 1)],
    )
    canvas.rect(-10, ground, WIDE + 20, place.tall, fill)
    for _ in range(14):
        x, y = place.r.uniform(0, WIDE), ground + place.r.uniform(6, 120)
        canvas.ellipse(x, y, place.r.uniform(40, 130), 7, mix(tone, bright, 0.55), 0.45)
    return canvas
