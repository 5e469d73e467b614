"""Renders the layers of one person: each is painted flat, then lit."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from influencer_app.sketch import accessories, anatomy, ears, head, lighting, palette, relief, styling
from influencer_app.sketch.body import Body
from influencer_app.sketch.camera import project
from influencer_app.sketch.canvas import Canvas, Picture
from influencer_app.sketch.colour import luminance, rgb
from influencer_app.sketch.curves import Floats, Points, ribbon
from influencer_app.sketch.face import paint as face_paint
from influencer_app.sketch.hair import short, styles
from influencer_app.sketch.hair.locks import Brush
from influencer_app.sketch.images import Array, Layer, blur, over, resize, shifted, soften
from influencer_app.sketch.model import Shot
from influencer_app.sketch.prompt import Brief
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.staging import Staging
from influencer_app.sketch.traits import Person
from influencer_app.sketch.wardrobe import outfits
from influencer_app.sketch.wardrobe.tailor import Fold

_SHEEN = {"satin": 0.7, "leather": 0.9, "plain": 0.10, "knit": 0.03, "denim": 0.08, "rib": 0.05}


@dataclass
class Figure:
    """A staged person; each method returns a lit, premultiplied layer."""

    person: Person
    shot: Shot
    brief: Brief
    staging: Staging
    light: lighting.Light
    style: str = "realistic"

    def __post_init__(self) -> None:
        self.face = styling.drawn(anatomy.build(self.person), self.style)
        self.camera, self.pose = self.staging.camera, self.staging.pose
        self.body = Body(self.face, self.pose)
        self.tones = palette.hair(self.person.hair_color, self.person.age)
        self.makeup = self.face.feminine * stream(self.person.key, "makeup").uniform(0.35, 1.0)
        self.skin = palette.skin(self.person.skin, self.makeup * 0.9)
        darkness = min(1.0, max(0.0, (0.52 - luminance(self.skin.base)) / 0.32))
        held = 0.0 if self.style == "neon" else 0.75
        self.skin_light = lighting.opened(self.light, darkness, held)
        self.part = stream(self.person.key, "part").choice((-26.0, -20.0, 0.0, 22.0, 28.0))

    def _canvas(self) -> Canvas:
        return Canvas(self.camera.box())

    def _raster(self, canvas: Canvas) -> Picture:
        return canvas.raster(self.shot.width, self.shot.height)

    def _window(self, half: float, above: float, below: float) -> tuple[Canvas, tuple[int, int, int, int]]:
        """A canvas for the given range of head units around the eyes, and its pixel box."""
        c = self.camera
        left, right = int(max(0, c.x - half * c.scale)), int(min(c.width, c.x + half * c.scale + 1))
        top, bottom = int(max(0, c.y - above * c.scale)), int(min(c.height, c.y + below * c.scale + 1))
        right, bottom = max(right, left + 4), max(bottom, top + 4)
        box = (
            (left - c.x) / c.scale,
            (top - c.y) / c.scale,
            (right - left) / c.scale,
            (bottom - top) / c.scale,
        )
        return Canvas(box), (left, top, right - left, bottom - top)

    def hair(self, behind: bool, other: Layer | None = None) -> Layer:
        """Hair behind the shoulders, or over the head; no rim light along the layer ``other``."""
        style = self.person.hair_style
        below = 372.0 if style in styles.LONG else 96.0
        canvas, window = self._window(styles.width_of(style) + 74, styles.top_of(style) + 56, below)

        def to_picture(points: Points) -> Floats:
            return project(points, self.pose)

        r = stream(self.person.key, "hair", behind)
        brush = Brush(canvas, self.tones, to_picture, self.staging.side, r)
        (styles.behind if behind else styles.before)(brush, self.face, style, self.part)
        if not behind and "beanie" in self.brief.extras:
            accessories.beanie(canvas, self.person.key, self.face, self.pose)
        level = 1.0 if not behind else 0.97 if style in {"afro", "coils"} else 0.74
        left, top, width, height = window
        picture = canvas.raster(width, height)
        return Layer(self._round(picture, level, left, top, other), left, top)

    def _round(self, picture: Picture, level: float, left: int, top: int, other: Layer | None) -> Picture:
        """Light hair as one large rounded body, with a rim at its edge."""
        camera, light = self.camera, self.light
        height, width = picture.shape[:2]
        ys, xs = np.mgrid[top : top + height : 4, left : left + width : 4].astype(np.float32)
        x = (xs - camera.x) / camera.scale / 140
        y = (ys - camera.y) / camera.scale
        y = np.where(y < -20, (y + 20) / 165, (y + 20) / 700)
        flat = np.clip(x * x + y * y, 0, 0.94)
        normal = np.stack([x, y, np.sqrt(1 - flat)], axis=-1)
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
        one = np.ones((*x.shape, 3), dtype=np.float32)
        lit = lighting.shade(one, normal.astype(np.float32), np.zeros(x.shape, np.float32), light, 0.0, 0.0)
        lit = resize(lit * level * 1.06, (width, height))
        alpha = picture[..., 3:]
        straight = _straight(picture)
        out = lighting.linear(straight) * lit
        whole = picture[..., 3] if other is None else np.maximum(picture[..., 3], other.picture[..., 3])
        soft = soften(whole, 1.6 * camera.scale)
        inside = np.clip(picture[..., 3] * 1.4 - 0.4, 0, 1)
        for tint, side, strength in (
            (light.rim, light.rim_side, 0.22),
            (light.second, -light.rim_side, 0.16),
        ):
            moved = shifted(soft, -side * 4 * camera.scale, 3 * camera.scale)
            out += (
                (np.clip(soft - moved, 0, 1) * inside)[..., None]
                * np.asarray(tint, np.float32)
                * strength
                * level
            )
        return np.concatenate([lighting.expose(out) * alpha, alpha], axis=-1)

    def torso(self) -> Picture:
        """Neck, shoulders, clothes and necklace."""
        camera, body = self.camera, self.body
        bare, clothed = self._canvas(), self._canvas()
        body.paint(bare, self.skin)
        garment, folds = outfits.dress(clothed, body, self.person, self.brief, self.shot.seed)
        adorned = self.face.feminine > 0.5 and stream(self.person.key, "wears necklace").random() < 0.6
        adorned = adorned and "necklace" not in self.brief.without
        if "necklace" in self.brief.extras or (
            adorned and garment.neckline not in {"turtle", "crew"} and garment.outer != "hood"
        ):
            accessories.necklace(bare, self.person.key, body)
        top = int(max(0, min(camera.height - 8, camera.y + 80 * camera.scale)))
        step = 2 if camera.scale > 0.5 else 1
        z = body.surface(camera, top, step, 0.0)
        skin_normal = _normals(z, camera.scale / step)
        draped = body.surface(camera, top, step, 8.0 if garment.outer else 5.0) + self._folds(
            folds, top, step, z.shape
        )
        cloth_normal = _normals(draped, camera.scale / step)
        picture, fabric = self._raster(bare), self._raster(clothed)
        self._light(picture[top:], skin_normal, self.skin_light, 1.0, 0.7)
        self._light(fabric[top:], cloth_normal, self.light, 0.12, _SHEEN[garment.fabric])
        drop = shifted(
            blur(fabric[..., 3], 5 * camera.scale), -self.light.unit[0] * 4 * camera.scale, 6 * camera.scale
        )
        picture[..., :3] *= 1 - (drop * picture[..., 3])[..., None] * np.array([0.35, 0.45, 0.48], np.float32)
        over(picture, fabric)
        return picture

    def _light(self, part: Picture, normal: Array, light: lighting.Light, skin: float, gloss: float) -> None:
        height, width = part.shape[:2]
        full = resize(normal, (width, height))
        alpha = part[..., 3:]
        straight = _straight(part)
        flat = np.zeros((height, width), np.float32)
        lit = lighting.shade(lighting.linear(straight), full, flat, light, skin, gloss)
        part[..., :3] = lighting.expose(lit) * alpha

    def _folds(self, folds: list[Fold], top: int, step: int, shape: tuple[int, ...]) -> Array:
        camera = self.camera
        x, _, w, _ = camera.box()
        canvas = Canvas((x, (top - camera.y) / camera.scale, w, shape[0] * step / camera.scale))
        canvas.rect(-5000, -5000, 10000, 10000, (128, 128, 128))
        for fold in folds:
            tone = 255.0 if fold.depth > 0 else 0.0
            widths = (fold.width * 0.4, fold.width, fold.width * 0.8, 0.3)
            canvas.path(ribbon(fold.line, widths, 16), (tone, tone, tone), min(1.0, abs(fold.depth) / 8))
        grey = canvas.raster(shape[1], shape[0])[..., 0] - np.float32(128 / 255)
        unit = camera.scale / step
        return np.asarray((blur(grey, 3.2 * unit) + 0.6 * blur(grey, 8.0 * unit)) * 26, dtype=np.float32)

    def ears(self) -> Layer | None:
        """Both ears; None under a hijab."""
        if self.person.hair_style in styles.COVERING:
            return None
        canvas, (left, top, width, height) = self._window(172, 60, 110)
        for side in (-1, 1):
            ears.draw(canvas, self.face, self.pose, side, self.skin)
        picture = canvas.raster(width, height)
        alpha = picture[..., 3:]
        out = np.ones((1, width, 3), dtype=np.float32)
        middle = max(0, int(self.camera.x) - left)
        for side, columns in ((-1, slice(0, middle)), (1, slice(middle, None))):
            normal = np.array([[[0.55 * side, 0.0, 0.83]]], np.float32)
            flat = np.zeros((1, 1), np.float32)
            out[:, columns] = (
                lighting.shade(np.ones((1, 1, 3), np.float32), normal, flat, self.skin_light, 1.0, 0.0) * 0.92
            )
        straight = _straight(picture)
        picture[..., :3] = lighting.expose(lighting.linear(straight) * out) * alpha
        return Layer(picture, left, top)

    def head(self, report: Callable[[float], None]) -> tuple[head.HeadView, Picture]:
        """The projected head and its lit face; the layer covers only the head's window."""
        camera, light = self.camera, self.skin_light
        height_field = relief.heights(self.face, self.staging.expression)
        seen = head.project_head(height_field, camera, self.pose)
        report(0.0)
        scale = camera.scale * 1.2
        paints = face_paint.Paints(
            self.skin, self.tones, rgb(palette.EYES[self.person.eyes]),
            (float(light.unit[0]), float(light.unit[1])),
            self.makeup, self._scalp,
        )  # fmt: skip
        texture = face_paint.texture(self.person, self.face, self.staging.expression, paints, scale)
        report(1.0)
        albedo = lighting.linear(head.paint(seen, texture, scale)[..., :3])
        gloss = 0.5 + 0.35 * self.face.feminine
        normal, hollow = styling.moulded(seen.normal, seen.hollow, self.style, camera.scale)
        lit = lighting.shade(albedo, normal, hollow, light, 1.0, gloss * styling.GLOSS.get(self.style, 1.0))
        alpha = seen.cover[..., None]
        return seen, np.concatenate([lighting.expose(lit) * alpha, alpha], axis=-1)

    def _scalp(self, canvas: Canvas) -> None:
        strength = styles.fuzz_of(self.person.hair_style)
        if strength:
            short.fuzz(canvas, self.person.key, self.face, self.tones, self.skin, strength)

    def jewels(self) -> Layer | None:
        """Earrings visible under the hair; None when none are worn."""
        wears = self.face.feminine > 0.5 and stream(self.person.key, "wears earrings").random() < 0.7
        wears = wears and "earrings" not in self.brief.without
        if self.person.hair_style in styles.COVERING or not (wears or "earrings" in self.brief.extras):
            return None
        canvas, (left, top, width, height) = self._window(172, 60, 150)
        accessories.earrings(canvas, self.person.key, self.face, self.pose)
        return Layer(canvas.raster(width, height), left, top)

    def glasses(self) -> Layer | None:
        """Glasses or sunglasses; None when none are worn."""
        dark = "sunglasses" in self.brief.extras
        always = self.face.wears_glasses and "glasses" not in self.brief.without
        if not (dark or always or "glasses" in self.brief.extras):
            return None
        canvas, (left, top, width, height) = self._window(172, 90, 110)
        accessories.glasses(canvas, self.person.key, self.face, self.pose, dark, self.staging.side)
        return Layer(canvas.raster(width, height), left, top)


def _normals(z: Array, per_unit: float) -> Array:
    dy, dx = np.gradient(z)
    dx, dy = dx * per_unit, dy * per_unit
    length = np.sqrt(dx * dx + dy * dy + 1)
    return np.stack([-dx / length, -dy / length, 1 / length], axis=-1).astype(np.float32)


def _straight(picture: Picture) -> Array:
    return np.asarray(picture[..., :3] / np.maximum(picture[..., 3:], 1e-3), dtype=np.float32)
