"""Renders looping clips of a person in a scene, and camera moves over foreign pictures."""

import math
from collections.abc import Iterator

import numpy as np
from PIL import Image, ImageEnhance

from influencer_app.sketch.model import Appearance, Shot
from influencer_app.sketch.seeds import stream
from influencer_app.sketch.video.ambience import Ambience
from influencer_app.sketch.video.encode import encode
from influencer_app.sketch.video.face import FacePatches, State
from influencer_app.sketch.video.model import Progress, Video, ignore_progress
from influencer_app.sketch.video.plates import ROOM, Plates, prepare, video_size
from influencer_app.sketch.video.warp import Grid, Move, coverage, pose_grid

_SHUT = (1, 3, 3, 2, 1)  # lid closure in thirds, one entry per frame at 24 fps
CAMERA_ONLY = "Only the camera and the light move: this picture was not drawn by the sketch engine."


def clip(
    appearance: Appearance,
    shot: Shot,
    *,
    seconds: float = 4.0,
    fps: int = 24,
    motion: int = 5,
    progress: Progress | None = None,
) -> Video:
    """A silent looping clip; ``motion`` is 1 (almost a photo) to 10.

    Raises ``ValueError`` outside 0.5 to 10 s, 5 to 60 frames per second, or sizes of 64 to 2048. An exception
    raised by ``progress`` stops the work and leaves nothing behind.
    """
    count = frame_count(seconds, fps, motion)
    report = progress or ignore_progress
    report(0.0)
    plates = prepare(appearance, shot, lambda share: report(0.35 * share))
    size = video_size(shot.width, shot.height)
    compositor = Compositor(plates, size, motion / 5)
    blinks = blink_track(appearance.key, shot.seed, count, fps)
    poster: list[Image.Image] = []

    def frames() -> Iterator[Image.Image]:
        for number in range(count):
            frame = compositor.frame(
                State(blink=blinks[number]), cycle(number / count, seconds, motion / 5), number / count
            )
            if not poster:
                poster.append(frame.copy())
            yield frame

    data = encode(frames(), size, fps, done=lambda number: report(0.35 + 0.64 * (number + 1) / count))
    report(1.0)
    return Video(data, poster[0], *size, count / fps, plates.notes)


def frame_count(seconds: float, fps: int, motion: int) -> int:
    """The number of frames. Raises ``ValueError`` for values out of range."""
    if not (0.5 <= seconds <= 10 and 5 <= fps <= 60 and 1 <= motion <= 10):
        raise ValueError("A clip has 0.5 to 10 s, 5 to 60 frames per second and a motion of 1 to 10.")
    return round(seconds * fps)


def blink_track(key: str, seed: int, count: int, fps: int) -> list[int]:
    """Lid closure per frame, in thirds; open in the first and last frame."""
    r = stream(key, seed, "blinks")
    out = [0] * count
    shape = [
        _SHUT[min(len(_SHUT) - 1, int(k * 24 / fps))] for k in range(max(2, round(len(_SHUT) * fps / 24)))
    ]
    at = r.uniform(0.5, 1.1) * fps
    while at + len(shape) < count - 2:
        for k, value in enumerate(shape):
            out[int(at) + k] = value
        at += r.uniform(1.7, 3.2) * fps
    return out


def cycle(phase: float, seconds: float, strength: float) -> Move:
    """Camera and body at ``phase`` of a loop, with whole breaths of about four seconds."""
    turn = 2 * math.pi * phase
    breaths = max(1, round(seconds / 3.6))
    breath = 0.5 - 0.5 * math.cos(breaths * turn + 0.35 * math.sin(breaths * turn))
    return Move(
        zoom=1.0 + 0.036 * strength * (0.5 - 0.5 * math.cos(turn)),
        pan=(6 * strength * math.sin(turn), 0.0),
        breath=2.6 * breath * (0.5 + 0.5 * strength),
        nod=1.0 * strength * math.sin(turn + 0.6) - 1.2 * breath,
        tilt=0.011 * strength * math.sin(turn + 1.1),
        sway=2.2 * strength * math.sin(turn + 0.2),
        hair=3.4 * strength * math.sin(turn - 0.5) + 1.0 * strength * math.sin(2 * turn),
    )


