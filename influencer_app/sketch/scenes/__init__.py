"""Scenes: each paints a backdrop from blurred layers and defines the light on the person."""

from influencer_app.sketch.scenes.base import Place, Setting
from influencer_app.sketch.scenes.registry import SCENES

__all__ = ["SCENES", "Place", "Setting"]
