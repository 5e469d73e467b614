"""URLs of static assets with a content hash, so that browsers may cache them for ever."""

import hashlib
from functools import cache
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[3] / "assets"


@cache
def asset_url(name: str) -> str:
    """The URL of a file in ``assets``, with a hash of its content as ``?v=``."""
    digest = hashlib.sha256((ASSETS / name).read_bytes()).hexdigest()[:10]
    return f"/{name}?v={digest}"
