"""Tests of the conversion to sRGB."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from influencer_app.media import open_image
from influencer_app.media.colour import ORIENTATION, to_srgb
from tests.media.pictures import decode, encode, scene

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def corners(image: Image.Image) -> list[object]:
    right, bottom = image.width - 1, image.height - 1
    return [image.getpixel(at) for at in ((0, 0), (right, 0), (right, bottom), (0, bottom))]


def four_corners() -> Image.Image:
    """Red, green, blue and white, clockwise from the top left."""
    image = Image.new("RGB", (2, 2), "white")
    image.putpixel((0, 0), RED)
    image.putpixel((1, 0), GREEN)
    image.putpixel((1, 1), BLUE)
    return image.resize((40, 20), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    ("orientation", "turn"),
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_pictures_stand_upright(orientation: int, turn: Image.Transpose | None):
    """The stored pixels are rotated the opposite way, as by a rotated camera."""
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored = four_corners() if turn is None else four_corners().transpose(turn)
    upright = to_srgb(decode(encode(stored, "PNG", exif=exif)))
    assert upright.size == (40, 20)
    assert corners(upright) == corners(four_corners())


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")  # Pillow warns and continues
@pytest.mark.parametrize("exif", [b"Exif\0\0junk", b"Exif\0\0II*\0\xff\xff\xff\xff"])
def test_invalid_exif_is_ignored(exif: bytes):
    data = encode(scene(40, 30), "JPEG", exif=exif)
    assert to_srgb(open_image(data)).tobytes() == decode(encode(scene(40, 30), "JPEG")).tobytes()


def test_transparency_is_flattened_onto_white():
    image = Image.new("RGBA", (4, 4), (255, 0, 0, 0))
    image.putpixel((1, 1), (255, 0, 0, 255))
    image.putpixel((2, 2), (0, 0, 0, 128))
    flat = to_srgb(decode(encode(image, "PNG")))
    assert flat.getpixel((0, 0)) == (255, 255, 255)
    assert flat.getpixel((1, 1)) == RED
    assert flat.getpixel((2, 2)) == (127, 127, 127)


def test_transparent_palette_is_flattened_onto_white():
    image = Image.new("P", (4, 4), 0)
    image.putpalette([0, 255, 0, 0, 0, 255])
    image.putpixel((1, 1), 1)
    flat = to_srgb(decode(encode(image, "PNG", transparency=0)))
    assert flat.getpixel((0, 0)) == (255, 255, 255)
    assert flat.getpixel((1, 1)) == BLUE


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_mode_of_a_png_becomes_rgb(mode: str):
    assert to_srgb(decode(encode(scene(40, 30).convert(mode), "PNG"))).mode == "RGB"


def test_sixteen_bits_keep_their_brightness():
    levels = np.linspace(0, 65535, 256).astype(np.uint16).reshape(16, 16)
    grey = np.asarray(to_srgb(decode(encode(Image.fromarray(levels), "PNG"))))
    assert grey.shape == (16, 16, 3)
    assert grey[0, 0].tolist() == [0, 0, 0]
    assert grey[15, 15].tolist() == [255, 255, 255]
    assert abs(int(grey[8, 0, 0]) - 128) <= 1


def test_cmyk_is_converted():
    rgb = to_srgb(decode(encode(Image.new("RGB", (16, 16), (200, 40, 40)).convert("CMYK"), "JPEG")))
    assert rgb.mode == "RGB"
    red, green, blue = rgb.getpixel((8, 8))
    assert red > 180
    assert max(green, blue) < 70


def test_colour_profile_is_applied_and_removed():
    """In a linear profile 128 is half the light, which sRGB encodes as about 188."""
    profile = linear_profile()
    linear = Image.new("RGB", (8, 8), (128, 128, 128))
    done = to_srgb(decode(encode(linear, "PNG", icc_profile=profile)))
    assert all(abs(value - 188) <= 2 for value in done.getpixel((4, 4)))
    assert done.info == {}


def test_invalid_colour_profile_is_ignored():
    image = scene(40, 30)
    done = to_srgb(decode(encode(image, "PNG", icc_profile=b"no profile at all" * 20)))
    assert done.tobytes() == image.tobytes()


def test_srgb_profile_causes_no_visible_change():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = scene(40, 30)
    done = to_srgb(decode(encode(image, "PNG", icc_profile=profile)))
    assert np.abs(np.asarray(done).astype(int) - np.asarray(image)).max() <= 1


def linear_profile() -> bytes:
    """The sRGB profile with its three curves replaced by straight lines."""
    data = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = int.from_bytes(data[128:132], "big")
    for entry in range(count):
        at = 132 + 12 * entry
        if bytes(data[at : at + 4]) in {b"rTRC", b"gTRC", b"bTRC"}:
            start = int.from_bytes(data[at + 4 : at + 8], "big")
            straight = b"curv" + bytes(4) + (0).to_bytes(4, "big")
            data[start : start + len(straight)] = straight
            data[at + 8 : at + 12] = len(straight).to_bytes(4, "big")
    ImageCms.ImageCmsProfile(BytesIO(bytes(data)))
    return bytes(data)
