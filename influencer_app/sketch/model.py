"""What goes in and comes out: a person's look, a shot to make, and the drawing."""

from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True)
class Look:
    """Traits of a person. Every text field is a word of ``TRAITS`` or free text that falls back with a note.

    ``key`` seeds the identity: the geometry depends on it and on the traits alone.
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
    """One picture to make; ``width`` and ``height`` are pixels, 64 to 2048 each."""

    prompt: str
    width: int
    height: int
    seed: int
    style: str = "realistic"
    negative_prompt: str = ""


@dataclass(frozen=True)
class Drawing:
    """A finished picture (RGB, as large as asked), the words that were used, and what was not understood."""

    image: Image.Image
    understood: tuple[str, ...]
    notes: tuple[str, ...]
