"""Registers all scenes by name."""

from collections.abc import Mapping
from types import MappingProxyType

from influencer_app.sketch.scenes import (
    beach,
    cafe,
    city,
    concert,
    desert,
    gym,
    home,
    kitchen,
    library,
    mountain,
    office,
    park,
    rooftop,
    snow,
    studio,
)
from influencer_app.sketch.scenes.base import Scene

SCENES: Mapping[str, Scene] = MappingProxyType(
    {
        "studio": studio.paint,
        "beach": beach.paint,
        "city": city.paint,
        "cafe": cafe.paint,
        "mountain": mountain.paint,
        "gym": gym.paint,
        "library": library.paint,
        "rooftop": rooftop.paint,
        "park": park.paint,
        "home": home.paint,
        "office": office.paint,
        "kitchen": kitchen.paint,
        "concert": concert.paint,
        "desert": desert.paint,
        "snow": snow.paint,
    }
)
