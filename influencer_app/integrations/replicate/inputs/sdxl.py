"""Stable Diffusion XL (https://github.com/replicate/cog-sdxl/blob/main/predict.py)."""

from collections.abc import Mapping
from typing import Any

from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.integrations.replicate.inputs.style_prompts import with_style


def build(schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
    """Sizes are multiples of 8; its watermark and safety filter stay on; we always set the seed."""
    return {
        "prompt": with_style(request, request.prompt),
        "negative_prompt": request.negative_prompt,
        "width": request.width // 8 * 8,
        "height": request.height // 8 * 8,
        "num_outputs": request.count,
        "seed": request.seed,
        "apply_watermark": True,
    }
