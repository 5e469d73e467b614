"""The sketch engine's words and colours for traits, for forms."""

from collections.abc import Mapping

from influencer_app.sketch import TRAITS as SKETCH_TRAITS
from influencer_app.sketch.palette import EYES, HAIR, SKIN

TRAITS: Mapping[str, tuple[str, ...]] = SKETCH_TRAITS
"""The words that the engine knows for each trait."""

SHADES: Mapping[str, Mapping[str, str]] = {"skin_tone": SKIN, "hair_color": HAIR, "eye_color": EYES}
"""The colours (hex) that the words of some traits stand for."""
