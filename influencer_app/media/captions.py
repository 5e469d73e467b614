"""Writes captions as WebVTT (https://www.w3.org/TR/webvtt1/)."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})  # no text may contain "-->"
_CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAKS = re.compile(r"\s*[\n\r\x85\u2028\u2029]\s*")


class Cue(NamedTuple):
    """A caption text with its start and end, in seconds."""

    start: float
    end: float
    text: str


def webvtt(cues: Iterable[tuple[float, float, str]]) -> str:
    """A complete WebVTT file, sorted by start; empty cues are dropped.

    Text is escaped. Line breaks stay, blank lines are removed (they would end the cue). Raises
    ``ValueError`` for times that are negative, infinite or end before they start.
    """
    blocks = ["WEBVTT"]
    for start, end, text in sorted(cues):
        if not 0 <= start <= end < float("inf"):
            raise ValueError(f"Invalid caption times: {start} to {end}")
        words = _BREAKS.sub("\n", _CONTROL_CHARACTERS.sub("", text).strip()).translate(_ESCAPES)
        first, last = round(start * 1000), round(end * 1000)
        if words and last > first:
            blocks.append(f"{_time(first)} --> {_time(last)}\n{words}")
    return "\n\n".join(blocks) + "\n"


def _time(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"
