"""Projects a head's height field into the picture: coverage, normals and texture coordinates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from influencer_app.sketch import relief
from influencer_app.sketch.camera import NECK, Camera, Pose, rotation
from influencer_app.sketch.canvas import Picture
from influencer_app.sketch.images import blur, resize

Floats32 = NDArray[np.float32]


@dataclass(frozen=True)
class HeadView:
    """A head as seen by the camera, inside the pixel window ``left, top, right, bottom``."""

    window: tuple[int, int, int, int]
    cover: Floats32  # height × width, 0 to 1
    normal: Floats32  # height × width × 3, picture frame
    u: Floats32  # head-frame x of each pixel
    v: Floats32
    hollow: Floats32  # 0 to 1, depth relative to the surroundings


def _window(camera: Camera, pose: Pose) -> tuple[int, int, int, int]:
    reach = 205 * camera.scale
    cx = camera.x + 60 * np.sin(pose.yaw) * camera.scale - 60 * pose.roll * camera.scale
    left, right = int(max(0, cx - reach * 0.8)), int(min(camera.width, cx + reach * 0.8 + 1))
    top, bottom = int(max(0, camera.y - reach)), int(min(camera.height, camera.y + reach + 1))
    return left, top, max(left + 4, right), max(top + 4, bottom)


def project_head(height_field: relief.HeightField, camera: Camera, pose: Pose) -> HeadView:
    """March one ray per pixel (at half resolution when large) to the first point of the front surface."""
    window = left, top, right, bottom = _window(camera, pose)
    step = 2 if camera.scale > 0.8 else 1
    xs = (np.arange(left, right, step, dtype=np.float32) + step / 2 - camera.x) / camera.scale
    ys = (np.arange(top, bottom, step, dtype=np.float32) + step / 2 - camera.y) / camera.scale
    gx, gy = np.meshgrid(xs, ys)
    turn = rotation(pose).astype(np.float32)
    neck = NECK.astype(np.float32)
    centre = np.stack([gx - neck[0], gy - neck[1], np.full_like(gx, 140.0 - neck[2])], axis=-1)
    origin = centre @ turn + neck
    ray = -turn[2]
    hit_t, wall = _march(height_field, origin, ray)
    spot = origin + hit_t[..., None] * ray
    ny, nx = np.gradient(blur(height_field.slope, 0.8))
    length = np.sqrt(nx * nx + ny * ny + 1)
    field = np.stack([-nx / length, -ny / length, 1 / length], axis=-1).astype(np.float32)
    iu, iv = _index(spot[..., 0], spot[..., 1])
    normal = field[iv, iu] @ turn.T
    solid = np.maximum(height_field.slope, -20.0)
    hollow = np.clip((blur(solid, 9.0) - solid) / 9.0, 0, 1)
    size = (right - left, bottom - top)
    cover = _sharp(1.0 - wall.astype(np.float32), size, step)
    normal = blur(_filled(normal, wall), 0.7)
    normal = resize(normal, size)
    normal /= np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-4)
    return HeadView(
        window=window,
        cover=cover,
        normal=normal.astype(np.float32),
        u=resize(_filled(spot[..., 0], wall), size),
        v=resize(_filled(spot[..., 1], wall), size),
        hollow=resize(hollow.astype(np.float32)[iv, iu], size),
    )


def _index(x: Floats32, y: Floats32) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    u = np.clip(np.rint(x - relief.LEFT), 0, relief.RIGHT - relief.LEFT).astype(np.intp)
    v = np.clip(np.rint(y - relief.TOP), 0, relief.BOTTOM - relief.TOP).astype(np.intp)
    return u, v


def _lookup(z: relief.Grid, x: Floats32, y: Floats32) -> Floats32:
    u, v = _index(x, y)
    return z[v, u]


def _march(
    height_field: relief.HeightField, origin: Floats32, ray: Floats32
) -> tuple[Floats32, NDArray[np.bool_]]:
    z = height_field.z
    shape = origin.shape[:2]
    t = np.zeros(shape, dtype=np.float32)
    found = np.zeros(shape, dtype=bool)
    stride = np.float32(4.0)
    for k in range(1, 50):
        at = np.float32(k) * stride
        p = (origin + at * ray).astype(np.float32, copy=False)
        gap = p[..., 2] - _lookup(z, p[..., 0], p[..., 1])
        fresh = (gap < 0) & ~found
        t[fresh] = at
        found |= fresh
        if found.all():
            break
    low, high = t - stride, t.copy()
    for _ in range(5):
        middle = (low + high) / 2
        p = (origin + middle[..., None] * ray).astype(np.float32)
        inside = p[..., 2] < _lookup(z, p[..., 0], p[..., 1])
        high = np.where(inside, middle, high)
        low = np.where(inside, low, middle)
    p = origin + high[..., None] * ray
    _, row = _index(p[..., 0], p[..., 1])
    wall = ~found | (p[..., 2] < height_field.rim[row] - 1.0)
    return high, wall


def _filled(values: Floats32, wall: NDArray[np.bool_]) -> Floats32:
    known = (~wall).astype(np.float32)
    weight = known if values.ndim == 2 else known[..., None]
    near = blur(values * weight, 2.0) / np.maximum(blur(known, 2.0), 1e-3).reshape(weight.shape)
    return np.where(weight > 0, values, near).astype(np.float32)


def _sharp(mask: Floats32, size: tuple[int, int], step: int) -> Floats32:
    soft = resize(blur(mask, 1.3), size)
    return np.asarray(np.clip((soft - 0.5) * 2.2 * step + 0.5, 0, 1), dtype=np.float32)


def paint(seen: HeadView, texture: Picture, scale: float) -> Picture:
    """Sample the texture (head frame, ``scale`` pixels per unit) in the window, bilinear."""
    x = np.clip((seen.u - relief.LEFT) * scale - 0.5, 0, texture.shape[1] - 1.001)
    y = np.clip((seen.v - relief.TOP) * scale - 0.5, 0, texture.shape[0] - 1.001)
    x0, y0 = x.astype(np.intp), y.astype(np.intp)
    fx, fy = (x - x0)[..., None], (y - y0)[..., None]
    above = texture[y0, x0] * (1 - fx) + texture[y0, x0 + 1] * fx
    below = texture[y0 + 1, x0] * (1 - fx) + texture[y0 + 1, x0 + 1] * fx
    return np.asarray(above * (1 - fy) + below * fy, dtype=np.float32)
