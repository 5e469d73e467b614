"""Re-renders a person's mouth and eyes for each state of a video."""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from influencer_app.sketch import lighting, palette, relief, styling
from influencer_app.sketch.canvas import Canvas
from influencer_app.sketch.colour import rgb
from influencer_app.sketch.face import beard, brows, eyes, mouth, skin
from influencer_app.sketch.images import Array
from influencer_app.sketch.relief import Expression
from influencer_app.sketch.staging import shut
from influencer_app.sketch.video.plates import Plates

MOUTH, EYES = (-66.0, 62.0, 66.0, 148.0), (-92.0, -66.0, 92.0, 34.0)


@dataclass(frozen=True)
class State:
    """In steps: jaw in sixths, pucker and brows in quarters, blink in thirds, tongue 0 or 1, gaze -1 to 1."""

    jaw: int = 0
    pucker: int = 0
    tongue: int = 0
    blink: int = 0
    brows: int = 0
    gaze: int = 0


class FacePatches:
    """Patches of the graded person, cached by state."""

    def __init__(self, plates: Plates) -> None:
        self.plates = plates
        self.figure = plates.figure
        self.seen, self.base = plates.figure.head(lambda _share: None)
        self.scale = self.figure.camera.scale * 1.2
        self.kept: dict[tuple[object, ...], tuple[Image.Image, tuple[int, int]]] = {}
        self.rest: dict[tuple[float, ...], Array] = {}
        self.last: tuple[State, Image.Image] | None = None
        normal, hollow = styling.moulded(
            self.seen.normal, self.seen.hollow, plates.style, self.figure.camera.scale
        )
        self.normal, self.hollow = normal, hollow

    def onto(self, state: State) -> Image.Image:
        """The whole person in ``state`` (premultiplied "RGBa"; the last one is cached)."""
        if self.last is not None and self.last[0] == state:
            return self.last[1]
        picture = self.plates.who.copy()
        parts = (
            (MOUTH, State(state.jaw, state.pucker, state.tongue)),
            (EYES, State(blink=state.blink, brows=state.brows, gaze=state.gaze)),
        )
        for box, part in parts:
            if part == State():
                continue
            key = (box, part)
            if key not in self.kept:
                self.kept[key] = self._patch(box, part)
            patch, where = self.kept[key]
            picture.paste(patch, where)
        self.last = state, picture.convert("RGBa")
        return self.last[1]

    def _expression(self, state: State) -> Expression:
        held = self.figure.staging.expression
        face = self.figure.face
        lids = held.lids + (shut(face, held.smile) - held.lids) * state.blink / 3
        gaze = (held.gaze[0] + 0.16 * state.gaze, held.gaze[1])
        return replace(
            held, jaw=state.jaw / 6, pucker=state.pucker / 4, tongue=float(state.tongue), lids=lids,
            brows=held.brows + state.brows / 4, gaze=gaze,
        )  # fmt: skip

    def _patch(
        self, box: tuple[float, float, float, float], state: State
    ) -> tuple[Image.Image, tuple[int, int]]:
        seen = self.seen
        left, top, right, bottom = box
        inside = (seen.u > left + 2) & (seen.u < right - 2) & (seen.v > top + 2) & (seen.v < bottom - 2)
        inside &= seen.cover > 0.02
        rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        part = slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)
        if box not in self.rest:
            self.rest[box] = self._lit(box, part, self._expression(State()))
        change = self._lit(box, part, self._expression(state)) - self.rest[box]
        edge = np.minimum.reduce([
            seen.u[part] - left, right - seen.u[part], seen.v[part] - top, bottom - seen.v[part],
        ])  # fmt: skip
        change *= np.clip(edge / 6, 0, 1)[..., None]
        x, y = seen.window[0] + part[1].start, seen.window[1] + part[0].start
        height, width = change.shape[:2]
        frame = slice(y, y + height), slice(x, x + width)
        plates = self.plates
        raw = plates.raw[frame][..., :3] + plates.behind[frame] * (1 - plates.raw[frame][..., 3:])
        moved = raw + change * plates.gain[frame]
        graded = _toned(plates, moved) - _toned(plates, raw)
        old = np.asarray(plates.who)[frame].astype(np.float32)
        old[..., :3] = np.clip(old[..., :3] + graded * 255, 0, 255)
        return Image.fromarray((old + 0.5).astype(np.uint8), "RGBA"), (x, y)

    def _lit(
        self, box: tuple[float, float, float, float], part: tuple[slice, slice], expression: Expression
    ) -> Array:
        """The lit, premultiplied face inside a window."""
        figure, seen, scale = self.figure, self.seen, self.scale
        # on the pixel grid of the whole face, otherwise the patch leaves an edge
        fine_x = max(8, round((relief.RIGHT - relief.LEFT) * scale)) / (relief.RIGHT - relief.LEFT)
        fine_y = max(8, round((relief.BOTTOM - relief.TOP) * scale)) / (relief.BOTTOM - relief.TOP)
        x0, x1 = (round((edge - relief.LEFT) * fine_x) for edge in (box[0], box[2]))
        y0, y1 = (round((edge - relief.TOP) * fine_y) for edge in (box[1], box[3]))
        canvas = Canvas(
            (relief.LEFT + x0 / fine_x, relief.TOP + y0 / fine_y, (x1 - x0) / fine_x, (y1 - y0) / fine_y)
        )
        self._paint(canvas, expression, box is EYES)
        texture = canvas.raster(x1 - x0, y1 - y0)[..., :3]
        u = (seen.u[part] - relief.LEFT) * scale - x0
        v = (seen.v[part] - relief.TOP) * scale - y0
        albedo = lighting.linear(_sampled(texture, u, v))
        gloss = (0.5 + 0.35 * figure.face.feminine) * (0.3 if figure.style == "anime" else 1.0)
        lit = lighting.shade(albedo, self.normal[part], self.hollow[part], figure.skin_light, 1.0, gloss)
        return np.asarray(lighting.expose(lit) * seen.cover[part][..., None], dtype=np.float32)

    def _paint(self, canvas: Canvas, expression: Expression, upper: bool) -> None:
        figure = self.figure
        who, face, tones = figure.person, figure.face, figure.tones
        light = (float(figure.light.unit[0]), float(figure.light.unit[1]))
        skin.draw(canvas, who, face, expression, figure.skin, tones)
        if not upper:
            beard.draw(canvas, who, face, expression, figure.skin, tones)
            mouth.draw(canvas, face, expression, figure.skin, figure.makeup)
            return
        iris = rgb(palette.EYES[who.eyes])
        for side in (-1, 1):
            eyes.draw(canvas, who, face, expression, side, figure.skin, iris, light, figure.makeup)
            brows.draw(canvas, who, face, expression, side, figure.skin, tones)
        skin.nose(canvas, face, figure.skin, light)


