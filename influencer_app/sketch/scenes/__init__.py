"""Places: each paints a backdrop out of blurred layers and says what light falls on the person."""

from influencer_app.sketch.scenes.base import Place, Setting
from influencer_app.sketch.scenes.registry import SCENES

__all__ = ["SCENES", "Place", "Setting"]
