"""Reads a model's input schema from its OpenAPI document and fits inputs to it."""

from collections.abc import Mapping
from typing import Any

from influencer_app.errors import ProviderRefused


def properties(document: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of ``Input``, with enum references resolved and required ones marked."""
    schemas = document.get("components", {}).get("schemas", {})
    input_schema = schemas.get("Input", {})
    found: dict[str, Any] = {}
    for name, given in input_schema.get("properties", {}).items():
        spec = dict(given)
        for part in spec.pop("allOf", []):
            spec |= schemas.get(part.get("$ref", "").rpartition("/")[2], part)
        if name in input_schema.get("required", []):
            spec["required"] = True
        found[name] = spec
    return found


def fit(model: str, schema: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """``wanted`` without inputs the model lacks, with numbers clamped to its bounds.

    Raises ``ProviderRefused`` when a required input is missing or a choice is unknown to the model.
    """
    given = {name: value for name, value in wanted.items() if value is not None}
    if not schema:
        return given
    fitted = {name: _clamp(schema[name], value) for name, value in given.items() if name in schema}
    for name, spec in schema.items():
        if spec.get("required") and name not in fitted:
            raise ProviderRefused(f"The model {model} requires “{name}”, which is missing.")
        choices = spec.get("enum")
        if choices and name in fitted and fitted[name] not in choices:
            raise ProviderRefused(f"The model {model} does not accept “{fitted[name]}” as its {name}.")
    return fitted


def _clamp(spec: Mapping[str, Any], value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    low, high = spec.get("minimum"), spec.get("maximum")
    value = value if low is None else max(low, value)
    return value if high is None else min(high, value)
