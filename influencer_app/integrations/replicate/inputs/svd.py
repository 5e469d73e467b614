"""Stable Video Diffusion (https://replicate.com/stability-ai/stable-video-diffusion): animates a picture."""

from collections.abc import Mapping
from typing import Any, Final

from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.errors import ProviderRefused

LENGTH: Final = "25_frames_with_svd_xt"
FRAMES: Final = 25
DEFAULT_BUCKET: Final = 127
"""The model's default motion bucket; motion 5 on our scale of 1 to 10."""


def build(schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
    """25 frames, 3.1 s at 8 per second. Raises ``ProviderRefused`` without a picture."""
    if request.source is None:
        raise ProviderRefused("A clip needs a source picture.")
    return {
        "input_image": request.source,
        "video_length": LENGTH,
        "sizing_strategy": "maintain_aspect_ratio",
        "frames_per_second": request.fps,
        "motion_bucket_id": motion_bucket(request.motion or 5),
        "seed": request.seed,
    }


def motion_bucket(motion: int) -> int:
    """Map motion 1 to 10 to the model's scale of 1 to 255: 1 is 25, 5 is 127, 10 is 255."""
    return max(1, min(255, round(DEFAULT_BUCKET + (motion - 5) * 25.6)))
