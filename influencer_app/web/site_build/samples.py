"""Sample images and contact sheets of the public pages: real, unedited outputs of the sketch engine."""

import json
from functools import lru_cache
from typing import NamedTuple

from influencer_app.web.site_build.asset_urls import ASSETS, asset_url

FOLDER = ASSETS / "samples"
INDEX = FOLDER / "samples.json"
SHEET_INDEX = FOLDER / "contact_sheets.json"
SHARE_IMAGE = FOLDER / "share.jpg"
SHARE_IMAGE_URL = asset_url("samples/share.jpg")


class SampleImage(NamedTuple):
    """One sample: file name, size and available widths in pixels, what it shows, and how it was made."""

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
        """URL of the regular width."""
        return self._at(self.width)

    @property
    def small(self) -> str:
        """URL of the smallest width."""
        return self._at(self.widths[0])

    @property
    def srcset(self) -> str:
        """All widths, for an ``srcset`` attribute."""
        return ", ".join(f"{self._at(width)} {width}w" for width in self.widths)

    @property
    def clip(self) -> str:
        """URL of the clip (MP4) made from this sample; empty when there is none."""
        return self._beside("mp4")

    @property
    def captions(self) -> str:
        """URL of the clip's captions (WebVTT); empty when the clip is silent."""
        return self._beside("vtt")

    def _beside(self, ending: str) -> str:
        name = f"{FOLDER.name}/{self.name}.{ending}"
        return asset_url(name) if (ASSETS / name).is_file() else ""

    def _at(self, width: int) -> str:
        return asset_url(f"{FOLDER.name}/{self.name}-{width}.webp")


class ContactSheet(NamedTuple):
    """Many characters in many scenes on one image: style, seed, available widths and size in pixels."""

    style: str
    seed: int
    widths: tuple[int, ...]
    width: int
    height: int
    placeholder: str

    @property
    def url(self) -> str:
        """URL of the largest width, in which the names can be read."""
        return self._at(self.widths[-1])

    @property
    def small(self) -> str:
        """URL of the smallest width."""
        return self._at(self.widths[0])

    @property
    def srcset(self) -> str:
        """All widths, for an ``srcset`` attribute."""
        return ", ".join(f"{self._at(width)} {width}w" for width in self.widths)

    def _at(self, width: int) -> str:
        return asset_url(f"{FOLDER.name}/contact-sheet-{self.style}-{width}.webp")


@lru_cache(maxsize=1)
def contact_sheets() -> tuple[ContactSheet, ...]:
    """All contact sheets in the index."""
    if not SHEET_INDEX.is_file():
        return ()
    found = json.loads(SHEET_INDEX.read_text(encoding="utf-8"))
    return tuple(ContactSheet(**{**one, "widths": tuple(one["widths"])}) for one in found)


@lru_cache(maxsize=1)
def sample_images() -> tuple[SampleImage, ...]:
    """All sample images in the index."""
    if not INDEX.is_file():
        return ()
    found = json.loads(INDEX.read_text(encoding="utf-8"))
    return tuple(SampleImage(**{**one, "widths": tuple(one["widths"])}) for one in found)
