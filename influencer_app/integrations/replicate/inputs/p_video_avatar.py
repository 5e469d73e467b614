"""P-Video-Avatar (https://replicate.com/prunaai/p-video-avatar): makes a portrait speak.

It could speak a script by itself; our voice goes with it, so that the length is known and captions fit.
"""

from collections.abc import Mapping
from typing import Any

from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.errors import ProviderRefused
from influencer_app.integrations.replicate.inputs.choices import nearest_lines


def build(schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
    """As long as its audio. Raises ``ProviderRefused`` without a picture or audio."""
    if request.source is None or request.audio is None:
        raise ProviderRefused("A talking video needs a picture and audio.")
    return {
        "image": request.source,
        "audio": request.audio,
        "resolution": nearest_lines(schema, "resolution", request.width, request.height),
        "seed": request.seed,
    }
