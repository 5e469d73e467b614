"""Applies styles to the light, the face and the finished picture."""

from dataclasses import replace

import numpy as np

from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.images import Array, blur, resize, shifted
from influencer_app.sketch.lighting import Light, Rgb
from influencer_app.sketch.scenes.base import Setting
from influencer_app.sketch.seeds import field

STYLES: tuple[str, ...] = ("realistic", "editorial", "anime", "toon", "watercolour", "neon")
_ALIASES = {
    "photo": "realistic", "photorealistic": "realistic", "natural": "realistic", "cinematic": "realistic",
    "black and white": "editorial", "monochrome": "editorial", "fashion": "editorial", "manga": "anime",
    "cartoon": "toon", "3d": "toon", "3d toon": "toon", "3d render": "toon", "pixar": "toon",
    "animation": "toon",
    "clay": "toon",
    "watercolor": "watercolour", "painting": "watercolour", "cyberpunk": "neon", "synthwave": "neon",
}  # fmt: skip


GLOSS = {"anime": 0.3, "toon": 1.9}
"""Skin gloss factor per style."""


def known(style: str) -> tuple[str, tuple[str, ...]]:
    """The style for a word, with a note when it falls back."""
    word = style.strip().lower()
    found = word if word in STYLES else _ALIASES.get(word, "")
    if found or not word:
        return found or "realistic", ()
    return "realistic", (f"The style “{style.strip()[:40]}” is not known; realistic is drawn.",)


def drawn(face: Face, style: str) -> Face:
    """A copy of the face, adapted to a style."""
    if style == "toon":
        return replace(
            face, eye_w=face.eye_w * 1.13, eye_open=face.eye_open * 1.38, iris=0.53,
            nose_w=face.nose_w * 0.88,
            nose_bridge=face.nose_bridge * 0.86, nose_tip=face.nose_tip * 1.06, mouth_w=face.mouth_w * 0.96,
            chin=face.chin * 0.92, jowl=face.jowl * 0.97, brow_thick=face.brow_thick * 1.28,
            brow_y=face.brow_y - 4, fullness=face.fullness + 2.5, cheekbones=face.cheekbones + 1.0,
            socket=face.socket * 0.8,
        )  # fmt: skip
    if style != "anime":
        return face
    return replace(
        face, eye_w=face.eye_w * 1.16, eye_open=face.eye_open * 1.62, iris=0.56, nose_w=face.nose_w * 0.80,
        nose_wing=face.nose_wing * 0.6, nose_tip=face.nose_tip * 0.75, mouth_w=face.mouth_w * 0.86,
        lip_upper=face.lip_upper * 0.62,
        lip_lower=face.lip_lower * 0.66, chin=face.chin * 0.86, jowl=face.jowl * 0.93,
        cheekbones=face.cheekbones * 0.5,
        brow_y=face.brow_y - 5, socket=face.socket * 0.6,
    )  # fmt: skip


def lit(setting: Setting, style: str, side: float) -> Setting:
    """The setting with the style's lighting."""
    light = setting.light
    if style == "anime":
        setting.light = replace(light, crisp=1.0)
    elif style == "toon":
        setting.light = replace(
            light, key=_up(light.key, 1.10), sky=_up(light.sky, 1.14), ground=_up(light.ground, 1.25),
            rim=_up(light.rim, 1.35), second=_up(light.second, 1.35), softness=min(1.0,
            light.softness + 0.35),
        )  # fmt: skip
        setting.backdrop = blur(setting.backdrop, setting.backdrop.shape[1] * 0.006)
    elif style == "editorial":
        direction = (1.0 * side, -0.42, 0.52)
        key = (1.12, 1.12, 1.12)
        setting.light = Light(
            direction, key, (0.24, 0.24, 0.24), (0.14, 0.14, 0.14), (0.7, 0.7, 0.7), -side, softness=0.15
        )
    elif style == "neon":
        setting.light = Light(
            (0.85 * side, -0.25, 0.55), (1.20, 0.48, 0.92), (0.24, 0.22, 0.56), (0.12, 0.16, 0.46),
            (0.10, 1.05, 1.25), -side,
            (1.3, 0.25, 0.9), 0.30,
        )  # fmt: skip
        setting.backdrop = _duotone(setting.backdrop)
        setting.front = []
        setting.high, setting.low = (255, 214, 244), (30, 16, 92)
    return setting


def _up(colour: Rgb, factor: float) -> Rgb:
    return colour[0] * factor, colour[1] * factor, colour[2] * factor


def _duotone(image: Array) -> Array:
    tone = image @ np.array([0.3, 0.55, 0.15], np.float32)
    tone = np.clip((tone - 0.06) * 1.02, 0, 1) ** 1.25
    at = np.array([0.0, 0.3, 0.62, 1.0])
    ramp = np.array([[0.03, 0.02, 0.12], [0.20, 0.07, 0.42], [0.82, 0.16, 0.58], [0.62, 0.92, 1.0]])
    colours = np.stack([np.interp(tone, at, ramp[:, k]) for k in range(3)], axis=-1)
    return np.asarray(0.78 * colours + 0.22 * image * [0.8, 0.6, 1.0], dtype=np.float32)


def moulded(normal: Array, hollow: Array, style: str, unit: float) -> tuple[Array, Array]:
    """The face's normals and hollows, adapted to a style; ``unit`` is pixels per head unit."""
    if style not in {"anime", "toon"}:
        return normal, hollow
    calm = blur(normal, (7.0 if style == "anime" else 3.2) * unit)
    calm /= np.maximum(np.linalg.norm(calm, axis=-1, keepdims=True), 1e-4)
    return calm, hollow * np.float32(0.35 if style == "anime" else 0.6)


