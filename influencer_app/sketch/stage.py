"""Puts a person into a place: poses, frames, lights and composes the layers of one picture."""

import math
from collections.abc import Callable

import numpy as np
from PIL import Image

from influencer_app.sketch import anatomy, body as torso, ears, finish, head, lighting, palette, relief
from influencer_app.sketch.camera import Camera, Pose, project
from influencer_app.sketch.canvas import Canvas, Picture
from influencer_app.sketch.colour import mix, rgb
from influencer_app.sketch.curves import Floats, Points, ribbon
from influencer_app.sketch.face import paint as face_paint
from influencer_app.sketch.hair import loose, short
from influencer_app.sketch.hair.locks import Brush
from influencer_app.sketch.images import Array, blur, over, resize, shifted
from influencer_app.sketch.model import Drawing, Look, Shot
from influencer_app.sketch.prompt import Brief, read
from influencer_app.sketch.scenes import SCENES, Place, Setting
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import Person, settle
from influencer_app.sketch.wardrobe import cloth

Progress = Callable[[float], None]
SHORT = frozenset({"short", "side part", "quiff", "slicked back", "curtains", "crew cut", "buzz cut", "pixie", "curly top"})
LOOSE = frozenset({"long", "wavy", "curly", "bob", "fringe"})


def draw(look: Look, shot: Shot, progress: Progress | None = None) -> Drawing:
    """Draw one picture; see the package's docstring."""
    if not (64 <= shot.width <= 2048 and 64 <= shot.height <= 2048):
        raise ValueError("A picture is 64 to 2048 pixels wide and high.")
    report = progress or (lambda share: None)
    report(0.0)
    person, notes = settle(look)
    brief = read(shot.prompt, shot.negative_prompt)
    image = _Stage(person, shot, brief, report).render()
    report(1.0)
    return Drawing(image, brief.understood, notes + brief.notes)


