"""Composites a person into a scene: lit layers, shadows between them, and the final grade."""

from collections.abc import Callable

import numpy as np
from PIL import Image

from influencer_app.sketch import finish, styling
from influencer_app.sketch.canvas import Picture
from influencer_app.sketch.figure import Figure
from influencer_app.sketch.head import HeadView
from influencer_app.sketch.images import Array, over, shifted, soften
from influencer_app.sketch.lighting import Light
from influencer_app.sketch.model import Appearance, Drawing, Shot
from influencer_app.sketch.prompt import read
from influencer_app.sketch.prompt_notes import notes_on
from influencer_app.sketch.scenes import SCENES, Place, weather
from influencer_app.sketch.scenes.base import lay
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.staging import stage
from influencer_app.sketch.traits import resolve

Progress = Callable[[float], None]


def draw(appearance: Appearance, shot: Shot, progress: Progress | None = None) -> Drawing:
    """Draw one picture. See the package's docstring for progress and errors."""
    if not (64 <= shot.width <= 2048 and 64 <= shot.height <= 2048):
        raise ValueError("A picture is 64 to 2048 pixels wide and high.")
    report = progress or _ignore_progress
    report(0.0)
    who, notes = resolve(appearance)
    style, fallback = styling.known(shot.style)
    brief = read(shot.prompt, shot.negative_prompt, who, style)
    style = brief.style or style
    staging = stage(who, shot, brief)
    report(0.02)
    place = Place(
        shot.width, shot.height, brief.time, staging.side,
        stream(appearance.key, shot.prompt, shot.seed, "scene"),
        brief.words, staging.camera.y / shot.height,
    )  # fmt: skip
    setting = SCENES[brief.scene](place)
    if weather.falls(brief.scene, brief.weather):
        weather.fall(place, setting, brief.weather, still=True)
    setting = styling.lit(setting, style, staging.side)
    report(0.25)
    figure = Figure(who, shot, brief, staging, setting.light, style)
    image = setting.backdrop
    layer = person(figure, report)
    styling.inked(layer, style)
    over(image, layer)
    for canvas, softness in setting.front:
        lay(place, image, canvas, softness)
    report(0.93)
    done = finish.finish(image, setting.high, setting.low, seed=shot.seed)
    done = styling.finished(done, style, shot.seed)
    drawing = Drawing(
        Image.fromarray((done * 255 + 0.5).astype(np.uint8)),
        brief.understood,
        notes + fallback + notes_on(brief, who, shot.seed),
    )
    report(1.0)
    return drawing


def _ignore_progress(share: float) -> None:
    """A progress callback that does nothing."""


def person(figure: Figure, report: Progress) -> Picture:
    """Composite all layers of the person, back to front."""
    light, scale = figure.light, figure.camera.scale
    layer = np.zeros((figure.shot.height, figure.shot.width, 4), dtype=np.float32)
    behind = figure.hair(behind=True)
    behind.onto(layer)
    report(0.36)
    over(layer, figure.torso())
    report(0.52)

    def within(share: float) -> None:
        report(0.54 + 0.12 * share)

    seen, face = figure.head(within)
    report(0.70)
    _shadow(layer, _placed(seen, layer.shape), light, 8 * scale, 22 * scale, 32 * scale, (0.50, 0.64, 0.66))
    ears = figure.ears()
    if ears is not None:
        ears.onto(layer)
    left, top, right, bottom = seen.window
    over(layer[top:bottom, left:right], face)
    jewels = figure.jewels()
    if jewels is not None:
        jewels.onto(layer)
    report(0.74)
    hair = figure.hair(behind=False, other=behind)
    report(0.87)
    _shadow(layer, hair.mask(layer.shape), light, 5 * scale, 6 * scale, 9 * scale, (0.36, 0.46, 0.48))
    hair.onto(layer)
    _fall_off(layer, figure)
    glasses = figure.glasses()
    if glasses is not None:
        _shadow(layer, glasses.mask(layer.shape), light, 2 * scale, 4 * scale, 6 * scale, (0.22, 0.28, 0.30))
        glasses.onto(layer)
    return layer


def _fall_off(layer: Picture, figure: Figure) -> None:
    """Darken below the chest to keep attention on the face."""
    camera = figure.camera
    rows = (np.arange(camera.height, dtype=np.float32) - camera.y) / camera.scale
    layer[..., :3] *= (1 - 0.26 * np.clip((rows - 210) / 420, 0, 1) ** 1.2)[:, None, None]


def _placed(seen: HeadView, shape: tuple[int, ...]) -> Array:
    left, top, right, bottom = seen.window
    mask = np.zeros(shape[:2], dtype=np.float32)
    mask[top:bottom, left:right] = seen.cover
    return mask


def _shadow(
    layer: Picture,
    mask: Array,
    light: Light,
    soft: float,
    across: float,
    down: float,
    ink: tuple[float, float, float],
) -> None:
    """Cast a warm shadow of ``mask``, shifted away from the light."""
    shade = shifted(soften(mask, soft), -light.unit[0] * across, down)
    layer[..., :3] *= 1 - shade[..., None] * np.asarray(ink, np.float32)
