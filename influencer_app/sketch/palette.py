"""Skin, hair, eye and fabric colours, and their derived shades."""

from dataclasses import dataclass

from influencer_app.sketch.colour import Colour, luminance, mix, rgb, scale, shift, times

SKIN = {
    "porcelain": "#f7dccd",
    "ivory": "#f4d0b5",
    "fair": "#edc1a0",
    "light": "#e3b08b",
    "medium": "#d29a72",
    "olive": "#bd8d62",
    "tan": "#b57b50",
    "bronze": "#9c653f",
    "brown": "#814f33",
    "deep": "#633a27",
    "ebony": "#48291d",
}
HAIR = {
    "black": "#1d181b",
    "dark brown": "#3a261d",
    "brown": "#5b3a26",
    "chestnut": "#74432a",
    "auburn": "#7f3322",
    "red": "#a63f1f",
    "ginger": "#c5672d",
    "dark blonde": "#a07a4b",
    "blonde": "#cfa364",
    "platinum": "#e6d6b8",
    "grey": "#8f8f93",
    "silver": "#bcbfc6",
    "white": "#e6e4e0",
    "pink": "#e07fa6",
    "blue": "#3c66b0",
    "purple": "#744a9e",
    "teal": "#2a8c8a",
}
_GREYING = frozenset({"black", "dark brown", "brown", "chestnut", "auburn", "red", "ginger", "dark blonde"})
EYES = {
    "dark brown": "#3f2415",
    "brown": "#6d4023",
    "amber": "#a8692a",
    "hazel": "#80713a",
    "green": "#4f8a56",
    "blue": "#4a86bd",
    "grey": "#7d93a1",
    "violet": "#7a64ad",
}


@dataclass(frozen=True)
class Skin:
    """A base tone and its derived shades; shadows stay warm, never grey."""

    base: Colour
    shadow: Colour
    deep: Colour
    light: Colour
    blush: Colour
    lip: Colour
    dark: bool


def skin(tone: str, painted_lips: float) -> Skin:
    """The shades of a tone; ``painted_lips`` is the amount of lip colour, 0 to 1."""
    base = rgb(SKIN[tone])
    dark = luminance(base) < 0.42
    shadow = times(base, rgb("#b0706c" if dark else "#d59a8c"))
    deep = times(base, rgb("#7a4846" if dark else "#a4605a"))
    light = mix(base, rgb("#fff1dd"), 0.30 if dark else 0.5)
    blush = mix(base, rgb("#b2403a" if dark else "#e8625c"), 0.6)
    own = times(base, rgb("#d48a84" if dark else "#dc8f8a"))
    own = mix(own, rgb("#a04a4c" if dark else "#c8606a"), 0.22)
    lip = mix(own, rgb("#8e2338" if dark else "#c03a52"), 0.5 * painted_lips)
    return Skin(base, shadow, deep, light, blush, lip, dark)


@dataclass(frozen=True)
class Hair:
    """Five tones, from the depth of the parting to the brightest strand."""

    deeper: Colour
    deep: Colour
    base: Colour
    light: Colour
    lightest: Colour


def hair(name: str, age: int = 30) -> Hair:
    """The tones of a hair colour; black has its own cool set, and natural colours turn grey with age."""
    base = rgb(HAIR[name])
    grey = min(0.72, max(0.0, (age - 39) / 38)) if name in _GREYING else 0.0
    if grey:
        plain = hair(name)
        silver = hair("grey")
        return Hair(
            mix(plain.deeper, silver.deeper, grey * 0.6), mix(plain.deep, silver.deep, grey * 0.7),
            mix(plain.base, silver.base, grey), mix(plain.light, silver.lightest, grey),
            mix(plain.lightest, silver.lightest, grey),
        )  # fmt: skip
    if name == "black":
        return Hair(rgb("#0d0a0e"), rgb("#151116"), base, rgb("#3a333b"), rgb("#6d6470"))
    neutral = name in {"grey", "silver", "white", "platinum"}
    deep = times(base, rgb("#9a9aa2" if neutral else "#93807c"))
    deeper = times(base, rgb("#66666e" if neutral else "#5a4645"))
    light = mix(shift(base, lightness=0.10, saturation=0.0 if neutral else 0.04), rgb("#ffe6c4"), 0.12)
    lightest = mix(light, rgb("#fff2dc"), 0.38)
    return Hair(deeper, deep, base, light, lightest)


def cloth(base: Colour) -> tuple[Colour, Colour, Colour]:
    """Dark, base and light tone of a fabric."""
    return times(base, rgb("#8c7d92")), base, mix(base, (255, 250, 240), 0.16)


def ink(base: Colour) -> Colour:
    """The line colour for a fabric: darker and slightly warmer."""
    return scale(times(base, rgb("#8a7480")), 0.62)
