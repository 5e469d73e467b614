"""Pictures with faces that people could bring: our own sample images, as a camera would write them."""

import io
from functools import cache

from PIL import Image

from tests.support import ROOT

PRINT = ROOT / "assets/samples/amara-roof-1024.webp"
OTHER = ROOT / "assets/samples/leo-mountain-560.webp"


@cache
def portrait() -> Image.Image:
    """One face, large."""
    return Image.open(PRINT).convert("RGB")


def two_people() -> Image.Image:
    """Two faces side by side."""
    one, other = portrait().resize((640, 640)), Image.open(OTHER).convert("RGB").resize((512, 640))
    both = Image.new("RGB", (1152, 640))
    both.paste(one, (0, 0))
    both.paste(other, (640, 0))
    return both


def far_away() -> Image.Image:
    """The same face in a corner of a large wall."""
    wall = Image.new("RGB", (1600, 1600), (200, 196, 190))
    wall.paste(portrait().resize((400, 400)), (200, 900))
    return wall


def wall() -> Image.Image:
    """Nobody."""
    return Image.linear_gradient("L").resize((640, 640)).convert("RGB")


def jpeg(image: Image.Image, **more: object) -> bytes:
    """The file."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=92, **more)
    return out.getvalue()


def snapshot() -> bytes:
    """A portrait with a camera's name and a place in it."""
    exif = Image.Exif()
    exif[0x010F] = "Secret Camera"
    exif.get_ifd(0x8825)[1] = "N"
    return jpeg(portrait(), exif=exif)
