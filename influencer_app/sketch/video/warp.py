"""Warps a plate into a frame: camera, breath, head, jaw and hair in one pass over a grid of quads."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from influencer_app.sketch.camera import Camera
from influencer_app.sketch.images import Array

_CELL = 30
BAND = 8  # rows that move together when a background only sways


@dataclass(frozen=True)
class Move:
    """One frame's motion in head units, but ``zoom`` (1 is the frame width) and ``pan`` (frame pixels)."""

    zoom: float = 1.0
    pan: tuple[float, float] = (0.0, 0.0)
    breath: float = 0.0
    nod: float = 0.0
    tilt: float = 0.0  # radians
    sway: float = 0.0
    hair: float = 0.0
    jaw: float = 0.0


class Grid:
    """Maps a grid over the frame to positions in its plates."""

    def __init__(self, size: tuple[int, int], plate: tuple[int, int]) -> None:
        self.size, self.plate = size, plate
        width, height = size
        self.columns = np.unique(np.linspace(0, width, max(4, width // _CELL) + 1).astype(int))
        self.rows = np.unique(np.linspace(0, height, max(4, height // _CELL) + 1).astype(int))
        self.x, self.y = np.meshgrid(self.columns.astype(np.float32), self.rows.astype(np.float32))

    def seen(self, zoom: float, pan: tuple[float, float]) -> tuple[Array, Array]:
        """Plate positions of the grid under a camera."""
        width, height = self.size
        x = (self.x - width / 2 - pan[0]) / zoom + self.plate[0] / 2
        y = (self.y - height / 2 - pan[1]) / zoom + self.plate[1] / 2
        return x, y

    def framed(self, image: Image.Image, zoom: float, pan: tuple[float, float]) -> Image.Image:
        """``image`` under a camera without warping: several times faster than ``bend``."""
        return image.resize(self.size, Image.Resampling.BILINEAR, self._box(zoom, pan))

    def part(
        self, image: Image.Image, held: tuple[int, int, int, int], zoom: float, pan: tuple[float, float]
    ) -> tuple[Image.Image, tuple[int, int]]:
        """Like ``framed`` for the part of the plate inside ``held``; also returns its position."""
        left, top, right, bottom = self._box(zoom, pan)
        wide, tall = self.size[0] / (right - left), self.size[1] / (bottom - top)
        x0, y0 = max(0, math.floor((held[0] - left) * wide)), max(0, math.floor((held[1] - top) * tall))
        x1 = min(self.size[0], math.ceil((held[2] - left) * wide))
        y1 = min(self.size[1], math.ceil((held[3] - top) * tall))
        if x1 <= x0 or y1 <= y0:
            return Image.new(image.mode, (1, 1)), (0, 0)
        box = (left + x0 / wide, top + y0 / tall, min(right, left + x1 / wide), min(bottom, top + y1 / tall))
        return image.resize((x1 - x0, y1 - y0), Image.Resampling.BILINEAR, box), (x0, y0)

    def swayed(self, image: Image.Image, zoom: float, pan: tuple[float, float], shift: Array) -> Image.Image:
        """Like ``framed``, with each band of ``BAND`` rows shifted right by ``shift`` (plate pixels)."""
        left, top, right, bottom = self._box(zoom, pan)
        out = Image.new(image.mode, self.size)
        tall = (bottom - top) / self.size[1]
        for number, push in enumerate(shift.tolist()):
            row = number * BAND
            rows = min(BAND, self.size[1] - row)
            at = min(max(0.0, left - push), image.width - (right - left))
            low = top + row * tall
            box = (at, low, at + right - left, min(low + rows * tall, float(image.height)))
            out.paste(image.resize((self.size[0], rows), Image.Resampling.BILINEAR, box), (0, row))
        return out

    def _box(self, zoom: float, pan: tuple[float, float]) -> tuple[float, float, float, float]:
        wide, tall = min(self.size[0] / zoom, self.plate[0]), min(self.size[1] / zoom, self.plate[1])
        left = (self.plate[0] - wide) / 2 - pan[0] / zoom
        top = (self.plate[1] - tall) / 2 - pan[1] / zoom
        left, top = min(max(0.0, left), self.plate[0] - wide), min(max(0.0, top), self.plate[1] - tall)
        return left, top, left + wide, top + tall

    def bend(
        self, image: Image.Image, x: Array, y: Array, cover: NDArray[np.int32] | None = None
    ) -> Image.Image:
        """Warp ``image`` by the grid's positions; ``cover`` (see ``coverage``) marks empty areas to skip."""
        mesh = []
        wanted = (
            np.ones((len(self.rows) - 1, len(self.columns) - 1), bool) if cover is None else _any(cover, x, y)
        )
        for i, j in np.argwhere(wanted).tolist():
            box = (int(self.columns[j]), int(self.rows[i]), int(self.columns[j + 1]), int(self.rows[i + 1]))
            quad = (
                float(x[i, j]), float(y[i, j]), float(x[i + 1, j]), float(y[i + 1, j]),
                float(x[i + 1, j + 1]), float(y[i + 1, j + 1]), float(x[i, j + 1]), float(y[i, j + 1]),
            )  # fmt: skip
            mesh.append((box, quad))
        return image.transform(self.size, Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)


def coverage(image: Image.Image) -> NDArray[np.int32]:
    """The integral image of an RGBA picture's non-empty pixels."""
    full = np.asarray(image.getchannel("A")) > 0
    return np.pad(full.cumsum(axis=0, dtype=np.int32).cumsum(axis=1, dtype=np.int32), ((1, 0), (1, 0)))


def _any(cover: NDArray[np.int32], x: Array, y: Array) -> NDArray[np.bool_]:
    """Whether each quad of the grid contains non-empty pixels."""

    def span(place: Array, most: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        corners = np.stack([place[:-1, :-1], place[1:, :-1], place[:-1, 1:], place[1:, 1:]])
        low, high = corners.min(axis=0) - 2, corners.max(axis=0) + 3
        return np.clip(low, 0, most).astype(np.intp), np.clip(high, 0, most).astype(np.intp)

    left, right = span(x, cover.shape[1] - 1)
    top, bottom = span(y, cover.shape[0] - 1)
    return cover[bottom, right] - cover[top, right] - cover[bottom, left] + cover[top, left] > 0


def _step(low: float, high: float, value: Array) -> Array:
    t = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t), dtype=np.float32)


def pose_grid(grid: Grid, camera: Camera, chin: float, move: Move) -> tuple[Array, Array]:
    """Plate positions of the person for one frame; the shoulders stay at the lower edge."""
    px, py = grid.seen(move.zoom, move.pan)
    x, y = (px - camera.x) / camera.scale, (py - camera.y) / camera.scale
    head = 1 - _step(chin - 26, chin + 56, y)
    around = y - chin
    dx = head * (move.sway - move.tilt * around)
    dy = head * (move.nod + move.tilt * x)
    body = _step(chin + 10, chin + 90, y) * (1 - 0.85 * _step(chin + 150, chin + 420, y))
    dy = dy - move.breath * body
    dx = dx + move.breath * 0.35 * body * np.clip(x / 200, -1, 1)
    loose = _step(88, 130, np.abs(x)) * _step(-90, 120, y) * (1 - _step(260, 380, y))
    dx = dx + move.hair * loose * (0.6 + 0.4 * np.sin(y / 60))
    chin_part = np.exp(-((x / 62) ** 2)) * _step(112, chin - 2, y) * (1 - _step(chin + 6, chin + 44, y))
    dy = dy + move.jaw * chin_part
    return (
        np.asarray(px - dx * camera.scale, np.float32),
        np.asarray(py - dy * camera.scale, np.float32),
    )
