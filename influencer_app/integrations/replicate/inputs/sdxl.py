"""Stable Diffusion XL (https://github.com/replicate/cog-sdxl/blob/main/predict.py)."""

from collections.abc import Mapping
from typing import Any

from influencer_app.domain.generation.provider import Wish
from influencer_app.integrations.replicate.inputs.words import styled


def build(schema: Mapping[str, Any], wish: Wish) -> dict[str, Any]:
    """Sizes in multiples of 8; its own watermark and safety filter stay on; the seed is always ours."""
    return {
        "prompt": styled(wish, wish.prompt),
        "negative_prompt": wish.negative_prompt,
        "width": wish.width // 8 * 8,
        "height": wish.height // 8 * 8,
        "num_outputs": wish.count,
        "seed": wish.seed,
        "apply_watermark": True,
    }
