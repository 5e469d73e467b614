"""Reads a model's input schema from its OpenAPI document and fits inputs to it."""

from collections.abc import Mapping
from typing import Any

from influencer_app.errors import ProviderRefused


def properties(document: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of ``Input``, with references resolved and required ones marked."""
    schemas = document.get("components", {}).get("schemas", {})
    input_schema = schemas.get("Input", {})
    found: dict[str, Any] = {}
    for name, given in input_schema.get("properties", {}).items():
        spec = dict(given)
        for part in (*spec.pop("allOf", []), *spec.pop("anyOf", []), {"$ref": spec.pop("$ref", "")}):
            if part.get("type") != "null":
                spec |= schemas.get(part.get("$ref", "").rpartition("/")[2], _without_ref(part))
        if name in input_schema.get("required", []):
            spec["required"] = True
        found[name] = spec
    return found


def fit(model: str, schema: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any]:
    """``wanted`` without inputs that the model lacks, each in the type and within the bounds of its own.

    A list that is longer than the model takes is cut; where the model takes one file, it gets the first.
    Raises ``ProviderRefused`` when a required input is missing or a choice is unknown to the model.
    """
    given = {name: value for name, value in wanted.items() if value is not None and value != ()}
    if not schema:
        return {name: list(value) if isinstance(value, tuple) else value for name, value in given.items()}
    fitted = {name: _convert(schema[name], value) for name, value in given.items() if name in schema}
    for name, spec in schema.items():
        if spec.get("required") and name not in fitted:
            raise ProviderRefused(f"The model {model} requires “{name}”, which is missing.")
        choices = spec.get("enum")
        if choices and name in fitted and fitted[name] not in choices:
            raise ProviderRefused(f"The model {model} does not accept “{fitted[name]}” as its {name}.")
    return fitted


def _without_ref(part: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in part.items() if name != "$ref"}


def _convert(spec: Mapping[str, Any], value: Any) -> Any:
    """The value as a list or as one value, whichever the input is."""
    if spec.get("type") == "array":
        values = list(value) if isinstance(value, list | tuple) else [value]
        return values[: spec.get("maxItems")]
    if isinstance(value, list | tuple):
        value = value[0]
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return _number(spec, value)


def _number(spec: Mapping[str, Any], value: float) -> float:
    """The nearest number that the input accepts: of its choices, or within its bounds and steps."""
    if choices := [one for one in spec.get("enum", ()) if isinstance(one, int | float)]:
        return min(choices, key=lambda one: abs(one - value))
    low, high = spec.get("minimum"), spec.get("maximum")
    value = value if low is None else max(low, value)
    value = value if high is None else min(high, value)
    if step := spec.get("multipleOf"):
        value = value // step * step
        value += step if low is not None and value < low else 0
    return round(value) if spec.get("type") == "integer" else value
