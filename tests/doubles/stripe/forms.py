"""Reads Stripe's form encoding: ``line_items[0][price]=...`` becomes nested dicts and lists."""

import re
from collections.abc import Iterable
from typing import Any

KEYS = re.compile(r"[^\[\]]+")


def parse_form(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """The nested value of all pairs; every leaf stays a string."""
    root: dict[str, Any] = {}
    for name, value in pairs:
        keys = KEYS.findall(name)
        if name.endswith("[]"):
            keys.append(str(sum(1 for key in _inside(root, keys))))
        place = root
        for key in keys[:-1]:
            place = place.setdefault(key, {})
        place[keys[-1]] = value
    found: dict[str, Any] = _with_lists(root)
    return found


def is_true(value: object) -> bool:
    """Whether a form says yes."""
    return value in (True, "true", "True", "1")


def _inside(root: dict[str, Any], keys: list[str]) -> dict[str, Any]:
    for key in keys:
        root = root.get(key, {})
    return root


def _with_lists(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    made = {key: _with_lists(each) for key, each in value.items()}
    if made and all(key.isdigit() for key in made):
        return [made[key] for key in sorted(made, key=int)]
    return made
