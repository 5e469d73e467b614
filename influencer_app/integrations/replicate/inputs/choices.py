"""Picks what comes nearest to a size in pixels among the choices that a model offers."""

import math
import re
from collections.abc import Mapping
from typing import Any, Final

RATIO: Final = re.compile(r"(\d+):(\d+)")
LINES: Final = re.compile(r"(\d+)p")


def nearest_ratio(schema: Mapping[str, Any], name: str, width: int, height: int) -> str | None:
    """The choice such as ``3:4`` that is nearest to the shape; None where the input offers none.

    Finishing crops what comes back to the shape that was asked for.
    """
    ratios = {choice: int(found[1]) / int(found[2]) for choice, found in _matches(schema, name, RATIO)}
    wanted = width / height
    return min(ratios, key=lambda choice: abs(math.log(ratios[choice] / wanted)), default=None)


def nearest_lines(schema: Mapping[str, Any], name: str, width: int, height: int) -> str | None:
    """The choice such as ``720p`` that is nearest to the shorter side; None where the input offers none."""
    lines = {choice: int(found[1]) for choice, found in _matches(schema, name, LINES)}
    return min(lines, key=lambda choice: abs(lines[choice] - min(width, height)), default=None)


def _matches(schema: Mapping[str, Any], name: str, form: re.Pattern[str]) -> list[tuple[str, re.Match[str]]]:
    choices = schema.get(name, {}).get("enum", ())
    return [(choice, found) for choice in choices if (found := form.fullmatch(str(choice)))]
