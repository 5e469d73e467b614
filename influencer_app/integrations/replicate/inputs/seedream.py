"""Seedream 4.5 (https://replicate.com/bytedance/seedream-4.5): from words, or with up to 14 reference images.

It has neither a seed nor a negative prompt. One prediction gives one picture: how many come with
``sequential_image_generation`` is up to the model, so sets are several predictions (``outputs_max``).
"""

from collections.abc import Mapping
from typing import Any, Final

from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.integrations.replicate.inputs.choices import nearest_ratio
from influencer_app.integrations.replicate.inputs.style_prompts import with_style

REFERENCES_MAX: Final = 14


def build(schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
    """The nearest of its aspect ratios, about 2048 pixels wide and high; its safety filter stays on."""
    prompt = with_style(request, request.prompt)
    if request.references:
        prompt = f"The {request.subject} of the reference images, with exactly the same face: {prompt}"
    if request.negative_prompt:
        prompt = f"{prompt}. Avoid: {request.negative_prompt}"
    return {
        "prompt": prompt,
        "image_input": request.references[:REFERENCES_MAX],
        "size": "2K",
        "aspect_ratio": nearest_ratio(schema, "aspect_ratio", request.width, request.height),
        "sequential_image_generation": "disabled",
        "max_images": 1,
        "seed": request.seed,
    }
