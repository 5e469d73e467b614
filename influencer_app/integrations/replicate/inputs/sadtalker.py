"""SadTalker (https://github.com/OpenTalker/SadTalker/blob/main/predict.py): a face that speaks.

Two generations of its schema are about, with other names for the same things; the schema tells which.
"""

from collections.abc import Mapping
from typing import Any

from influencer_app.domain.generation.provider import Wish
from influencer_app.errors import ProviderRefused


def build(schema: Mapping[str, Any], request: Wish) -> dict[str, Any]:
    """The whole picture is kept (``full``) and the head moves little, as that model wants it then."""
    if request.source is None or request.audio is None:
        raise ProviderRefused("A talking video needs a picture and a sound.")
    files = {"source_image": request.source, "driven_audio": request.audio, "preprocess": "full"}
    if "still" in schema:
        return {**files, "still": True, "enhancer": "gfpgan"}
    return {**files, "still_mode": True, "use_enhancer": True, "use_eyeblink": True, "size_of_image": 256}