class _Stage:
    def __init__(self, person: Person, shot: Shot, brief: Brief, report: Progress) -> None:
        self.person, self.shot, self.brief, self.report = person, shot, brief, report
        self.face = anatomy.build(person)
        self.expression, self.pose, self.side = _hold(person, shot, brief)
        self.camera = _frame(shot, brief, self.pose)
        self.hair = palette.hair(person.hair_color)
        self.makeup = self.face.feminine * stream(person.key, "makeup").uniform(0.35, 1.0)
        self.skin = palette.skin(person.skin, self.makeup * 0.9)

    def render(self) -> Image.Image:
        setting = self._place()
        self.report(0.25)
        image = setting.backdrop
        light = setting.light
        hair_back = self._hair_back(light)
        self.report(0.35)
        body, is_skin = self._body(light)
        self.report(0.5)
        seen, face = self._head(light)
        self.report(0.7)
        hair_front = self._hair_front(light)
        self.report(0.85)
        ears_layer = self._ears(light)
        figure = np.zeros((*image.shape[:2], 4), dtype=np.float32)
        over(figure, hair_back)
        over(figure, body)
        self._cast(figure, seen, light)
        over(figure, ears_layer)
        self._over_window(figure, face, seen)
        self._cast_hair(figure, hair_front, light)
        over(figure, hair_front)
        over(image, figure)
        self.report(0.92)
        done = finish.finish(image, setting.high, setting.low, seed=self.shot.seed)
        return Image.fromarray((done * 255 + 0.5).astype(np.uint8))

    def _place(self) -> Setting:
        shot = self.shot
        place = Place(
            shot.width, shot.height, self.brief.time, self.side,
            stream(self.person.key, shot.prompt, shot.seed, "scene"), self.brief.words, self.camera.y / shot.height,
        )  # fmt: skip
        return SCENES[self.brief.scene](place)

    def _brush(self, canvas: Canvas, name: str) -> Brush:
        def to_picture(points: Points) -> Floats:
            return project(points, self.pose)

        return Brush(canvas, self.hair, to_picture, self.side, stream(self.person.key, name))

    def _canvas(self) -> Canvas:
        return Canvas(self.camera.box())

    def _raster(self, canvas: Canvas) -> Picture:
        return canvas.raster(self.shot.width, self.shot.height)

    def _hair_back(self, light: lighting.Light) -> Picture:
        canvas = self._canvas()
        brush = self._brush(canvas, "hair back")
        if self.person.hair_style in {"long", "wavy", "curly", "bob", "fringe"}:
            loose.back(brush, self.face, self.person.hair_style)
        return self._shade_hair(self._raster(canvas), light, 0.72)

    def _hair_front(self, light: lighting.Light) -> Picture:
        canvas = self._canvas()
        brush = self._brush(canvas, "hair front")
        part = stream(self.person.key, "part").choice((-26.0, -20.0, 0.0, 22.0, 28.0))
        if self.person.hair_style in {"long", "wavy", "curly", "bob", "fringe"}:
            loose.front(brush, self.face, self.person.hair_style, part)
        else:
            short.top(brush, self.face, self.person.hair_style if self.person.hair_style in SHORT - {"buzz cut", "curly top"} else "short", part or 20.0)
        return self._shade_hair(self._raster(canvas), light, 1.0)

    def _shade_hair(self, picture: Picture, light: lighting.Light, level: float) -> Picture:
        camera = self.camera
        ys, xs = np.mgrid[0 : camera.height : 4, 0 : camera.width : 4].astype(np.float32)
        x = (xs - camera.x) / camera.scale / 135
        y = (ys - camera.y) / camera.scale
        y = np.where(y < -20, (y + 20) / 150, (y + 20) / 600)
        flat = np.clip(x * x + y * y, 0, 0.96)
        normal = np.stack([x, y, np.sqrt(1 - flat)], axis=-1)
        normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
        one = np.ones((*x.shape, 3), dtype=np.float32)
        lit = lighting.shade(one, normal.astype(np.float32), np.zeros(x.shape, np.float32), light, 0.0, 0.0)
        lit = resize(lit, (camera.width, camera.height)) * level
        alpha = picture[..., 3:]
        straight = picture[..., :3] / np.maximum(alpha, 1e-3)
        out = lighting.srgb(np.clip(lighting.linear(straight) * lit, 0, 1))
        edge = np.clip(blur(picture[..., 3], 2.2 * camera.scale) * 1.0, 0, 1)
        moved = shifted(edge, -light.rim_side * 5 * camera.scale, 4 * camera.scale)
        glow = np.clip(edge - moved, 0, 1) * np.clip(picture[..., 3] * 1.4 - 0.4, 0, 1)
        out += glow[..., None] * np.asarray(light.rim, np.float32) * 0.55
        return np.concatenate([np.clip(out, 0, 1) * alpha, alpha], axis=-1)

    def _body(self, light: lighting.Light) -> tuple[Picture, Array]:
        camera, body = self.camera, torso.Body(self.face, self.pose)
        skin_canvas, cloth_canvas = self._canvas(), self._canvas()
        body.paint(skin_canvas, self.skin)
        tailor = cloth.Tailor(cloth_canvas, body, stream(self.person.key, self.shot.prompt, self.shot.seed, "folds"))
        r = stream(self.person.key, self.shot.prompt, self.shot.seed, "outfit")
        colour = rgb(r.choice(("#3f6f6b", "#b4553f", "#e4ddd0", "#2f4059", "#c79a3f", "#7a4c63")))
        cloth.top(tailor, cloth.Garment("tee", r.choice(("crew", "vee", "scoop"))), colour)
        top = int(max(0, min(camera.height - 8, camera.y + 80 * camera.scale)))
        step = 2
        z = body.surface(camera, top, step, 0.0)
        normal_skin = _normals(z, camera.scale / step)
        z2 = body.surface(camera, top, step, 5.0) + self._folds(tailor, top, step, z.shape)
        normal_cloth = _normals(z2, camera.scale / step)
        size = (camera.width, camera.height - top)
        picture = self._raster(skin_canvas)
        fabric = self._raster(cloth_canvas)
        for layer, normal, skinny, gloss in ((picture, normal_skin, 1.0, 0.7), (fabric, normal_cloth, 0.15, 0.12)):
            part = layer[top:]
            full = resize(normal, size)
            alpha = part[..., 3:]
            straight = part[..., :3] / np.maximum(alpha, 1e-3)
            lit = lighting.shade(lighting.linear(straight), full, np.zeros(full.shape[:2], np.float32), light, skinny, gloss)
            part[..., :3] = lighting.srgb(np.clip(lit, 0, 1)) * alpha
        drop = blur(fabric[..., 3], 5 * camera.scale)
        drop = shifted(drop, -light.unit[0] * 4 * camera.scale, 6 * camera.scale) * picture[..., 3]
        picture[..., :3] *= 1 - drop[..., None] * np.array([0.35, 0.45, 0.48], np.float32)
        is_skin = picture[..., 3] * (1 - fabric[..., 3])
        over(picture, fabric)
        return picture, is_skin

    def _ears(self, light: lighting.Light) -> Picture:
        canvas = self._canvas()
        for side in (-1, 1):
            ears.draw(canvas, self.face, self.pose, side, self.skin)
        picture = self._raster(canvas)
        alpha = picture[..., 3:]
        middle = self.camera.x
        out = np.ones((1, self.shot.width, 3), dtype=np.float32)
        for side in (-1, 1):
            normal = np.array([[[0.55 * side, 0.0, 0.83]]], np.float32)
            lit = lighting.shade(np.ones((1, 1, 3), np.float32), normal, np.zeros((1, 1), np.float32), light, 1.0, 0.0)
            columns = slice(0, int(middle)) if side < 0 else slice(int(middle), None)
            out[:, columns] = lit * 0.92
        straight = picture[..., :3] / np.maximum(alpha, 1e-3)
        picture[..., :3] = lighting.srgb(np.clip(lighting.linear(straight) * out, 0, 1)) * alpha
        return picture

    def _scalp(self, canvas: Canvas) -> None:
        style = self.person.hair_style
        strength = {"bald": 0.0, "buzz cut": 1.0, "crew cut": 0.95}.get(style, 0.85 if style in SHORT else 0.45)
        if strength:
            short.fuzz(canvas, self.person.key, self.face, self.hair, self.skin, strength)

    def _folds(self, tailor: cloth.Tailor, top: int, step: int, shape: tuple[int, ...]) -> Array:
        camera = self.camera
        x, _, w, _ = camera.box()
        canvas = Canvas((x, (top - camera.y) / camera.scale, w, shape[0] * step / camera.scale))
        canvas.rect(-5000, -5000, 10000, 10000, (128, 128, 128))
        for fold in tailor.folds:
            tone = 255.0 if fold.depth > 0 else 0.0
            strength = min(1.0, abs(fold.depth) / 8)
            canvas.path(ribbon(fold.line, (fold.width * 0.4, fold.width, fold.width * 0.8, 0.3), 16), (tone, tone, tone), strength)
        grey = canvas.raster(shape[1], shape[0])[..., 0] - 0.502
        soft = blur(grey, 3.2 * camera.scale / step) + 0.6 * blur(grey, 8.0 * camera.scale / step)
        return soft * 26

    def _head(self, light: lighting.Light) -> tuple[head.Seen, Picture]:
        camera = self.camera
        z = relief.heights(self.face, self.expression)
        seen = head.see(z, camera, self.pose)
        self.report(0.58)
        scale = camera.scale * 1.2
        paints = face_paint.Paints(
            self.skin, self.hair, rgb(palette.EYES[self.person.eyes]), (float(light.unit[0]), float(light.unit[1])), self.makeup, self._scalp
        )
        texture = face_paint.texture(self.person, self.face, self.expression, paints, scale)
        self.report(0.66)
        albedo = lighting.linear(head.paint(seen, texture, scale)[..., :3])
        lit = lighting.shade(albedo, seen.normal, seen.hollow, light, 1.0, 0.5 + 0.35 * self.face.feminine)
        out = lighting.srgb(np.clip(lit, 0, 1))
        alpha = seen.cover[..., None]
        return seen, np.concatenate([out * alpha, alpha], axis=-1)

    def _over_window(self, figure: Picture, part: Picture, seen: head.Seen) -> None:
        left, top, right, bottom = seen.window
        region = figure[top:bottom, left:right]
        over(region, part)

    def _cast(self, figure: Picture, seen: head.Seen, light: lighting.Light) -> None:
        left, top, right, bottom = seen.window
        scale = self.camera.scale
        mask = np.zeros(figure.shape[:2], dtype=np.float32)
        mask[top:bottom, left:right] = seen.cover
        shadow = shifted(blur(mask, 9 * scale), -light.unit[0] * 22 * scale, 34 * scale)
        figure[..., :3] *= 1 - shadow[..., None] * np.array([0.52, 0.66, 0.68], np.float32)

    def _cast_hair(self, figure: Picture, hair: Picture, light: lighting.Light) -> None:
        scale = self.camera.scale
        shadow = shifted(blur(hair[..., 3], 5 * scale), -light.unit[0] * 6 * scale, 9 * scale)
        figure[..., :3] *= 1 - shadow[..., None] * np.array([0.36, 0.46, 0.48], np.float32)


