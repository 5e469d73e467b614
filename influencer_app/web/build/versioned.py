"""Addresses of our own files that change with their content, so that a browser may keep them for ever."""

import hashlib
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[3] / "assets"


@cache
def versioned(name: str) -> str:
    """The address of a file in ``assets``, with a mark of its content."""
    mark = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:10]
    return f"/{name}?v={mark}"