def inked(layer: Array, style: str) -> None:
    """Draw the style's outlines around and inside the figure (premultiplied, in place)."""
    if style != "anime":
        return
    width = layer.shape[1]
    reach = max(0.7, width / 1100)
    soft = blur(layer, reach)
    edge = np.zeros(layer.shape[:2], dtype=np.float32)
    for dx, dy in ((1, 0), (0, 1)):
        step = np.abs(shifted(soft, dx, dy) - shifted(soft, -dx, -dy))
        edge = np.maximum(edge, step[..., :3].max(axis=-1) * 0.9 + step[..., 3] * 0.8)
    line = np.clip((edge * reach - 0.10) * 5.0, 0, 1) * 0.72
    ink = np.array([0.16, 0.07, 0.12], np.float32)
    alpha = layer[..., 3:]
    layer[..., :3] = layer[..., :3] * (1 - line[..., None]) + ink * alpha * line[..., None]


def finished(image: Array, style: str, seed: int) -> Array:
    """Apply a style to the graded picture (h × w × 3 sRGB)."""
    if style == "editorial":
        return _editorial(image)
    if style in {"anime", "toon"}:
        grey = image.mean(axis=2, keepdims=True)
        vivid = grey + (image - grey) * (1.22 if style == "anime" else 1.16)
        return np.asarray(np.clip(vivid * 1.03 + 0.015, 0, 1), dtype=np.float32)
    if style == "watercolour":
        return _watercolour(image, seed)
    return image


def _editorial(image: Array) -> Array:
    tone = image @ np.array([0.34, 0.52, 0.14], np.float32)
    tone = np.clip((tone - 0.035) * 1.12, 0, 1)
    tone = tone + 0.30 * (tone - 0.46) * (1 - np.abs(2 * tone - 1))
    paper = np.array([1.0, 0.985, 0.96], np.float32)
    ink = np.array([0.035, 0.033, 0.04], np.float32)
    tone = np.clip(tone, 0, 1)[..., None]
    return np.asarray(ink + (paper - ink) * tone, dtype=np.float32)


def _watercolour(image: Array, seed: int) -> Array:
    height, width = image.shape[:2]
    unit = width / 1000
    rng = field("paper", seed)

    def cloud(cells: int) -> Array:
        grid = rng.random((max(2, cells * height // width), cells), dtype=np.float32)
        return resize(grid, (width, height))

    flow = 0.7 * _kuwahara(image, max(1, round(3.6 * unit))) + 0.3 * image
    wobble = 2.4 * unit
    ys, xs = np.mgrid[0:height, 0:width]
    fine = cloud(90)
    dx = np.rint((cloud(40) - 0.5) * 2 * wobble + (fine - 0.5) * wobble).astype(int)
    dy = np.rint((cloud(40) - 0.5) * 2 * wobble + (fine - 0.5) * wobble).astype(int)
    flow = flow[np.clip(ys + dy, 0, height - 1), np.clip(xs + dx, 0, width - 1)]
    soft = blur(flow, 2.2 * unit)
    pooled = np.clip((soft - flow).mean(axis=2) * 2.6, -0.05, 0.16)
    ink = 1 - flow
    wash = 0.80 + 0.34 * cloud(14) + 0.16 * (fine - 0.5)
    out = 1 - ink * wash[..., None] * 0.92 - pooled[..., None] * 0.55
    grain = rng.standard_normal((height, width), dtype=np.float32)
    tooth = blur(grain, max(0.6, 0.9 * unit)) * 0.05
    out *= 1 + tooth[..., None] * (0.4 + 0.6 * ink)
    x = np.abs(np.linspace(-1, 1, width, dtype=np.float32))[None, :]
    y = np.abs(np.linspace(-1, 1, height, dtype=np.float32))[:, None]
    ragged = 0.10 * (cloud(9) - 0.5) + 0.05 * (cloud(34) - 0.5) + 0.02 * (fine - 0.5)
    near = np.maximum(x, y * 1.0) + ragged
    rim = np.clip((0.955 - near) * 30, 0, 1)
    dark = np.exp(-(((near - 0.935) / 0.012) ** 2)) * 0.12 * rim
    paper = np.array([0.972, 0.957, 0.925], np.float32) * (1 + tooth[..., None] * 0.5)
    out = out * (1 - dark[..., None])
    return np.asarray(
        np.clip(paper * (1 - rim[..., None]) + out * paper * rim[..., None] * 1.02, 0, 1), dtype=np.float32
    )


def _kuwahara(image: Array, radius: int) -> Array:
    """Kuwahara filter: each pixel takes the mean of its least varying neighbouring square."""
    height, width = image.shape[:2]
    pad = np.pad(image, ((radius, radius), (radius, radius), (0, 0)), mode="edge").astype(np.float64)
    grey = pad.mean(axis=2)
    stack = np.concatenate([pad, (grey * grey)[..., None]], axis=2)
    total = np.zeros((stack.shape[0] + 1, stack.shape[1] + 1, 4))
    total[1:, 1:] = stack.cumsum(axis=0).cumsum(axis=1)
    side = radius + 1
    area = side * side
    sums = (total[side:, side:] - total[:-side, side:] - total[side:, :-side] + total[:-side, :-side]) / area
    best = np.full((height, width), np.inf)
    out = np.zeros_like(image)
    for top in (0, radius):
        for left in (0, radius):
            part = sums[top : top + height, left : left + width]
            spread = part[..., 3] - part[..., :3].mean(axis=2) ** 2
            calmer = spread < best
            best = np.where(calmer, spread, best)
            out[calmer] = part[..., :3][calmer]
    return out
