"""The prints and sheets on the public pages: real outputs of the sketch engine, as they were drawn."""

import json
from functools import lru_cache
from typing import NamedTuple

from influencer_app.web.build.versioned import ASSETS, versioned

FOLDER = ASSETS / "prints"
INDEX = FOLDER / "prints.json"
SHEETS = FOLDER / "sheets.json"
SHARED_PICTURE = FOLDER / "share.jpg"
SHARED_PICTURE_URL = versioned("prints/share.jpg")


class Print(NamedTuple):
    """One picture: its file's name, size and widths in pixels, what it shows, and how it was made."""

    name: str
    width: int
    height: int
    widths: tuple[int, ...]
    person: str
    scene: str
    seed: int
    seconds: float
    placeholder: str

    @property
    def url(self) -> str:
        """Its address on the site."""
        return self._at(self.width)

    @property
    def small(self) -> str:
        """The address of the smallest one."""
        return self._at(self.widths[0])

    @property
    def srcset(self) -> str:
        """All widths of it, for the browser to choose from."""
        return ", ".join(f"{self._at(width)} {width}w" for width in self.widths)

    @property
    def clip(self) -> str:
        """The address of the same person moving, or nothing while there is none."""
        return self._beside("mp4")

    @property
    def captions(self) -> str:
        """The address of what is said in the clip (WebVTT), or nothing where it is silent."""
        return self._beside("vtt")

    def _beside(self, ending: str) -> str:
        name = f"{FOLDER.name}/{self.name}.{ending}"
        return versioned(name) if (ASSETS / name).is_file() else ""

    def _at(self, width: int) -> str:
        return versioned(f"{FOLDER.name}/{self.name}-{width}.webp")


class Sheet(NamedTuple):
    """Many people in many places on one picture: how it is drawn, from which seed, its size in pixels."""

    style: str
    seed: int
    widths: tuple[int, ...]
    width: int
    height: int
    placeholder: str

    @property
    def url(self) -> str:
        """The address of the largest one, which can be read."""
        return self._at(self.widths[-1])

    @property
    def small(self) -> str:
        """The address of the smallest one."""
        return self._at(self.widths[0])

    @property
    def srcset(self) -> str:
        """All widths of it, for the browser to choose from."""
        return ", ".join(f"{self._at(width)} {width}w" for width in self.widths)

    def _at(self, width: int) -> str:
        return versioned(f"{FOLDER.name}/sheet-{self.style}-{width}.webp")


@lru_cache(maxsize=1)
def sheets() -> tuple[Sheet, ...]:
    """All contact sheets that are there."""
    if not SHEETS.is_file():
        return ()
    found = json.loads(SHEETS.read_text(encoding="utf-8"))
    return tuple(Sheet(**{**one, "widths": tuple(one["widths"])}) for one in found)


@lru_cache(maxsize=1)
def prints() -> tuple[Print, ...]:
    """All prints that are there."""
    if not INDEX.is_file():
        return ()
    found = json.loads(INDEX.read_text(encoding="utf-8"))
    return tuple(Print(**{**one, "widths": tuple(one["widths"])}) for one in found)
