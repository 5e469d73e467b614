"""The prints on the public pages: real outputs of the sketch engine, as ``prints`` has drawn them."""

import json
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

ASSETS = Path(__file__).resolve().parents[3] / "assets"
FOLDER = ASSETS / "prints"
INDEX = FOLDER / "prints.json"


class Print(NamedTuple):
    """One picture: its file's name, size in pixels, what it shows, and how it was made."""

    name: str
    width: int
    height: int
    person: str
    scene: str
    seed: int
    seconds: float
    placeholder: str

    @property
    def url(self) -> str:
        """Its address on the site."""
        return f"/prints/{self.name}.webp"


@lru_cache(maxsize=1)
def prints() -> tuple[Print, ...]:
    """All prints that are there."""
    if not INDEX.is_file():
        return ()
    return tuple(Print(**one) for one in json.loads(INDEX.read_text(encoding="utf-8")))
