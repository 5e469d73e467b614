"""Home office: a desk with screen and lamp, shelves of binders, window blinds."""

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import WHITE, Colour, mix, rgb, scale
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import WIDE, Place, Setting, bokeh, gradient, lay, plant

_WALLS = ("#c9d0cf", "#d8cfc2", "#b7c2c9", "#c4bfd0", "#8fa39f", "#d5c3b4")
_BINDERS = ("#3d5a6c", "#c9a24a", "#e6ddcf", "#a4553f", "#5c6f58", "#2f3a48", "#b9c4c4")


def paint(place: Place) -> Setting:
    """Paint the scene: daylight through blinds on the lit side, desk lamp and screen in the evening."""
    r, tall, s = place.r, place.tall, place.side
    night = place.time in {"night", "sunset"}
    wall = rgb(r.choice(_WALLS))
    if night:
        wall = mix(scale(wall, 0.42), rgb("#38405c"), 0.35)
    back = gradient(place, [scale(wall, 0.92), mix(wall, WHITE, 0.12), scale(wall, 0.74)])
    desk = tall * min(0.9, place.eye + 0.34)
    lay(place, back, _window(place, night, wall), 6)
    lay(place, back, _shelves(place, wall), 6)
    lay(place, back, _desk(place, desk, wall), 5)
    glow = place.canvas()
    lamp = 500 - s * 465, desk - 190
    glow.glow(500 - s * 330, desk - 100, 240, 190, (168, 206, 240), 0.5 if night else 0.16)
    glow.glow(*lamp, 300, 300, (255, 194, 120), 0.7 if night else 0.14)
    lay(place, back, glow, 0, add=0.8)
    tone = (255, 206, 140) if night else (250, 248, 238)
    spots = []
    for _ in range(9):
        x, y = 500 + s * r.uniform(60, 500), tall * r.uniform(0.08, 0.55)
        spots.append((x, y, r.uniform(8, 22), tone, r.uniform(0.1, 0.28)))
    bokeh(place, back, spots)
    key = (0.84, 0.68, 0.50) if night else (0.86, 0.83, 0.78)
    strength = 0.34 if night else 0.48
    bounce = mix(wall, (232, 234, 236), 0.6)
    sky = (bounce[0] / 255 * strength, bounce[1] / 255 * strength, bounce[2] / 255 * strength)
    ground = (sky[0] * 0.7, sky[1] * 0.67, sky[2] * 0.64)
    rim = (0.34, 0.46, 0.62) if night else (0.50, 0.50, 0.48)
    light = Light((0.70 * s, -0.34, 0.68), key, sky, ground, rim, -s, (0.3, 0.3, 0.3), 0.7)
    front = (
        props.cup(place, rgb("#8a7458")) if r.random() < 0.5 else props.leaves(place, rgb("#4c7150"), True)
    )
    return Setting(back, light, high=(250, 243, 228), low=(44, 48, 72), front=[(front, 9.0)])


def _window(place: Place, night: bool, wall: Colour) -> Canvas:
    tall, s = place.tall, place.side
    canvas = place.canvas()
    left, wide = (600.0, 340.0) if s > 0 else (60.0, 340.0)
    top, high = tall * 0.06, tall * min(0.62, place.eye + 0.08)
    day = [(0.0, rgb("#dcecf7"), 1.0), (1.0, rgb("#fffaf0"), 1.0)]
    dark = [(0.0, rgb("#18214a"), 1.0), (1.0, rgb("#5c4668"), 1.0)]
    frame = mix(wall, WHITE, 0.6)
    canvas.rect(left - 12, top - 12, wide + 24, high + 24, frame)
    canvas.rect(left, top, wide, high, canvas.linear((0, top), (0, top + high), dark if night else day))
    slats = max(8, int(high / 44))
    for k in range(slats):
        y = top + high * (k + 0.15) / slats
        canvas.rect(left - 4, y, wide + 8, high / slats * 0.44, mix(wall, WHITE, 0.5), 0.86)
    canvas.rect(left + wide * 0.5 - 3, top, 6, high, scale(frame, 0.8), 0.7)
    return canvas


def _shelves(place: Place, wall: Colour) -> Canvas:
    r, tall, s = place.r, place.tall, place.side
    canvas = place.canvas()
    left, right = (20.0, 400.0) if s > 0 else (600.0, 980.0)
    wood = mix(rgb(r.choice(("#b98a5c", "#8a6242", "#e2d8ca"))), scale(wall, 0.7), 0.2)
    for row in range(2):
        y = tall * (0.17 + 0.20 * row)
        if y > tall * min(0.56, place.eye):
            break
        x = left + r.uniform(4, 40)
        while x < right - 34:
            w, h = r.uniform(20, 34), tall * r.uniform(0.085, 0.115)
            tone = mix(rgb(r.choice(_BINDERS)), scale(wall, 0.8), 0.15)
            if r.random() < 0.78:
                canvas.rect(x, y - h, w, h, tone)
                canvas.rect(x + w * 0.22, y - h * 0.78, w * 0.56, h * 0.24, mix(tone, WHITE, 0.7))
            x += w + 2
        if row == 0:
            plant(canvas, right - 46, y, 96, mix(rgb("#4f7a55"), wall, 0.1), r, 9)
        canvas.rect(left, y, right - left, 13, wood)
        canvas.rect(left, y + 13, right - left, 8, scale(wall, 0.7), 0.6)
    return canvas


def _desk(place: Place, desk: float, wall: Colour) -> Canvas:
    r, tall, s = place.r, place.tall, place.side
    canvas = place.canvas()
    wood = mix(rgb(r.choice(("#a9794c", "#7a5638", "#d6c6b0"))), scale(wall, 0.7), 0.15)
    x, w, h = 500 - s * 310, 300.0, 186.0
    canvas.rect(x - 18, desk - 62, 36, 62, rgb("#3a3d44"))
    canvas.rect(x - w / 2 - 7, desk - h - 47, w + 14, h + 14, rgb("#22252b"))
    shine = [(0.0, rgb("#2c4a6a"), 1.0), (1.0, rgb("#6f9fc0"), 1.0)]
    screen = x - w / 2, desk - h - 40
    canvas.rect(*screen, w, h, canvas.linear(screen, (screen[0] + w, screen[1] + h), shine))
    for k in range(7):
        canvas.rect(screen[0] + 16, screen[1] + 18 + 22 * k, w * r.uniform(0.2, 0.5), 8, rgb("#d6e6f2"), 0.7)
    for k in range(5):
        tall_bar = r.uniform(30, 110)
        canvas.rect(
            screen[0] + 178 + 21 * k, screen[1] + h - 20 - tall_bar, 14, tall_bar, rgb("#f0b46a"), 0.85
        )
    top, foot = 500 - s * 465, desk - 20
    arm = f"M{top} {foot}L{top + s * 34} {foot - 100}L{top} {foot - 178}"
    canvas.path(arm, None, stroke=rgb("#2b2d33"), width=9)
    canvas.path(
        f"M{top - 44} {foot - 142}L{top - 20} {foot - 196}H{top + 20}L{top + 44} {foot - 142}Z",
        rgb("#d98b4a"),
    )
    board = [(0.0, mix(wood, WHITE, 0.25), 1.0), (0.2, wood, 1.0), (1.0, scale(wood, 0.55), 1.0)]
    canvas.rect(-20, desk, WIDE + 40, tall, canvas.linear((0, desk), (0, tall), board))
    return canvas
