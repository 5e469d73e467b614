"""Input and output types: a person's appearance, a shot, and the drawing."""

from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True)
class Appearance:
    """A person's traits. Text fields are words of ``TRAITS`` or free text, which may fall back with a note.

    ``key`` seeds the identity: the geometry depends only on it and on the traits.
    """

    key: str
    age: int
    gender: str
    ethnicity: str = ""
    skin_tone: str = ""
    hair_style: str = ""
    hair_color: str = ""
    eye_color: str = ""
    body_type: str = ""


@dataclass(frozen=True)
class Shot:
    """A picture to draw; ``width`` and ``height`` are pixels, 64 to 2048 each."""

    prompt: str
    width: int
    height: int
    seed: int
    style: str = "realistic"
    negative_prompt: str = ""


@dataclass(frozen=True)
class Drawing:
    """A finished picture (RGB, of the requested size), the words used, and notes on unknown words."""

    image: Image.Image
    understood: tuple[str, ...]
    notes: tuple[str, ...]
