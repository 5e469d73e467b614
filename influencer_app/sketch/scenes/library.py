"""Library: tall receding bookshelves, a reading lamp, dust in warm light."""

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import WIDE, Place, Setting, bokeh, gradient, lay

_SPINES = (
    "#7a2f2a",
    "#2f4a5c",
    "#8a6a34",
    "#3f5a42",
    "#b08d57",
    "#4a2f44",
    "#c9b99a",
    "#5a3b2a",
    "#8c4a34",
    "#283547",
)


def paint(place: Place) -> Setting:
    """Paint the scene: two walls of books with a bright passage behind the person."""
    r, tall, s = place.r, place.tall, place.side
    night = place.time == "night"
    wood = rgb(r.choice(("#4a3020", "#5f3a26", "#39312c", "#2f3a3a", "#7a5a3c")))
    back = gradient(place, ["#3a2a20", "#5d4632", "#2c2018"])
    passage = place.canvas()
    glow = rgb("#ffb86a") if night else rgb("#ffe9c4")
    passage.rect(
        330,
        -10,
        340,
        tall + 20,
        passage.linear(
            (330, 0),
            (670, 0),
            [
                (0, mix(wood, (90, 70, 50), 0.2), 1),
                (0.5, mix(rgb("#8a6a48"), glow, 0.4), 1),
                (1, mix(wood, (90, 70, 50), 0.2), 1),
            ],
        ),
    )
    light_fill = passage.linear((0, 0), (0, tall), [(0, glow, 1), (1, mix(glow, rgb("#b08050"), 0.7), 1)])
    middle = 500 - s * r.uniform(-50, 60)
    kind = r.choice(("arch", "window", "round"))
    if kind == "round":
        cy = tall * 0.24
        passage.ellipse(middle, cy, 92, 92, light_fill, 0.9)
        for turn in range(4):
            passage.ellipse(middle, cy, 92, 4, scale(wood, 1.15), 0.7, turn * 45)
    else:
        head = f"a80 90 0 0 1 160 0V{tall}Z" if kind == "arch" else f"h160V{tall}Z"
        passage.path(f"M{middle - 80} {tall}V{tall * 0.16}{head}", light_fill, 0.9)
        passage.rect(middle - 5, tall * 0.05, 10, tall, scale(wood, 1.15), 0.7)
        for k in range(5):
            passage.rect(middle - 80, tall * (0.16 + 0.14 * k), 160, 7, scale(wood, 1.15), 0.7)
    lay(place, back, passage, 8)
    for m in (-1, 1):
        lay(place, back, _wall(place, m, wood), 6)
    lamp = place.canvas()
    x, y = 500 - s * 400, tall * min(0.8, place.eye + 0.24)
    lamp.glow(x, y, 330, 300, (255, 190, 100), 0.5)
    lay(place, back, lamp, 0, add=0.7)
    shade = place.canvas()
    shade.path(
        f"M{x - 60} {y + 30}L{x - 36} {y - 32}H{x + 36}L{x + 60} {y + 30}Z",
        shade.linear((0, y - 30), (0, y + 30), [(0, rgb("#e8b465"), 1), (1, rgb("#fff0c4"), 1)]),
    )
    shade.rect(x - 5, y + 30, 10, 90, rgb("#6a4a2a"))
    lay(place, back, shade, 5)
    spots = [
        (
            r.gauss(500, 260),
            tall * r.uniform(0.05, 0.8),
            r.uniform(4, 15),
            (255, 214, 150),
            r.uniform(0.08, 0.3),
        )
        for _ in range(22)
    ]
    bokeh(place, back, spots)
    key = (0.78, 0.60, 0.40) if night else (0.90, 0.78, 0.60)
    light = Light(
        (0.62 * s, -0.50, 0.68),
        key,
        (0.42, 0.37, 0.33),
        (0.32, 0.26, 0.20),
        (0.95, 0.65, 0.36),
        -s,
        (0.40, 0.34, 0.26),
        0.6,
    )
    return Setting(back, light, high=(255, 230, 186), low=(58, 34, 44), front=[(props.books(place), 10.0)])


def _wall(place: Place, m: int, wood: Colour) -> Canvas:
    r, tall = place.r, place.tall
    canvas = place.canvas()
    x0, x1 = (670.0, WIDE + 20) if m > 0 else (-20.0, 330.0)
    canvas.rect(x0, -10, x1 - x0, tall + 20, scale(wood, 0.55))
    rows = max(4, int(tall / 150))
    for row in range(rows + 1):
        y = tall * (row + 0.85) / rows
        x = x0 + 8
        while x < x1 - 6:
            near = abs((x - 500) / 500)
            w = r.uniform(9, 20) * (0.6 + 0.7 * near)
            h = tall / rows * r.uniform(0.60, 0.86)
            tone = mix(rgb(r.choice(_SPINES)), (30, 18, 12), 0.12)
            if r.random() < 0.93:
                canvas.rect(
                    x,
                    y - h,
                    w,
                    h,
                    canvas.linear(
                        (x, 0),
                        (x + w, 0),
                        [(0, scale(tone, 0.75), 1), (0.4, scale(tone, 1.2), 1), (1, scale(tone, 0.65), 1)],
                    ),
                )
                canvas.rect(x, y - h * 0.84, w, 4, rgb("#d8b468"), 0.55)
            x += w + 1.2
        canvas.rect(
            x0,
            y,
            x1 - x0,
            14,
            canvas.linear((0, y), (0, y + 14), [(0, scale(wood, 1.5), 1), (1, scale(wood, 0.7), 1)]),
        )
    inner = x0 if m > 0 else x1 - 20
    canvas.rect(
        inner,
        -10,
        20,
        tall + 20,
        canvas.linear((inner, 0), (inner + 20, 0), [(0, scale(wood, 1.4), 1), (1, scale(wood, 0.8), 1)]),
    )
    return canvas
