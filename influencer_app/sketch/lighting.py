"""Shades surfaces from normals and one light direction, in linear light."""

from dataclasses import dataclass, replace

import numpy as np

from influencer_app.sketch.images import Array, smoothstep

Rgb = tuple[float, float, float]


@dataclass(frozen=True)
class Light:
    """The light on a person. Directions point from the person to the light: x right, y down, z to the viewer.

    Colours are linear factors of the surface colour; 1 is white.
    """

    direction: tuple[float, float, float]
    key: Rgb
    sky: Rgb
    ground: Rgb
    rim: Rgb
    rim_side: float  # -1 left, 1 right
    second: Rgb = (0.0, 0.0, 0.0)  # rim light from the other side
    softness: float = 0.5  # 0 a bare bulb, 1 an overcast sky
    crisp: float = 0.0  # 1 gives shadows a hard edge

    @property
    def unit(self) -> Array:
        """The unit direction."""
        d = np.asarray(self.direction, dtype=np.float32)
        return np.asarray(d / np.linalg.norm(d), dtype=np.float32)


_TO_LINEAR = (np.arange(1025, dtype=np.float32) / 1024) ** np.float32(2.2)
_TO_SRGB = (np.arange(4097, dtype=np.float32) / 4096) ** np.float32(1 / 2.2)


def linear(srgb: Array) -> Array:
    """sRGB (0 to 1) to linear light, by a table of a 2.2 gamma curve."""
    return np.asarray(_TO_LINEAR[np.clip(srgb * 1024 + 0.5, 0, 1024).astype(np.intp)], dtype=np.float32)


def srgb(light: Array) -> Array:
    """Linear light to sRGB (0 to 1)."""
    return np.asarray(_TO_SRGB[np.clip(light * 4096 + 0.5, 0, 4096).astype(np.intp)], dtype=np.float32)


def shade(albedo: Array, normal: Array, hollow: Array, light: Light, skin: float, gloss: float) -> Array:
    """Linear light reflected by a surface of linear ``albedo`` (h × w × 3).

    ``skin`` (0 to 1) warms shadow edges and hollows, ``gloss`` scales the sheen.
    """
    unit = light.unit
    facing = normal @ unit
    soft = 0.28 + 0.42 * light.softness
    direct = smoothstep(-soft * 0.75, 0.62 + soft * 0.4, facing)
    if light.crisp:
        direct += (smoothstep(0.40, 0.48, direct) * 0.9 - direct) * light.crisp
    upward = (0.5 - 0.5 * normal[..., 1])[..., None]
    ambient = np.asarray(light.ground, np.float32) * (1 - upward) + np.asarray(light.sky, np.float32) * upward
    key = np.asarray(light.key, np.float32)
    band = np.exp(-(((facing - 0.05) / 0.26) ** 2))[..., None] * skin
    warm = 1 - band * np.array([-0.05, 0.09, 0.13], np.float32)
    deep = 1 - hollow[..., None] * np.array([0.40, 0.40 + 0.12 * skin, 0.40 + 0.16 * skin], np.float32)
    out = albedo * (ambient * deep + key * direct[..., None] * warm * (0.35 + 0.65 * deep))
    half = unit + np.array([0, 0, 1], np.float32)
    half /= np.linalg.norm(half)
    sheen = np.clip(normal @ half, 0, 1)
    shine = (0.050 * sheen**7 + 0.15 * sheen**34) * gloss
    tint = 0.35 + 0.65 * np.sqrt(albedo)
    out += shine[..., None] * key * tint
    return np.asarray(out + rim(normal, light) * (0.45 + 0.55 * skin), dtype=np.float32)


def opened(light: Light, darkness: float, held: float = 0.5) -> Light:
    """The light exposed for skin: ``darkness`` 1 (the deepest) brightens it by a third.

    ``held`` is the share of colour beyond daylight that is removed, so that skin looks natural under
    stage lights; rim lights keep their colour.
    """
    more = 1.0 + 0.34 * darkness

    def up(colour: Rgb) -> Rgb:
        grey = 0.30 * colour[0] + 0.55 * colour[1] + 0.15 * colour[2]
        vivid = (max(colour) - min(colour)) / max(*colour, 1e-3)
        keep = 1.0 - held * min(1.0, max(0.0, vivid - 0.22) / 0.30)
        red, green, blue = ((grey + (part - grey) * keep) * more for part in colour)
        return red, green, blue

    return replace(light, key=up(light.key), sky=up(light.sky), ground=up(light.ground))


def expose(light: Array) -> Array:
    """Tone-map linear light to sRGB; highlights roll off towards white and keep their hue longer."""
    peak = light.max(axis=-1, keepdims=True)
    bent = np.where(peak > 0.70, 0.70 + 0.34 * (1 - np.exp(-(peak - 0.70) / 0.34)), peak)
    return srgb(light * (bent / np.maximum(peak, 1e-4)))


def rim(normal: Array, light: Light) -> Array:
    """Rim light from behind, where the surface faces away from the viewer."""
    grazing = np.clip(1 - normal[..., 2], 0, 0.8) ** 2.2
    side = np.clip(normal[..., 0] * light.rim_side * 1.1 - normal[..., 1] * 0.25, 0, 1)
    other = np.clip(-normal[..., 0] * light.rim_side * 1.1 - normal[..., 1] * 0.15, 0, 1)
    return np.asarray(
        (grazing * side)[..., None] * np.asarray(light.rim, np.float32)
        + (grazing * other)[..., None] * np.asarray(light.second, np.float32),
        dtype=np.float32,
    )
