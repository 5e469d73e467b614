"""Builds each model's input from a request and checks it against the model's own schema."""

from collections.abc import Callable, Mapping
from typing import Any

from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.errors import ProviderRefused
from influencer_app.integrations.replicate.inputs import (
    p_video_avatar,
    photomaker,
    sadtalker,
    sdxl,
    seedream,
    svd,
    wan,
)
from influencer_app.integrations.replicate.inputs.schema import fit, properties

__all__ = ["build", "properties", "supports"]

Builder = Callable[[Mapping[str, Any], ModelRequest], dict[str, Any]]
BUILDERS: Mapping[str, tuple[frozenset[str], Builder]] = {
    "sdxl": (frozenset({"image"}), sdxl.build),
    "photomaker": (frozenset({"character_image"}), photomaker.build),
    "photomaker-style": (frozenset({"character_image"}), photomaker.build),
    "stable-video-diffusion": (frozenset({"video"}), svd.build),
    "sadtalker": (frozenset({"avatar"}), sadtalker.build),
    "seedream-4.5": (frozenset({"image", "character_image"}), seedream.build),
    "wan-2.2-i2v-fast": (frozenset({"video"}), wan.build),
    "p-video-avatar": (frozenset({"avatar"}), p_video_avatar.build),
}
"""The kinds that each model makes, and what builds its input, by the name without its owner."""


def supports(kind: str, model: str) -> bool:
    """Whether ``model`` (owner/name) has a builder, for this kind."""
    known = BUILDERS.get(model.rpartition("/")[2])
    return known is not None and kind in known[0]


def build(model: str, schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
    """The input for ``model`` (owner/name). Raises ``ProviderRefused`` for a model without a builder."""
    known = BUILDERS.get(model.rpartition("/")[2])
    if known is None:
        raise ProviderRefused(f"The model {model} is not supported.")
    return fit(model, schema, known[1](schema, request))
