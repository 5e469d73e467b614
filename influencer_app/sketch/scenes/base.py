"""The scene interface, and layers shared by several scenes."""

import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as default

import numpy as np
from PIL import Image

from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import Colour, mix, rgb
from influencer_app.sketch.curves import poly, ribbon
from influencer_app.sketch.images import Array, over
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.seeds import field

WIDE = 1000.0


@dataclass(frozen=True)
class Place:
    """A backdrop to paint: size in pixels, time of day, side of the light (+1 right), random stream."""

    width: int
    height: int
    time: str
    side: float
    r: random.Random
    words: frozenset[str]
    eye: float  # height of the person's eyes, 0 top to 1 bottom

    @property
    def tall(self) -> float:
        """Height of the picture at a width of 1000."""
        return WIDE * self.height / self.width

    def canvas(self) -> Canvas:
        """An empty layer in scene units (width 1000)."""
        return Canvas((0, 0, WIDE, self.tall))


@dataclass
class Setting:
    """A painted backdrop (h × w × 3 sRGB), its light, and the tints for the final grade."""

    backdrop: Array
    light: Light
    high: Colour = (255, 244, 226)
    low: Colour = (46, 44, 92)
    haze: float = 0.0
    front: list[tuple[Canvas, float]] = default(default_factory=list)


@dataclass(frozen=True)
class Sky:
    """An outdoor time of day: sky colours from top to horizon, and the key, sky, ground and rim light."""

    colours: tuple[str, ...]
    key: tuple[float, float, float]
    sky: tuple[float, float, float]
    ground: tuple[float, float, float]
    rim: tuple[float, float, float]
    height: float  # of the light, 0 at the horizon to 1 above
    high: str = "#fff1d6"
    low: str = "#2c3060"


SKIES = {
    "day": Sky(("#3a8fd6", "#7cc0ea", "#d3edf5"), (0.86, 0.80, 0.70), (0.42, 0.47, 0.55), (0.34, 0.31, 0.27),
    (0.55, 0.52, 0.46), 0.75),
    "morning": Sky(("#6aa6d8", "#b9d6e6", "#fbe6c8"), (0.86, 0.76, 0.62), (0.42, 0.44, 0.50),
    (0.34, 0.30, 0.27), (0.62, 0.52, 0.40), 0.5),
    "golden": Sky(("#5687bd", "#eec08d", "#ffe2a6"), (1.00, 0.76, 0.48), (0.40, 0.38, 0.42),
    (0.36, 0.28, 0.22), (1.0, 0.68, 0.34), 0.32, "#ffdf9e"),
    "sunset": Sky(("#3a2f6e", "#b84a7e", "#ff8a5c", "#ffcb80"), (0.98, 0.62, 0.42), (0.42, 0.34, 0.44),
    (0.36, 0.26, 0.28), (1.15, 0.58, 0.30), 0.18, "#ffc48a", "#3a2460"),
    "night": Sky(("#070a1e", "#141a46", "#33225c"), (0.50, 0.52, 0.66), (0.25, 0.25, 0.40),
    (0.20, 0.16, 0.30), (0.45, 0.50, 0.85), 0.6, "#d6d8ff", "#141042"),
    "overcast": Sky(("#8fa0ae", "#b4c0c9", "#d8dee1"), (0.52, 0.53, 0.54), (0.56, 0.58, 0.61),
    (0.36, 0.35, 0.34), (0.36, 0.38, 0.40), 0.8, "#f2f4f6"),
}  # fmt: skip


def sunlight(place: Place, softness: float = 0.35) -> Light:
    """The light of an open sky."""
    sky = SKIES[place.time]
    direction = (0.66 * place.side, -0.22 - 0.62 * sky.height, 0.72)
    return Light(direction, sky.key, sky.sky, sky.ground, sky.rim, place.side, _third(sky.sky), softness)


def _third(colour: tuple[float, float, float]) -> tuple[float, float, float]:
    return colour[0] * 0.5, colour[1] * 0.5, colour[2] * 0.5


def gradient(place: Place, colours: Sequence[str | Colour], bottom: float = 1.0) -> Array:
    """A vertical gradient; the last colour is reached at ``bottom`` (share of the height)."""
    stops = np.array([rgb(c) if isinstance(c, str) else c for c in colours], dtype=np.float32) / 255
    t = np.clip(np.linspace(0, 1, place.height, dtype=np.float32) / bottom, 0, 1) * (len(stops) - 1)
    i = np.minimum(t.astype(int), len(stops) - 2)
    f = (t - i)[:, None]
    f = f * f * (3 - 2 * f) * 0.5 + f * 0.5
    column = stops[i] * (1 - f) + stops[i + 1] * f
    return np.ascontiguousarray(np.broadcast_to(column[:, None, :], (place.height, place.width, 3)))


