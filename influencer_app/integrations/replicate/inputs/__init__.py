"""A wish in the words of each model, checked against the model's own schema."""

from collections.abc import Callable, Mapping
from typing import Any

from influencer_app.domain.generation.provider import Wish
from influencer_app.errors import ProviderRefused
from influencer_app.integrations.replicate.inputs import photomaker, sadtalker, sdxl, svd
from influencer_app.integrations.replicate.inputs.schema import fit, properties

__all__ = ["build", "native_size", "properties"]

BUILDERS: Mapping[str, Callable[[Mapping[str, Any], Wish], dict[str, Any]]] = {
    "sdxl": sdxl.build,
    "photomaker": photomaker.build,
    "photomaker-style": photomaker.build,
    "stable-video-diffusion": svd.build,
    "sadtalker": sadtalker.build,
}


def build(model: str, schema: Mapping[str, Any], request: Wish) -> dict[str, Any]:
    """The input for ``model`` (owner/name). ``ProviderRefused`` for one we know no words for."""
    builder = BUILDERS.get(model.rpartition("/")[2])
    if builder is None:
        raise ProviderRefused(f"The model {model} is not known here.")
    return fit(model, schema, builder(schema, request))


def native_size(model: str, width: int, height: int) -> tuple[int, int]:
    """PhotoMaker has no size inputs and makes squares; the others make what they are asked for."""
    return photomaker.SIZE if "photomaker" in model else (width, height)
