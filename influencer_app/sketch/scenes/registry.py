"""All scenes by name."""

from collections.abc import Mapping
from types import MappingProxyType

from influencer_app.sketch.scenes import beach, studio
from influencer_app.sketch.scenes.base import Scene

SCENES: Mapping[str, Scene] = MappingProxyType({"studio": studio.paint, "beach": beach.paint})
