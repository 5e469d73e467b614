"""Gym: dark panels, light strips, racks with bars and plates."""

from influencer_app.sketch.colour import mix, rgb, scale
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import WIDE, Place, Setting, bokeh, gradient, lay


def paint(place: Place) -> Setting:
    """Paint the scene with one accent colour in strips, floor and rim light."""
    r, tall, s = place.r, place.tall, place.side
    accent = rgb(r.choice(("#ff6a2b", "#2fb4ff", "#b6ff3b", "#ff3b5c", "#ffd23b")))
    wall = rgb(r.choice(("#262b33", "#2e2f36", "#23302f")))
    back = gradient(place, [scale(wall, 1.3), wall, scale(wall, 0.6)])
    floor = tall * min(0.96, place.eye + 0.42)
    panels = place.canvas()
    for k in range(7):
        panels.rect(k * 150 - 20, 0, 144, floor, mix(wall, (120, 130, 145), 0.04 + 0.06 * (k % 2)))
    panels.rect(
        -10,
        floor,
        WIDE + 20,
        tall,
        panels.linear((0, floor), (0, tall), [(0, rgb("#3a3d42"), 1), (1, rgb("#15171a"), 1)]),
    )
    mirror_x = 500 + s * 90
    panels.rect(
        min(mirror_x, mirror_x + s * 420),
        tall * 0.20,
        420,
        floor - tall * 0.26,
        panels.linear((0, tall * 0.2), (0, floor), [(0, rgb("#7f909e"), 0.75), (1, rgb("#3b4650"), 0.7)]),
    )
    lay(place, back, panels, 6)
    racks = place.canvas()
    for m in (-1, 1):
        x = 500 + m * 390
        for dx in (-62, 62):
            racks.rect(
                x + dx - 9,
                tall * 0.16,
                18,
                floor - tall * 0.12,
                racks.linear(
                    (x + dx - 9, 0), (x + dx + 9, 0), [(0, rgb("#5a6068"), 1), (1, rgb("#22252a"), 1)]
                ),
            )
        racks.rect(x - 90, tall * 0.16, 180, 14, rgb("#3a3f46"))
        bar = tall * place.eye + 10 * m
        racks.rect(x - 170, bar, 340, 9, rgb("#b9c2cb"))
        for j, plate in enumerate((66, 66, 50)):
            for e in (-1, 1):
                px = x + e * (104 + 15 * j)
                tone = accent if j == 1 else rgb("#1a1c20")
                racks.path(
                    f"M{px - 6} {bar - plate + 4}h12v{2 * plate}h-12Z",
                    racks.linear(
                        (0, bar - plate),
                        (0, bar + plate),
                        [(0, mix(tone, (255, 255, 255), 0.25), 1), (0.5, tone, 1), (1, scale(tone, 0.6), 1)],
                    ),
                )
    low = floor - 40
    for k in range(9):
        x = 60 + 110 * k
        for e in (-1, 1):
            racks.ellipse(x + e * 26, low, 15, 21, rgb("#15171b"))
            racks.ellipse(x + e * 26 - 3, low - 5, 8, 12, rgb("#3d434b"))
        racks.rect(x - 24, low - 5, 48, 9, rgb("#8b949d"))
    lay(place, back, racks, 5.5)
    lights, strips = place.canvas(), place.canvas()
    for k in range(4):
        x = 120 + 255 * k
        lights.path(f"M{x} {tall * 0.02}h130l{(x - 440) * 0.10} {tall * 0.030}h-130Z", (246, 250, 255))
    for m in (-1, 1):
        strips.path(
            f"M{500 + m * 520} {tall * 0.10}L{500 + m * 250} {tall * 0.30}", None, stroke=accent, width=9
        )
        strips.path(
            f"M{500 + m * 520} {tall * 0.56}L{500 + m * 210} {tall * 0.48}",
            None,
            stroke=accent,
            width=7,
            stroke_opacity=0.8,
        )
    lay(place, back, lights, 4)
    lay(place, back, lights, 30, add=0.5)
    lay(place, back, strips, 4)
    lay(place, back, strips, 24, add=0.9)
    spots = [
        (
            r.uniform(0, WIDE),
            tall * r.uniform(0.03, 0.5),
            r.uniform(8, 20),
            r.choice((accent, (235, 242, 255))),
            r.uniform(0.08, 0.25),
        )
        for _ in range(10)
    ]
    bokeh(place, back, spots)
    tint = tuple(part / 255 for part in mix(accent, (255, 255, 255), 0.15))
    light = Light(
        (0.50 * s, -0.66, 0.62),
        (0.88, 0.86, 0.84),
        (0.40, 0.42, 0.46),
        (0.24, 0.24, 0.27),
        (tint[0] * 1.1, tint[1] * 1.1, tint[2] * 1.1),
        -s,
        (0.55, 0.60, 0.66),
        0.35,
    )
    return Setting(
        back,
        light,
        high=(244, 248, 255),
        low=(24, 30, 60),
        front=[(props.bar(place, scale(accent, 0.55)), 12.0)],
    )
