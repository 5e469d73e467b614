"""Prompt suffixes for each style."""

from typing import Final

from influencer_app.domain.generation.ports.provider import ModelRequest

STYLES: Final = {
    "realistic": "photograph, natural light, sharp focus, detailed skin",
    "editorial": "black and white editorial photograph, high contrast, film grain",
    "anime": "anime illustration, clean lines, cel shading",
    "toon": "3D animated film character, soft shading, large eyes",
    "watercolour": "watercolour painting, soft washes, paper texture",
    "neon": "neon lights, cyberpunk colours, glowing rim light",
}


def with_style(request: ModelRequest, prompt: str) -> str:
    """The character's traits, the prompt and the style's suffix, as one prompt."""
    parts = [f"a {request.subject}, {request.traits}"] if request.traits else []
    return ", ".join([*parts, prompt.strip().rstrip(" ,."), STYLES.get(request.style, request.style)])