def lay(place: Place, backdrop: Array, canvas: Canvas, softness: float, add: float = 0.0) -> None:
    """Rasterise a layer, blur it by ``softness`` (scene units), and composite it or add it as light."""
    sigma = softness * place.width / WIDE
    shrink = 1 if sigma < 1.4 else 2 if sigma < 5 else 4
    size = max(8, place.width // shrink), max(8, place.height // shrink)
    picture = canvas.raster(*size, soft=sigma / shrink, size=(place.width, place.height))
    if add:
        backdrop += picture[..., :3] * add
    else:
        over(backdrop, picture)


def noise(place: Place, name: str, octaves: int = 4, stretch: float = 1.0, seed: int = 0) -> Array:
    """Value noise of 0 to 1 in the size of the picture."""
    rng = field("noise", name, seed)
    out = np.zeros((place.height, place.width), dtype=np.float32)
    total = 0.0
    for k in range(octaves):
        cells = 3 * 2**k
        grid = rng.random(
            (max(2, int(cells * place.tall / WIDE)) + 1, max(2, int(cells / stretch)) + 1)
        ).astype(np.float32)
        weight = 0.55**k
        out += weight * resize_smooth(grid, (place.width, place.height))
        total += weight
    return out / np.float32(total)


def resize_smooth(grid: Array, size: tuple[int, int]) -> Array:
    """Enlarge a small grid, bicubic."""
    return np.asarray(Image.fromarray(grid).resize(size, Image.Resampling.BICUBIC), dtype=np.float32)


def bokeh(place: Place, backdrop: Array, spots: Sequence[tuple[float, float, float, Colour, float]]) -> None:
    """Add out-of-focus lights (x, y, radius, colour, strength), brightest at their rim."""
    canvas = place.canvas()
    for x, y, radius, colour, strength in spots:
        stops = [
            (0.0, colour, 0.42 * strength),
            (0.72, colour, 0.52 * strength),
            (0.92, mix(colour, (255, 255, 255), 0.25), 0.85 * strength),
            (1.0, colour, 0.0),
        ]
        canvas.ellipse(x, y, radius, radius, canvas.radial(stops))
    lay(place, backdrop, canvas, 1.0, add=1.0)


def palm(
    canvas: Canvas, x: float, y: float, size: float, turn: float, colour: Colour, r: random.Random
) -> None:
    """Draw a drooping palm frond from its root (x, y) at ``turn`` degrees."""
    a = math.radians(turn)
    spine = [
        (x + size * t * math.cos(a), y + size * t * math.sin(a) + size * 0.42 * t * t)
        for t in np.linspace(0, 1, 14)
    ]
    canvas.path(ribbon(spine, (size * 0.022, size * 0.008), 14), colour)
    for k in range(1, 14):
        px, py = spine[k]
        qx, qy = spine[k - 1]
        along = math.atan2(py - qy, px - qx)
        long = size * (0.36 * math.sin(math.pi * (0.12 + 0.80 * k / 13)) + 0.04)
        for side in (-1, 1):
            b = along + side * r.uniform(0.65, 0.95)
            tip = (px + long * math.cos(b), py + long * math.sin(b) + long * 0.30)
            mid = (px + long * 0.5 * math.cos(b), py + long * 0.5 * math.sin(b))
            canvas.path(ribbon([(px, py), mid, tip], (size * 0.012, size * 0.034, 0.5), 6), colour, 0.95)


def plant(
    canvas: Canvas, x: float, y: float, size: float, colour: Colour, r: random.Random, leaves: int = 11
) -> None:
    """Draw a pot plant's broad leaves from the root upwards."""
    for k in range(leaves):
        a = math.radians(-90 + (k - leaves / 2 + 0.5) * 150 / leaves + r.uniform(-8, 8))
        long = size * r.uniform(0.6, 1.0)
        tip = (x + long * math.cos(a), y + long * math.sin(a) + abs(math.cos(a)) * long * 0.25)
        mid = (x + long * 0.5 * math.cos(a) * 0.8, y + long * 0.55 * math.sin(a))
        tone = mix(colour, (255, 255, 220), r.uniform(0, 0.14))
        canvas.path(ribbon([(x, y), mid, tip], (size * 0.03, size * 0.17, size * 0.16, 0.5), 10), tone)
        canvas.path(ribbon([(x, y), mid, tip], (0.8, 1.2, 0.2), 8), mix(tone, (255, 255, 230), 0.3), 0.5)


def ridge(
    place: Place, base: float, height: float, name: str, rough: float = 0.55
) -> list[tuple[float, float]]:
    """A mountain outline: asymmetrical peaks from several noises."""
    rng = field("ridge", name)
    xs = np.linspace(-20, WIDE + 20, 140)
    y = np.zeros_like(xs)
    for k in range(6):
        waves = 1.1 * 1.9**k
        phase = rng.random() * 10
        skew = 0.35 * math.sin(phase)
        t = xs / WIDE * waves + phase
        y += rough**k * (1 - np.abs(((t + skew * np.sin(t * 2.1)) % 2) - 1)) * (0.6 + 0.8 * rng.random())
    y = (y - y.min()) / (y.max() - y.min())
    return [(float(x), float(base - height * v)) for x, v in zip(xs, y, strict=True)]


def filled(points: Sequence[tuple[float, float]], bottom: float) -> str:
    """Path data of the area under an outline."""
    return poly([(points[0][0], bottom), *points, (points[-1][0], bottom)])


Scene = Callable[[Place], Setting]
