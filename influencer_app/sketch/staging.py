"""Decides pose, expression and camera of a shot."""

import math
from dataclasses import dataclass

from influencer_app.sketch import anatomy
from influencer_app.sketch.camera import Camera, Pose
from influencer_app.sketch.hair.styles import top_of, width_of
from influencer_app.sketch.model import Shot
from influencer_app.sketch.prompt import Brief
from influencer_app.sketch.relief import Expression
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.traits import Person

_CHIN = 168.0  # with a little space below
_HEADROOM = 0.055
_LOOKS = {"up": (0.0, -0.55), "down": (0.0, 0.60), "left": (-1.0, 0.0), "right": (1.0, 0.0)}


@dataclass(frozen=True)
class Staging:
    """Decisions made before drawing; ``side`` is +1 for light from the right."""

    pose: Pose
    expression: Expression
    camera: Camera
    side: float


def stage(person: Person, shot: Shot, brief: Brief) -> Staging:
    """Decide pose and framing; each decision has its own random stream."""
    seeds = (person.key, shot.prompt, shot.seed)
    r = stream(*seeds, "pose")
    yaw = r.choice((-1, 1)) * r.uniform(0.10, 0.33)
    if "straight" in brief.extras:
        yaw *= 0.3
    if "profile" in brief.extras:
        yaw = math.copysign(0.42, yaw)
    averted = "profile" in brief.extras or ("straight" not in brief.extras and r.random() < 0.14)
    gaze = (yaw * 0.9, -0.1) if averted else (-yaw * 1.15, 0.0)
    pitch = r.uniform(-0.05, 0.04)
    if brief.gaze in _LOOKS:
        x, y = _LOOKS[brief.gaze]
        yaw = math.copysign(max(0.24, abs(yaw)), x) if x else yaw
        gaze, pitch = (yaw * 0.6 + x * 0.25, y), pitch + 0.24 * y
    pose = Pose(
        yaw=yaw,
        pitch=pitch,
        roll=r.uniform(-0.07, 0.07),
        torso=yaw * r.uniform(0.1, 0.8) + r.uniform(-0.34, 0.34),
        tilt=r.uniform(-0.085, 0.085),
    )
    side = math.copysign(1.0, yaw) * (1.0 if stream(*seeds, "light").random() < 0.68 else -1.0)
    mood = stream(*seeds, "mood")
    smile = mood.uniform(0.30, 0.72) if brief.smile is None else brief.smile + mood.uniform(-0.05, 0.05)
    brows = mood.uniform(-0.2, 0.5)
    lids = 1.0 - 0.06 * max(0.0, smile)
    if brief.brows is not None:
        brows, lids = brief.brows, lids * (1.0 + 0.10 * brief.brows)
    if brief.gaze == "down":
        lids *= 0.78
    if brief.gaze == "shut":
        lids = shut(anatomy.build(person), smile)
    expression = Expression(smile, brows, lids, gaze)
    return Staging(pose, expression, frame(shot, brief, person.hair_style, pose), side)


def shut(face: anatomy.Face, smile: float) -> float:
    """The lid position of closed eyes, as a share of the opening; below the middle, higher in a smile."""
    return -(7.4 - max(0.0, smile) * 2.2) / face.eye_open


def frame(shot: Shot, brief: Brief, hair_style: str, pose: Pose) -> Camera:
    """The camera for the picture's size and framing, scaled down until hair and chin fit."""
    width, height = shot.width, shot.height
    ratio = width / height
    share = 0.445 * math.sqrt(ratio) * {"close": 1.28, "wide": 0.78}.get(brief.framing, 1.0)
    top = top_of(hair_style) + (20.0 if "beanie" in brief.extras else 0.0) + 10
    side = width_of(hair_style) + 26
    scale = min(
        share * height / 326, (1 - 1.6 * _HEADROOM) * height / (top + _CHIN), 0.97 * width / (2 * side),
    )  # fmt: skip
    aim = 0.40 if brief.framing == "close" else 0.355
    y = max(aim * height, (top * scale) + _HEADROOM * height)
    y = min(y, height * (1 - 0.4 * _HEADROOM) - _CHIN * scale)
    shift = 0.5 - math.copysign(0.115 if ratio > 1.25 else 0.012, pose.yaw)
    x = shift * width - math.sin(pose.yaw) * 24 * scale
    x = min(max(x, side * scale + 2), width - side * scale - 2)
    return Camera(width, height, scale, x, y)


def head_box(camera: Camera, hair_style: str) -> tuple[float, float, float, float]:
    """Left, top, right and bottom pixel of head and hair (long ends not counted)."""
    half = (width_of(hair_style) if hair_style not in {"wavy", "curly"} else 140.0) * camera.scale
    return (
        camera.x - half,
        camera.y - top_of(hair_style) * camera.scale,
        camera.x + half,
        camera.y + 160 * camera.scale,
    )