class Compositor:
    """Composites the plates into frames."""

    def __init__(self, plates: Plates, size: tuple[int, int], strength: float) -> None:
        self.plates, self.size = plates, size
        self.grid = Grid(size, plates.size)
        self.faces = FacePatches(plates)
        self.ambience = Ambience(plates, self.grid, min(1.6, 0.4 + 0.6 * strength))
        self.camera = plates.figure.camera
        self.chin = plates.figure.face.chin_y
        self.cover = coverage(plates.who)
        self.front = plates.front.getchannel("a").getbbox() if plates.front is not None else None

    def frame(self, state: State, move: Move, phase: float) -> Image.Image:
        """One RGB frame; ``phase`` drives the background's motion."""
        grid, unit = self.grid, self.size[0] / 720
        base = 1.012
        zoom = base * (1 + (move.zoom - 1) * 0.4) * (1 - 0.4 * (1 - 1 / ROOM))
        near = base * move.zoom * (1 - 0.25 * (1 - 1 / ROOM))
        far_pan = (move.pan[0] * 0.35 * unit, move.pan[1] * 0.35 * unit)
        out = self.ambience.seen(self.plates.place, zoom, far_pan, phase)
        out = self.ambience.drifted(out, phase)
        pan = (move.pan[0] * unit, move.pan[1] * unit)
        moved = Move(near, pan, move.breath, move.nod, move.tilt, move.sway, move.hair, move.jaw)
        places = pose_grid(grid, self.camera, self.chin, moved)
        who = grid.bend(self.faces.onto(state), *places, self.cover).convert("RGBA")
        out.paste(who, (0, 0), who)
        if self.plates.front is not None and self.front is not None:
            nearest, at = grid.part(self.plates.front, self.front, near * 1.01, (pan[0] * 1.5, pan[1]))
            nearest = nearest.convert("RGBA")
            out.paste(nearest, at, nearest)
        return out


def clip_from_picture(
    picture: Image.Image,
    *,
    seconds: float = 4.0,
    fps: int = 24,
    motion: int = 5,
    progress: Progress | None = None,
) -> Video:
    """A looping camera move with slight depth and brightness changes; raises like ``clip``."""
    count = frame_count(seconds, fps, motion)
    report = progress or ignore_progress
    report(0.0)
    scale = min(1.0, 2048 / max(picture.size))
    size = video_size(max(64, round(picture.width * scale)), max(64, round(picture.height * scale)))
    plate = picture.convert("RGB").resize(
        (round(size[0] * ROOM), round(size[1] * ROOM)), Image.Resampling.LANCZOS
    )
    grid, strength = Grid(size, plate.size), motion / 5
    poster: list[Image.Image] = []

    def frames() -> Iterator[Image.Image]:
        for number in range(count):
            turn = 2 * math.pi * number / count
            zoom = 1.0 + 0.045 * strength * (0.5 - 0.5 * math.cos(turn))
            x, y = grid.seen(zoom, (7 * strength * math.sin(turn) * size[0] / 720, 0.0))
            u, v = (grid.x / size[0] - 0.5) / 0.3, (grid.y / size[1] - 0.42) / 0.34
            near = np.exp(-(u * u + v * v) / 2)
            pushed = np.asarray(x - near * 4 * strength * math.sin(turn) * size[0] / 720, np.float32)
            frame = ImageEnhance.Brightness(grid.bend(plate, pushed, y)).enhance(
                1 + 0.012 * strength * math.sin(turn)
            )
            if not poster:
                poster.append(frame.copy())
            yield frame

    data = encode(frames(), size, fps, done=lambda number: report(0.02 + 0.97 * (number + 1) / count))
    report(1.0)
    return Video(data, poster[0], *size, count / fps, (CAMERA_ONLY,))
