"""Living room: window with curtains, sofa, shelf, plants and a lamp."""

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import WIDE, Place, Setting, bokeh, gradient, lay, plant

_WALLS = ("#d9cdbd", "#c6cfc6", "#cfc3c9", "#b9c4cc", "#d6bfa6", "#8f9f94")


def paint(place: Place) -> Setting:
    """Paint the scene: daylight from a large window on the lit side, a lamp at night."""
    r, tall, s = place.r, place.tall, place.side
    night = place.time in {"night", "sunset"}
    wall = rgb(r.choice(_WALLS))
    if night:
        wall = mix(scale(wall, 0.46), rgb("#5a3f3a"), 0.3)
    back = gradient(place, [scale(wall, 0.94), mix(wall, (255, 244, 226), 0.18), scale(wall, 0.78)])
    floor = tall * min(0.96, place.eye + 0.46)
    lay(place, back, _window(place, night, wall), 7)
    lay(place, back, _furniture(place, floor, wall), 6)
    green = place.canvas()
    x = 500 - s * 250
    green.path(f"M{x - 44} {floor - 20}h88l-10 90h-68Z", mix(rgb("#b8795a"), wall, 0.2))
    plant(green, x, floor - 20, 230, mix(rgb("#4c7150"), scale(wall, 0.5), 0.2), r, 13)
    lay(place, back, green, 5)
    glow = place.canvas()
    if night:
        glow.glow(500 - s * 410, tall * place.eye, 360, 360, (255, 184, 104), 0.6)
        lay(place, back, glow, 0, add=0.8)
    spots = []
    for _ in range(10):
        tone = (255, 206, 140) if night else (255, 246, 226)
        spots.append(
            (
                500 + s * r.uniform(60, 500),
                tall * r.uniform(0.08, 0.6),
                r.uniform(8, 24),
                tone,
                r.uniform(0.1, 0.3),
            )
        )
    bokeh(place, back, spots)
    key = (0.86, 0.66, 0.46) if night else (0.88, 0.82, 0.74)
    bounce = mix(wall, (235, 232, 228), 0.6)
    strength = 0.36 if night else 0.48
    sky = (bounce[0] / 255 * strength, bounce[1] / 255 * strength, bounce[2] / 255 * strength)
    light = Light(
        (0.70 * s, -0.32, 0.68),
        key,
        sky,
        (sky[0] * 0.7, sky[1] * 0.66, sky[2] * 0.62),
        (0.55, 0.48, 0.38),
        -s,
        (0.3, 0.3, 0.3),
        0.8,
    )
    front = [(props.cup(place, rgb("#8a6648")), 9.0)] if r.random() < 0.5 else [(props.books(place), 10.0)]
    return Setting(back, light, high=(255, 242, 220), low=(58, 44, 66), front=front)


def _window(place: Place, night: bool, wall: Colour) -> Canvas:
    tall, s = place.tall, place.side
    canvas = place.canvas()
    x0, x1 = (580.0, 960.0) if s > 0 else (40.0, 420.0)
    y0, y1 = tall * 0.05, tall * min(0.84, place.eye + 0.28)
    day = [(0.0, rgb("#e6f2fa"), 1.0), (0.6, rgb("#fffaf0"), 1.0), (1.0, rgb("#d9e6c8"), 1.0)]
    dark = [(0.0, rgb("#141c40"), 1.0), (0.7, rgb("#3a2f5c"), 1.0), (1.0, rgb("#7a4a5a"), 1.0)]
    canvas.rect(x0 - 12, y0 - 12, x1 - x0 + 24, y1 - y0 + 24, mix(wall, (255, 255, 255), 0.55))
    canvas.rect(x0, y0, x1 - x0, y1 - y0, canvas.linear((0, y0), (0, y1), dark if night else day))
    for _ in range(14):
        x, y = place.r.uniform(x0 + 30, x1 - 30), place.r.uniform(y0 + (y1 - y0) * 0.55, y1 - 20)
        tone: Colour = (
            (255, 196, 120) if night else mix(rgb("#86a86c"), (255, 250, 226), place.r.uniform(0.1, 0.6))
        )
        canvas.ellipse(x, y, place.r.uniform(14, 44), place.r.uniform(14, 40), tone, 0.5)
    frame = mix(wall, (255, 255, 255), 0.6)
    canvas.rect((x0 + x1) / 2 - 5, y0, 10, y1 - y0, frame)
    canvas.rect(x0, y0 + (y1 - y0) * 0.34, x1 - x0, 9, frame)
    linen = mix(wall, (255, 250, 242), 0.6)
    for edge, way in ((x0 - 26, 1), (x1 + 26, -1)):
        for k in range(5):
            left = edge + way * 15 * k
            fill = canvas.linear(
                (left, 0),
                (left + way * 17, 0),
                [(0, scale(linen, 0.82), 1), (0.5, linen, 1), (1, scale(linen, 0.86), 1)],
            )
            canvas.path(f"M{left} {y0 - 30}h{way * 17}L{left + way * 21} {y1 + 70}h{-way * 21}Z", fill, 0.94)
    return canvas


def _furniture(place: Place, floor: float, wall: Colour) -> Canvas:
    r, tall, s = place.r, place.tall, place.side
    canvas = place.canvas()
    canvas.rect(-10, floor + 60, WIDE + 20, tall, mix(rgb("#9a7452"), scale(wall, 0.6), 0.3))
    tone = mix(rgb(r.choice(("#5f7480", "#8a6a58", "#7a8a6c", "#a8785a", "#5a5f78"))), scale(wall, 0.7), 0.25)
    top = floor - tall * 0.06
    canvas.path(
        f"M-30 {tall + 20}V{top + 30}q0 -34 40 -34H960q40 0 40 34V{tall + 20}Z",
        canvas.linear(
            (0, top),
            (0, tall),
            [(0, mix(tone, (255, 255, 255), 0.18), 1), (0.3, tone, 1), (1, scale(tone, 0.6), 1)],
        ),
    )
    for k in range(3):
        x = 500.0 + (k - 1) * 330
        canvas.rect(x - 2, top + 10, 4, tall, scale(tone, 0.7), 0.7)
    away = 500 - s * 330
    for k in range(2):
        x, w, h = away - 70 + 130 * k - 40, r.uniform(84, 110), r.uniform(110, 150)
        y = tall * (0.14 + 0.07 * k)
        canvas.rect(x - 6, y - 6, w + 12, h + 12, mix(wall, (40, 30, 24), 0.75))
        hue = rgb(r.choice(("#d98a5a", "#6f8f8a", "#c9a24a", "#a45a5a", "#5a6f94")))
        canvas.rect(x, y, w, h, mix(hue, (255, 246, 232), 0.45))
        canvas.ellipse(x + w / 2, y + h * 0.55, w * 0.28, w * 0.28, hue, 0.9)
    x, y = 500 - s * 430, tall * place.eye
    canvas.rect(x - 3, y, 6, tall, rgb("#3a302a"))
    canvas.path(
        f"M{x - 62} {y + 30}L{x - 40} {y - 54}H{x + 40}L{x + 62} {y + 30}Z", mix((255, 226, 178), wall, 0.15)
    )
    return canvas
