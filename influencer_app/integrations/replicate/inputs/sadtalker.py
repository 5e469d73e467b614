"""SadTalker (https://github.com/OpenTalker/SadTalker/blob/main/predict.py): animates a face to audio.

Two versions of its schema are in use, with different names for the same inputs; the schema tells which.
"""

from collections.abc import Mapping
from typing import Any

from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.errors import ProviderRefused


def build(schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
    """Keep the whole picture (``full``) with little head motion, as the model's authors recommend."""
    if request.source is None or request.audio is None:
        raise ProviderRefused("A talking video needs a picture and audio.")
    files = {"source_image": request.source, "driven_audio": request.audio, "preprocess": "full"}
    if "still" in schema:
        return {**files, "still": True, "enhancer": "gfpgan"}
    return {**files, "still_mode": True, "use_enhancer": True, "use_eyeblink": True, "size_of_image": 256}
