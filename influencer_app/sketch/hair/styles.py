"""Maps hair styles to drawing functions and dimensions."""

from collections.abc import Callable, Mapping

from influencer_app.sketch.anatomy import Face
from influencer_app.sketch.hair import coil, combed, covered, loose, ropes, short, up
from influencer_app.sketch.hair.locks import Brush

LOOSE = frozenset({"long", "wavy", "curly", "bob", "fringe"})
GATHERED = frozenset({"bun", "ponytail", "braid"})
LONG = LOOSE | GATHERED | {"locs", "box braids", "cornrows", "hijab"}
"""Styles that reach below the chin."""
COILED = frozenset({"afro", "coils", "curly top"})
_TOPS: Mapping[str, Callable[[Brush, Face, float], None]] = {
    "short": short.tufts,
    "crew cut": short.crew,
    "quiff": combed.quiff,
    "side part": combed.side_part,
    "slicked back": combed.slick,
    "curtains": combed.curtains,
    "pixie": combed.pixie,
}
CROPPED = frozenset(_TOPS)
_TOP = {
    "afro": 226.0,
    "bun": 232.0,
    "quiff": 196.0,
    "ponytail": 206.0,
    "coils": 182.0,
    "curly top": 190.0,
    "bald": 156.0,
    "buzz cut": 156.0,
}
_WIDTH = {"afro": 176.0, "curly": 172.0, "wavy": 160.0, "ponytail": 164.0, "twists": 146.0}
_FUZZ = {
    "bald": 0.0,
    "hijab": 0.0,
    "buzz cut": 1.0,
    "crew cut": 0.95,
    "curly top": 0.85,
    "coils": 0.8,
    "locs": 0.6,
    "twists": 0.7,
    "cornrows": 0.8,
}


COVERING = frozenset({"hijab"})
"""Styles that hide ears and earrings."""


def top_of(style: str) -> float:
    """Height of the hair above the eye line, in head units."""
    return _TOP.get(style, 176.0)


def width_of(style: str) -> float:
    """Half width of the hair, in head units."""
    return _WIDTH.get(style, 132.0)


def fuzz_of(style: str) -> float:
    """Scalp tint under the hair, 0 to 1."""
    return _FUZZ.get(style, 0.85 if style in CROPPED else 0.45)


def behind(brush: Brush, face: Face, style: str, part: float) -> None:
    """Draw the hair behind head and shoulders."""
    side = 1 if part >= 0 else -1
    if style in LOOSE:
        loose.back(brush, face, style)
    elif style in GATHERED:
        up.back(brush, face, style, side)
    elif style in {"afro", "coils"}:
        coil.back(brush, face, style)
    elif style in ropes.ROPES:
        ropes.draw_ropes(brush, face, style, behind=True)
    elif style == "cornrows" and face.feminine > 0.5:
        ropes.draw_cornrows(brush, face, behind=True)


def before(brush: Brush, face: Face, style: str, part: float) -> None:
    """Draw the hair in front of the head."""
    side = 1 if part >= 0 else -1
    if style in LOOSE:
        loose.front(brush, face, style, part)
    elif style in GATHERED:
        up.front(brush, face, style, side)
    elif style in COILED:
        coil.front(brush, face, style)
    elif style in ropes.ROPES:
        ropes.draw_ropes(brush, face, style, behind=False)
    elif style == "cornrows":
        ropes.draw_cornrows(brush, face, behind=False)
    elif style == "hijab":
        covered.hijab(brush, face)
    elif style in CROPPED:
        _TOPS[style](brush, face, part or 20.0)
