"""Converts and blends colours, as (red, green, blue) of 0 to 255."""

import colorsys

Colour = tuple[float, float, float]


def rgb(code: str) -> Colour:
    """Parse ``"#rrggbb"``."""
    return int(code[1:3], 16), int(code[3:5], 16), int(code[5:7], 16)


def code(colour: Colour) -> str:
    """Format as ``"#rrggbb"``, clamped."""
    return "#" + "".join(f"{max(0, min(255, round(part))):02x}" for part in colour)


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Blend ``share`` of ``other`` into ``one``, in sRGB."""
    return (
        one[0] + (other[0] - one[0]) * share,
        one[1] + (other[1] - one[1]) * share,
        one[2] + (other[2] - one[2]) * share,
    )


def times(one: Colour, other: Colour) -> Colour:
    """Multiply two colours per channel."""
    return one[0] * other[0] / 255, one[1] * other[1] / 255, one[2] * other[2] / 255


def scale(colour: Colour, factor: float) -> Colour:
    """Brighter or darker by ``factor``."""
    return colour[0] * factor, colour[1] * factor, colour[2] * factor


def shift(colour: Colour, hue: float = 0.0, saturation: float = 0.0, lightness: float = 0.0) -> Colour:
    """Rotate the hue (in turns) and add to saturation and lightness (0 to 1)."""
    red, green, blue = (max(0.0, min(255.0, part)) / 255 for part in colour)
    h, light, s = colorsys.rgb_to_hls(red, green, blue)
    light = max(0.0, min(1.0, light + lightness))
    s = max(0.0, min(1.0, s + saturation))
    out = colorsys.hls_to_rgb((h + hue) % 1.0, light, s)
    return out[0] * 255, out[1] * 255, out[2] * 255


def luminance(colour: Colour) -> float:
    """Perceived brightness, 0 to 1."""
    return (0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]) / 255


WHITE: Colour = (255, 255, 255)
