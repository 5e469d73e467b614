"""Builds each model's input from a request and checks it against the model's own schema."""

from collections.abc import Callable, Mapping
from typing import Any

from influencer_app.domain.generation.ports.provider import ModelRequest
from influencer_app.errors import ProviderRefused
from influencer_app.integrations.replicate.inputs import photomaker, sadtalker, sdxl, svd
from influencer_app.integrations.replicate.inputs.schema import fit, properties

__all__ = ["build", "properties"]

BUILDERS: Mapping[str, Callable[[Mapping[str, Any], ModelRequest], dict[str, Any]]] = {
    "sdxl": sdxl.build,
    "photomaker": photomaker.build,
    "photomaker-style": photomaker.build,
    "stable-video-diffusion": svd.build,
    "sadtalker": sadtalker.build,
}


def build(model: str, schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
    """The input for ``model`` (owner/name). Raises ``ProviderRefused`` for a model without a builder."""
    builder = BUILDERS.get(model.rpartition("/")[2])
    if builder is None:
        raise ProviderRefused(f"The model {model} is not supported.")
    return fit(model, schema, builder(schema, request))