def _toned(plates: Plates, image: Array) -> Array:
    """Apply only the per-pixel part of the grade: no bloom, vignette or grain."""
    top = np.asarray(plates.setting.high, np.float32) / 255
    floor = np.asarray(plates.setting.low, np.float32) / 255
    tone = image.mean(axis=2, keepdims=True)
    out = image * (1 + (top / top.max() - 1) * 0.16 * tone) + (floor - floor.mean()) * 0.10 * (1 - tone) ** 2
    out = np.clip(out, 0, 1)
    out = out + 0.14 * (out - 0.5) * (1 - np.abs(2 * out - 1))
    return out if plates.style == "watercolour" else styling.finished(out, plates.style, plates.seed)


def _sampled(texture: Array, x: Array, y: Array) -> Array:
    x = np.clip(x - 0.5, 0, texture.shape[1] - 1.001)
    y = np.clip(y - 0.5, 0, texture.shape[0] - 1.001)
    x0, y0 = x.astype(np.intp), y.astype(np.intp)
    fx, fy = (x - x0)[..., None], (y - y0)[..., None]
    above = texture[y0, x0] * (1 - fx) + texture[y0, x0 + 1] * fx
    below = texture[y0 + 1, x0] * (1 - fx) + texture[y0 + 1, x0 + 1] * fx
    return np.asarray(above * (1 - fy) + below * fy, dtype=np.float32)
