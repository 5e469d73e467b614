"""Wan 2.2 image to video, fast (https://replicate.com/wan-video/wan-2.2-i2v-fast): animates a picture."""

from collections.abc import Mapping
from typing import Any, Final

from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.errors import ProviderRefused
from influencer_app.integrations.replicate.inputs.choices import nearest_lines

MOTIONS: Final = (
    "hardly any movement",
    "slow, calm movement",
    "natural movement",
    "lively, dynamic movement",
)
"""Words for motion 1 to 10, since it has no scale of its own."""


def build(schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
    """As many frames as ``seconds`` at ``fps``. Raises ``ProviderRefused`` without a picture."""
    if request.source is None:
        raise ProviderRefused("A clip needs a source picture.")
    seconds, fps = request.seconds or 0, request.fps or 0
    return {
        "image": request.source,
        "prompt": f"{request.prompt}, {MOTIONS[min(3, (request.motion or 5) // 3)]}",
        "num_frames": round(seconds * fps) or None,
        "frames_per_second": fps or None,
        "resolution": nearest_lines(schema, "resolution", request.width, request.height),
        "seed": request.seed,
    }