def _normals(z: Array, per_unit: float) -> Array:
    dy, dx = np.gradient(z)
    dx, dy = dx * per_unit, dy * per_unit
    length = np.sqrt(dx * dx + dy * dy + 1)
    return np.stack([-dx / length, -dy / length, 1 / length], axis=-1).astype(np.float32)


def _hold(person: Person, shot: Shot, brief: Brief) -> tuple[relief.Expression, Pose, float]:
    r = stream(person.key, shot.prompt, shot.seed, "pose")
    side = 1.0 if r.random() < 0.5 else -1.0
    yaw = r.choice((-1, 1)) * r.uniform(0.10, 0.34)
    smile = brief.smile if brief.smile is not None else r.uniform(0.25, 0.6)
    gaze = (-yaw * 1.1, 0.0)
    pose = Pose(yaw, r.uniform(-0.03, 0.05), r.uniform(-0.06, 0.06), yaw * r.uniform(0.4, 1.3), r.uniform(-0.05, 0.05))
    return relief.Expression(smile, r.uniform(-0.2, 0.4), 1.0, gaze), pose, side


def _frame(shot: Shot, brief: Brief, pose: Pose) -> Camera:
    top = 190.0
    share = 0.55 if brief.framing == "close" else 0.42
    if shot.width > shot.height * 1.2:
        share += 0.08
    scale = min(share * shot.height / (top + 150), 0.62 * shot.width / 300)
    head_top = 0.085 * shot.height
    y = head_top + top * scale
    return Camera(shot.width, shot.height, scale, shot.width * 0.5 - math.sin(pose.yaw) * 20 * scale, y)



