"""Mountains: ridges that fade with distance, snow on the far ones, firs nearby."""

import random

import numpy as np

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb, scale
from influencer_app.sketch.curves import poly
from influencer_app.sketch.images import Array, blur, smoothstep
from influencer_app.sketch.scenes import props
from influencer_app.sketch.scenes.base import (
    SKIES,
    WIDE,
    Place,
    Setting,
    filled,
    gradient,
    lay,
    noise,
    ridge,
    sunlight,
)


def paint(place: Place) -> Setting:
    """Paint the scene: five ridges with mist between, the person in front of the middle ones."""
    r, tall, s = place.r, place.tall, place.side
    sky = SKIES[place.time]
    back = gradient(place, sky.colours, 0.72)
    near = rgb(sky.colours[-1])
    cloud = noise(place, "clouds", 5, 2.0, r.randrange(10**6))
    mask = smoothstep(0.48, 0.76, cloud)[..., None] * 0.6
    back += (np.asarray(mix(near, (255, 255, 255), 0.55), np.float32) / 255 - back) * mask
    glow = place.canvas()
    glow.glow(
        500 + s * 330, tall * (0.62 - 0.45 * sky.height), 520, 520, mix(near, (255, 250, 226), 0.7), 0.7
    )
    lay(place, back, glow, 0)
    seed = r.randrange(10**6)
    rock = mix(rgb("#4c5a6e"), rgb(sky.colours[0]), 0.25)
    for k in range(4):
        f = k / 3
        base = tall * (place.eye + 0.04 + 0.15 * k)
        outline = ridge(place, base + 20, tall * (0.36 - 0.06 * k), f"{seed}-{k}", 0.52)
        tone = mix(mix(near, rock, 0.42 + 0.5 * f), rgb("#2f4a42"), 0.5 * f * f)
        canvas = place.canvas()
        canvas.path(
            filled(outline, tall + 20),
            canvas.linear(
                (0, base - tall * 0.3), (0, base + tall * 0.12), [(0, tone, 1), (1, mix(tone, near, 0.5), 1)]
            ),
        )
        _faces(canvas, outline, tone, near, s, snow=k < 2 and place.time != "night", r=r)
        lay(place, back, canvas, 4.2 - 0.6 * k)
        mist = place.canvas()
        mist.ellipse(
            r.uniform(200, 800), base + tall * 0.06, 700, tall * 0.05, mix(near, (255, 255, 255), 0.3), 0.35
        )
        lay(place, back, mist, 22)
    firs = mix(rgb("#1d332c"), rgb(sky.colours[0]), 0.12)
    if "lake" in place.words or r.random() < 0.4:
        _lake(place, back, firs, near)
    else:
        lay(place, back, _firs(place, firs, place.eye + 0.46, 1.0), 4.0)
    return Setting(
        back,
        sunlight(place, 0.45),
        rgb(sky.high),
        rgb(sky.low),
        haze=0.1,
        front=[(props.grass(place, mix(rgb("#44603c"), rgb(sky.colours[0]), 0.15)), 9.0)],
    )


def _faces(
    canvas: Canvas,
    outline: list[tuple[float, float]],
    tone: Colour,
    near: Colour,
    s: float,
    snow: bool,
    r: random.Random,
) -> None:
    lit = mix(tone, near, 0.45)
    ys = np.array([y for _, y in outline])
    for i in range(3, len(outline) - 3):
        if ys[i] <= ys[i - 3 : i + 4].min():
            x, y = outline[i]
            deep = (ys.max() - y) * 0.8
            if deep < 24:
                continue
            zig = [(x, y)]
            for j in range(1, 6):
                zig.append(
                    (x + s * deep * (0.10 * j * (0.4 if j % 2 else 1)) + r.uniform(-6, 6), y + deep * j / 5)
                )
            slope = [outline[min(len(outline) - 1, max(0, i + int(s) * j))] for j in range(0, 16, 3)]
            canvas.path(poly([*zig, *slope[::-1]]), lit, 0.30)
            if snow:
                cap = [(x, y - 1)]
                low = deep * 0.34
                teeth = 7
                half = low * 0.85
                for j in range(teeth + 1):
                    u = -1 + 2 * j / teeth
                    cap.append((x + u * half, y + low * (abs(u) * 0.75 + (0.28 if j % 2 else 0.0) + 0.10)))
                canvas.begin(canvas.clip(filled(outline, 4000)))
                canvas.path(poly(cap), mix((246, 248, 252), near, 0.25), 0.85)
                canvas.path(
                    poly([cap[0], *cap[1 : teeth // 2 + 2]] if s > 0 else [cap[0], *cap[teeth // 2 + 1 :]]),
                    mix(tone, (200, 214, 235), 0.5),
                    0.6,
                )
                canvas.end()


def _lake(place: Place, back: Array, tone: Colour, near: Colour) -> None:
    """A still lake that reflects the backdrop."""
    r, tall = place.r, place.tall
    shore = min(0.86, place.eye + 0.30)
    lay(place, back, _firs(place, tone, shore, 0.5), 3.5)
    row = int(shore * place.height)
    count = place.height - row
    source = back[max(0, row - count) : row][::-1]
    water = np.asarray(mix(rgb("#2f5f78"), near, 0.25), np.float32) / 255
    back[row : row + len(source)] = 0.62 * blur(source.copy(), 0.006 * place.width) + 0.38 * water
    back[row + len(source) :] = water * 0.8
    ripples = place.canvas()
    for _ in range(40):
        f = r.random()
        y = (shore + (1 - shore) * f) * tall
        ripples.ellipse(
            r.uniform(0, WIDE), y, r.uniform(40, 160), 1 + 2.4 * f, mix(near, (255, 255, 255), 0.4), 0.28
        )
    ripples.rect(-10, shore * tall - 3, WIDE + 20, 7, scale(tone, 0.7), 0.8)
    lay(place, back, ripples, 3.5)


def _firs(place: Place, tone: Colour, at: float, size: float) -> Canvas:
    r, tall = place.r, place.tall
    canvas = place.canvas()
    floor = tall * min(1.0, at)
    canvas.rect(-10, floor, WIDE + 20, tall, scale(tone, 0.9))
    x = -20.0
    while x < WIDE + 20:
        edge = min(1.0, abs(x - 500) / 420)
        h = size * tall * (0.06 + 0.26 * edge**2) * r.uniform(0.7, 1.2)
        w = h * 0.36
        shade = mix(tone, (150, 170, 150), r.uniform(0, 0.14))
        points = [(x, floor - h)]
        for j in range(1, 7):
            f = j / 6
            points += [
                (x + w * f * 0.55, floor - h * (1 - f)),
                (x + w * f * 0.30, floor - h * (1 - f) - h * 0.02),
            ]
        left = [(2 * x - px, py) for px, py in points[::-1]]
        canvas.path(poly([*points, (x, floor + 20), *left]), shade)
        x += r.uniform(18, 46)
    return canvas
