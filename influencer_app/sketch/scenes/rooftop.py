"""Roof terrace: distant skyline, strings of bulbs, a parapet with plants."""

from influencer_app.sketch.colour import mix, rgb, scale
from influencer_app.sketch.curves import smooth
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import (
    SKIES,
    WIDE,
    Place,
    Setting,
    bokeh,
    gradient,
    lay,
    plant,
    sunlight,
)


def paint(place: Place) -> Setting:
    """Paint the scene: mostly sky, with warm lights in the evening."""
    r, tall, s = place.r, place.tall, place.side
    sky = SKIES[place.time]
    dim = place.time in {"night", "sunset"}
    wall = tall * min(0.95, place.eye + 0.36)
    back = gradient(place, sky.colours, wall / tall)
    near = rgb(sky.colours[-1])
    glow = place.canvas()
    glow.glow(
        500 + s * 320,
        wall - tall * (0.06 + 0.5 * sky.height),
        620,
        560,
        mix(near, (255, 246, 220), 0.6),
        0.6 if place.time != "night" else 0.15,
    )
    lay(place, back, glow, 0)
    line = place.canvas()
    for depth in range(3):
        x = -30.0
        tone = mix(mix(near, rgb("#40486a"), 0.35 + 0.25 * depth), rgb(sky.colours[0]), 0.2)
        while x < WIDE + 30:
            w = r.uniform(26, 78)
            h = tall * r.uniform(0.05, 0.20) * (1.25 - 0.25 * depth)
            if r.random() < 0.08:
                h *= 1.7
                line.rect(x + w / 2 - 2, wall - h - 40, 4, 42, tone)
            line.rect(x, wall - h, w, h + 20, scale(tone, r.uniform(0.88, 1.08)))
            if dim:
                for _ in range(int(w * h / 500)):
                    line.rect(
                        x + r.uniform(3, w - 6),
                        wall - h + r.uniform(5, h),
                        5,
                        6,
                        (255, 214, 150),
                        r.uniform(0.3, 0.9),
                    )
            x += w + r.uniform(-4, 8)
    lay(place, back, line, 5)
    terrace = place.canvas()
    stone = mix(rgb("#8f8378"), rgb(sky.colours[0]), 0.35 if dim else 0.08)
    terrace.rect(
        -10,
        wall,
        WIDE + 20,
        tall,
        terrace.linear(
            (0, wall), (0, tall), [(0, mix(stone, near, 0.3), 1), (0.08, stone, 1), (1, scale(stone, 0.5), 1)]
        ),
    )
    for k in range(5):
        plant(
            terrace,
            40 + 230 * k + r.uniform(-30, 30),
            wall + 16,
            r.uniform(90, 150),
            mix(rgb("#3f6244"), rgb(sky.colours[0]), 0.3 if dim else 0.05),
            r,
        )
    lay(place, back, terrace, 5)
    cables = place.canvas()
    spots = []
    for k in range(3):
        y0, y1 = tall * (0.05 + 0.05 * k), tall * (0.10 + 0.04 * k)
        sag = tall * r.uniform(0.07, 0.12)
        points = [(-20 + 130 * j, y0 + (y1 - y0) * j / 8 + sag * (1 - ((j - 4) / 4) ** 2)) for j in range(9)]
        cables.path(smooth(points), None, stroke=(30, 26, 34), width=3, stroke_opacity=0.7)
        for x, y in points:
            spots.append(
                (x + r.uniform(-20, 20), y + 9, r.uniform(12, 20), (255, 206, 128), 0.62 if dim else 0.25)
            )
    lay(place, back, cables, 3.5)
    for _ in range(14 if dim else 4):
        spots.append(
            (
                r.uniform(0, WIDE),
                wall - r.uniform(0, 90),
                r.uniform(6, 16),
                (255, 190, 120),
                r.uniform(0.2, 0.5),
            )
        )
    bokeh(place, back, spots)
    front = [
        (
            props.leaves(place, mix(rgb("#3f6244"), rgb(sky.colours[0]), 0.35 if dim else 0.1), broad=True),
            13.0,
        )
    ]
    if place.time == "night":
        light = Light(
            (0.5 * s, -0.55, 0.70),
            (0.84, 0.64, 0.42),
            (0.30, 0.30, 0.44),
            (0.22, 0.20, 0.30),
            (1.0, 0.62, 0.30),
            -s,
            (0.28, 0.36, 0.75),
            0.6,
        )
        return Setting(back, light, high=(255, 222, 170), low=(22, 20, 74), front=front)
    return Setting(back, sunlight(place), rgb(sky.high), rgb(sky.low), front=front)
