"""Kitchen: cabinets, tiles, a worktop with objects, a window over the sink."""

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import WIDE, Place, Setting, bokeh, gradient, lay, plant

_FRONTS = ("#5f7a70", "#c9b79a", "#3f5568", "#8a9a86", "#a4715a", "#d8d2c6")


def paint(place: Place) -> Setting:
    """Paint the scene; the window is on the lit side, open shelves on the other."""
    r, tall, s = place.r, place.tall, place.side
    night = place.time in {"night", "sunset"}
    wall = mix(rgb("#ece4d6"), rgb(r.choice(_FRONTS)), 0.12)
    front = rgb(r.choice(_FRONTS))
    if night:
        wall, front = mix(scale(wall, 0.5), rgb("#6a4a34"), 0.25), scale(front, 0.55)
    back = gradient(place, [scale(wall, 0.9), wall, scale(wall, 0.86)])
    top = tall * min(0.90, place.eye + 0.40)
    lay(place, back, _tiles(place, top, wall), 6)
    lay(place, back, _window(place, top, night), 7)
    lay(place, back, _cabinets(place, top, front, wall), 6)
    lay(place, back, _worktop(place, top, front), 5)
    green = place.canvas()
    pot = 500 - s * 300
    green.path(f"M{pot - 30} {top - 54}h60l-8 54h-44Z", rgb("#b9805c") if not night else rgb("#6a4634"))
    plant(green, pot, top - 52, 120, mix(rgb("#5a8a4e"), wall, 0.15), r, 15)
    lay(place, back, green, 5)
    lamps, glow = place.canvas(), place.canvas()
    for k in range(2):
        x, y = 500.0 - s * (60 + 260 * k), tall * r.uniform(0.08, 0.13)
        lamps.rect(x - 2, -5, 4, y, (40, 34, 30))
        lamps.path(f"M{x - 46} {y + 30}Q{x - 40} {y - 8} {x} {y - 10}Q{x + 40} {y - 8} {x + 46} {y + 30}Z",
        mix(front, (30, 26, 24), 0.5))  # fmt: skip
        lamps.ellipse(x, y + 31, 38, 7, (255, 232, 176))
        glow.glow(x, y + 50, 220, 230, (255, 196, 120), 0.34 if night else 0.12)
    lay(place, back, lamps, 4.5)
    lay(place, back, glow, 0, add=0.9)
    spots = [
        (500 + s * r.uniform(60, 500), tall * r.uniform(0.1, 0.55), r.uniform(8, 20), (255, 246, 224),
        r.uniform(0.1, 0.26))
        for _ in range(10)
    ]  # fmt: skip
    bokeh(place, back, spots)
    key = (0.84, 0.64, 0.44) if night else (0.90, 0.85, 0.76)
    light = Light(
        (0.68 * s, -0.36, 0.68),
        key,
        (0.40, 0.38, 0.36),
        (0.36, 0.31, 0.26),
        (0.62, 0.54, 0.44),
        -s,
        (0.34, 0.32, 0.30),
        0.75,
    )
    return Setting(
        back, light, (255, 244, 224), (60, 50, 62), front=[(props.cup(place, scale(front, 0.8)), 9.0)]
    )


def _tiles(place: Place, top: float, wall: Colour) -> Canvas:
    canvas = place.canvas()
    begin = top - place.tall * 0.30
    for row in range(int((top - begin) / 30) + 1):
        for column in range(-1, 15):
            x = column * 76.0 + (row % 2) * 38
            tone = mix(wall, (255, 255, 255), place.r.uniform(0.1, 0.5))
            canvas.rect(x, begin + row * 30, 73, 27, tone, 0.8)
    return canvas


