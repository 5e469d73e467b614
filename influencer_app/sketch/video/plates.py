"""Draws and grades the layers of a shot once: background, person and foreground."""

from dataclasses import dataclass, field, replace

import numpy as np
from PIL import Image

from influencer_app.sketch import finish, head, styling
from influencer_app.sketch.canvas import Picture
from influencer_app.sketch.compositing import person
from influencer_app.sketch.figure import Figure
from influencer_app.sketch.images import Array, Layer
from influencer_app.sketch.model import Appearance, Shot
from influencer_app.sketch.prompt import read
from influencer_app.sketch.prompt_notes import notes_on
from influencer_app.sketch.scenes import SCENES, Place, weather
from influencer_app.sketch.scenes.base import Setting, lay
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.staging import stage
from influencer_app.sketch.traits import resolve
from influencer_app.sketch.video.model import Progress

ROOM = 1.07  # plates are this much larger than the frame, for camera moves
_MOST = 864 * 1072


@dataclass
class CachedFigure(Figure):
    """A figure that caches its layers and whose face can be replaced."""

    face_picture: Picture | None = None
    kept_hair: dict[bool, Layer] = field(default_factory=dict)
    kept_torso: Picture | None = None
    cached_head: tuple[head.HeadView, Picture] | None = None

    def hair(self, behind: bool, other: Layer | None = None) -> Layer:
        """Cached after the first call."""
        if behind not in self.kept_hair:
            self.kept_hair[behind] = super().hair(behind, other)
        return self.kept_hair[behind]

    def torso(self) -> Picture:
        """Cached after the first call."""
        if self.kept_torso is None:
            self.kept_torso = super().torso()
        return self.kept_torso

    def head(self, report: Progress) -> tuple[head.HeadView, Picture]:
        """Cached after the first call, unless the face was replaced."""
        if self.cached_head is None:
            self.cached_head = super().head(report)
        seen, picture = self.cached_head
        return seen, picture if self.face_picture is None else self.face_picture


@dataclass
class Plates:
    """Graded layers of equal size; ``gain`` is how strongly the face shows through each pixel."""

    figure: CachedFigure
    scene: str
    words: frozenset[str]
    setting: Setting
    place: Image.Image  # RGB
    who: Image.Image  # RGBA, straight
    front: Image.Image | None  # RGBa, premultiplied
    raw: Array  # the person before the grade, premultiplied
    gain: Array  # h × w × 3
    style: str
    seed: int
    notes: tuple[str, ...]

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the plates."""
        return self.place.size

    def graded(self, image: Array) -> Array:
        """Grade and style a whole frame, without grain, which would flicker."""
        done = finish.finish(image.copy(), self.setting.high, self.setting.low, grain=0.0)
        return done if self.style == "watercolour" else styling.finished(done, self.style, self.seed)

    def cut(self, layer: Picture) -> Image.Image:
        """Grade a premultiplied layer; returns straight RGBA."""
        alpha = layer[..., 3:]
        behind = self.behind * (1 - alpha)
        graded = self.graded(layer[..., :3] + behind)
        place = np.asarray(self.place, np.float32) / 255
        straight = np.clip((graded - place * (1 - alpha)) / np.maximum(alpha, 0.02), 0, 1)
        both = np.concatenate([straight, alpha], axis=-1)
        return Image.fromarray((both * 255 + 0.5).astype(np.uint8), "RGBA")

    behind: Array = field(default_factory=lambda: np.zeros((1, 1, 3), np.float32))


def video_size(width: int, height: int) -> tuple[int, int]:
    """An even size of the same shape, at most 864 × 1072 in area; ``ValueError`` outside 64 to 2048."""
    if not (64 <= width <= 2048 and 64 <= height <= 2048):
        raise ValueError("A video is 64 to 2048 pixels wide and high.")
    share = min(1.0, (_MOST / (width * height)) ** 0.5)
    return max(64, round(width * share / 2) * 2), max(64, round(height * share / 2) * 2)


def prepare(appearance: Appearance, shot: Shot, report: Progress, smile: float | None = None) -> Plates:
    """Draw all layers of ``shot``, scaled by ``ROOM``; ``smile`` caps the smile (for speech)."""
    size = video_size(shot.width, shot.height)
    shot = replace(shot, width=round(size[0] * ROOM), height=round(size[1] * ROOM))
    who, notes = resolve(appearance)
    style, fallback = styling.known(shot.style)
    brief = read(shot.prompt, shot.negative_prompt, who, style)
    style = brief.style or style
    staging = stage(who, shot, brief)
    if smile is not None:
        pose = replace(staging.pose, yaw=staging.pose.yaw * 0.6)
        held = staging.expression
        straight = replace(held, smile=min(held.smile, smile), gaze=(-pose.yaw * 1.15, held.gaze[1]))
        staging = replace(staging, pose=pose, expression=straight)
    place = Place(
        shot.width, shot.height, brief.time, staging.side,
        stream(appearance.key, shot.prompt, shot.seed, "scene"),
        brief.words, staging.camera.y / shot.height,
    )  # fmt: skip
    setting = SCENES[brief.scene](place)
    if weather.falls(brief.scene, brief.weather):
        weather.fall(place, setting, brief.weather, still=False)
    setting = styling.lit(setting, style, staging.side)
    report(0.3)
    figure = CachedFigure(who, shot, brief, staging, setting.light, style)
    layer = person(figure, lambda share: report(0.3 + 0.5 * share))
    gain = _gain(figure)
    styling.inked(layer, style)
    empty = Image.new("RGB", (shot.width, shot.height))
    plates = Plates(
        figure, brief.scene, brief.words, setting, empty, empty, None, layer, gain, style, shot.seed,
        notes + fallback + notes_on(brief, who, shot.seed), setting.backdrop,
    )  # fmt: skip
    plates.place = Image.fromarray((plates.graded(setting.backdrop) * 255 + 0.5).astype(np.uint8))
    plates.who = plates.cut(layer)
    report(0.92)
    if setting.front:
        plates.front = plates.cut(_front(place, setting)).convert("RGBa")
    report(1.0)
    return plates


def _front(place: Place, setting: Setting) -> Picture:
    """The foreground as one premultiplied layer."""
    black = np.zeros((place.height, place.width, 3), np.float32)
    white = np.ones((place.height, place.width, 3), np.float32)
    for canvas, softness in setting.front:
        lay(place, black, canvas, softness)
        lay(place, white, canvas, softness)
    alpha = 1 - (white - black).mean(axis=2, keepdims=True)
    return np.concatenate([black, np.clip(alpha, 0, 1)], axis=-1).astype(np.float32)


def _gain(figure: CachedFigure) -> Array:
    """The factor from the lit face to the picture; includes shadows on it and hair over it."""
    _, picture = figure.head(lambda _share: None)
    alpha = picture[..., 3:]
    found = []
    for tone in (1.0, 0.0):
        figure.face_picture = np.concatenate([np.repeat(alpha * tone, 3, axis=2), alpha], axis=-1)
        found.append(person(figure, lambda _share: None)[..., :3])
    figure.face_picture = None
    return np.asarray(found[0] - found[1], dtype=np.float32)
