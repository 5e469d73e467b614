"""Tests of lighting and image operations."""

import numpy as np

from influencer_app.sketch.images import blur, resize, shifted, soften
from influencer_app.sketch.lighting import Light, expose, linear, opened, shade, srgb


def ball() -> np.ndarray:
    y, x = np.mgrid[-1:1:64j, -1:1:64j].astype(np.float32)
    z = np.sqrt(np.clip(1 - x * x - y * y, 0, 1))
    normal = np.stack([x, y, z], axis=-1)
    return (normal / np.maximum(np.linalg.norm(normal, axis=-1, keepdims=True), 1e-3)).astype(np.float32)


def lit_from(x: float) -> np.ndarray:
    light = Light((x, -0.3, 0.7), (0.9, 0.9, 0.9), (0.3, 0.3, 0.3), (0.2, 0.2, 0.2), (0, 0, 0), 1.0)
    albedo = np.full((64, 64, 3), 0.5, np.float32)
    return shade(albedo, ball(), np.zeros((64, 64), np.float32), light, 1.0, 0.3).mean(axis=-1)


def test_brightness_follows_the_light():
    right, left = lit_from(0.8), lit_from(-0.8)
    assert right[32, 52] > 1.5 * right[32, 12]
    assert left[32, 12] > 1.5 * left[32, 52]


def test_shadows_on_skin_are_warmer_than_on_cloth():
    light = Light((0.8, -0.3, 0.7), (0.9, 0.9, 0.9), (0.3, 0.3, 0.3), (0.2, 0.2, 0.2), (0, 0, 0), 1.0)
    albedo = np.full((64, 64, 3), 0.5, np.float32)
    deep = np.full((64, 64), 0.5, np.float32)
    skin, cloth = (shade(albedo, ball(), deep, light, amount, 0.0)[32, 24] for amount in (1.0, 0.0))
    assert skin[0] / skin[2] > 1.05 * cloth[0] / cloth[2]


def test_too_much_light_keeps_its_hue():
    out = expose(np.array([[[1.6, 0.8, 0.4]]], np.float32))[0, 0]
    assert out.max() <= 1.0
    assert out[0] > out[1] > out[2]


def test_linear_light_and_back():
    values = np.linspace(0, 1, 50, dtype=np.float32).reshape(1, 50, 1).repeat(3, axis=2)
    assert np.abs(srgb(linear(values)) - values)[:, 3:].max() < 0.02


def test_blurs_keep_the_mass_and_agree():
    mask = np.zeros((80, 80), np.float32)
    mask[30:50, 30:50] = 1
    for sigma in (0.8, 2.0, 7.0):
        assert abs(float(blur(mask, sigma).sum()) - 400) < 12
    assert np.abs(blur(mask, 3.0) - soften(mask, 3.0)).max() < 0.1


def test_shifted_fills_with_zero():
    ones = np.ones((10, 10), np.float32)
    moved = shifted(ones, 3, -2)
    assert moved[:, :3].sum() == 0
    assert moved[8:].sum() == 0
    assert moved.sum() == 56


def test_resize_keeps_colour():
    image = np.full((20, 30, 4), 0.25, np.float32)
    assert np.allclose(resize(image, (15, 10)), 0.25)


def test_skin_keeps_its_hue_under_a_stage_light():
    stage = Light((0.6, -0.4, 0.7), (0.2, 0.7, 1.0), (0.1, 0.3, 0.5), (0.1, 0.2, 0.4), (0, 0, 0), 1.0)
    flat = np.zeros((64, 64), np.float32)
    albedo = np.full((64, 64, 3), (0.62, 0.36, 0.24), np.float32)
    plain, held = (
        shade(albedo, ball(), flat, light, 1.0, 0.3)[32, 40] for light in (stage, opened(stage, 0))
    )
    assert plain[0] < plain[2]
    assert held[0] > held[2]


def test_daylight_is_unchanged():
    light = Light((0.6, -0.4, 0.7), (0.86, 0.8, 0.7), (0.4, 0.44, 0.48), (0.3, 0.28, 0.26), (0, 0, 0), 1.0)
    assert np.allclose(opened(light, 0).key, light.key)