def _window(place: Place, top: float, night: bool) -> Canvas:
    r, s = place.r, place.side
    canvas = place.canvas()
    x0, x1 = (590.0, 930.0) if s > 0 else (70.0, 410.0)
    y0, y1 = place.tall * 0.08, top - place.tall * 0.10
    frame = mix(rgb("#f4efe6"), rgb("#6a5a4a"), 0.6 if night else 0.05)
    canvas.rect(x0 - 16, y0 - 16, x1 - x0 + 32, y1 - y0 + 32, frame)
    colours = ("#141c44", "#3a3766", "#6a4a66") if night else ("#cfe6f2", "#f4f4e4", "#dfe8c4")
    stops = [(k / 2, rgb(name), 1.0) for k, name in enumerate(colours)]
    canvas.rect(x0, y0, x1 - x0, y1 - y0, canvas.linear((0, y0), (0, y1), stops))
    for _ in range(26):
        x, y = r.uniform(x0, x1), y1 - (y1 - y0) * 0.55 * r.random() ** 0.8
        leaf = mix(rgb("#6d9a56"), rgb("#1d2440") if night else (255, 250, 214), r.uniform(0.2, 0.7))
        size = min(r.uniform(14, 44), x - x0 + 6, x1 - x + 6)
        canvas.ellipse(x, y, size, size * 0.8, leaf, 0.6)
    canvas.rect((x0 + x1) / 2 - 5, y0, 10, y1 - y0, frame)
    canvas.rect(x0, y0 + (y1 - y0) * 0.42, x1 - x0, 8, frame)
    canvas.rect(x0 - 28, y1 + 10, x1 - x0 + 56, 14, scale(frame, 0.9))
    return canvas


def _cabinets(place: Place, top: float, front: Colour, wall: Colour) -> Canvas:
    """Shelves with jars and plates on the side away from the window."""
    r, s, tall = place.r, place.side, place.tall
    canvas = place.canvas()
    x0, x1 = (20.0, 420.0) if s > 0 else (580.0, 980.0)
    wood = mix(rgb("#b98a5c"), wall, 0.1)
    tones = ("#e8dcc4", "#c97a52", "#7f9a8a", "#f4efe6", "#d9b25c", "#5f7286")
    for k in range(2):
        y = tall * (0.20 + 0.16 * k)
        canvas.rect(x0, y, x1 - x0, 10, wood)
        canvas.rect(x0, y + 10, x1 - x0, 8, scale(wall, 0.7), 0.5)
        x = x0 + 14
        while x < x1 - 34:
            w, h = r.uniform(22, 40), r.uniform(30, 62)
            tone = mix(rgb(r.choice(tones)), wall, 0.15)
            fill = canvas.linear((x, 0), (x + w, 0), [(0, scale(tone, 1.08), 1), (1, scale(tone, 0.7), 1)])
            if r.random() < 0.25:
                canvas.ellipse(x + w / 2, y - 26, 25, 25, tone)
                canvas.ellipse(x + w / 2, y - 26, 15, 15, scale(tone, 0.92))
                w = 50
            else:
                canvas.rect(x, y - h, w, h, fill)
                canvas.rect(x + 2, y - h - 8, w - 4, 9, scale(front, 0.9))
            x += w + r.uniform(6, 20)
    return canvas


def _worktop(place: Place, top: float, front: Colour) -> Canvas:
    r, s, tall = place.r, place.side, place.tall
    canvas = place.canvas()
    stone = mix(front, (246, 240, 230), 0.78)
    canvas.rect(
        -10,
        top,
        WIDE + 20,
        22,
        canvas.linear((0, top), (0, top + 22), [(0, stone, 1), (1, scale(stone, 0.7), 1)]),
    )
    canvas.rect(-10, top + 22, WIDE + 20, tall, scale(front, 0.8))
    for k in range(5):
        canvas.rect(k * 230.0 - 60, top + 22, 5, tall, scale(front, 0.55))
        canvas.rect(k * 230.0 + 30, top + 52, 56, 7, rgb("#c9a86a"), 0.9)
    bowl = 500 + s * 330
    for _ in range(7):
        fruit = rgb(r.choice(("#e0903a", "#d9b23c", "#c2503c", "#8fa84a")))
        canvas.ellipse(bowl + r.uniform(-46, 46), top - 42 + r.uniform(-8, 8), 21, 20, fruit)
    canvas.path(f"M{bowl - 76} {top - 40}Q{bowl} {top + 44} {bowl + 76} {top - 40}Z", mix(stone, front, 0.35))
    return canvas
