"""Draws the prints of the public pages with the sketch engine: nine people in a dozen places.

Run ``python -m influencer_app.web.build.prints`` after the engine has changed.
"""

import base64
import io
import json
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageOps

from influencer_app.sketch import Look, Shot, draw
from influencer_app.web.build.shelf import FOLDER, INDEX, SHARED_PICTURE
from influencer_app.web.theme import COLOURS

WIDTHS = (280, 560)
"""Pixels: what a column of the widest page shows, and twice that for fine screens."""

WIDE = 1024
"""Pixels: one more for a print that is shown wide."""

SHARED = (1200, 630)
"""Pixels of the picture that other sites show with a link to us."""

SHAPES = {"4:5": (896, 1120), "1:1": (1024, 1024), "2:3": (832, 1248)}

PEOPLE = {
    "Amara": Look(
        "c-amara",
        age=28,
        gender="female",
        ethnicity="african",
        skin_tone="deep",
        hair_style="afro",
        hair_color="black",
        eye_color="brown",
    ),
    "Mia": Look(
        "a-mia",
        age=24,
        gender="female",
        ethnicity="european",
        skin_tone="fair",
        hair_style="long",
        hair_color="chestnut",
        eye_color="green",
    ),
    "Leo": Look(
        "b-leo",
        age=31,
        gender="male",
        ethnicity="south asian",
        skin_tone="tan",
        hair_style="quiff",
        hair_color="black",
        eye_color="brown",
        body_type="athletic",
    ),
    "Yuki": Look(
        "b-yuki",
        age=26,
        gender="female",
        ethnicity="east asian",
        skin_tone="porcelain",
        hair_style="bob",
        hair_color="pink",
        eye_color="grey",
    ),
    "Noah": Look(
        "b-noah",
        age=52,
        gender="male",
        ethnicity="european",
        skin_tone="light",
        hair_style="side part",
        hair_color="silver",
        eye_color="blue",
    ),
    "Ines": Look(
        "b-ines",
        age=33,
        gender="female",
        ethnicity="european",
        skin_tone="ivory",
        hair_style="fringe",
        hair_color="ginger",
        eye_color="blue",
    ),
    "Zoe": Look(
        "a-zoe",
        age=29,
        gender="female",
        ethnicity="latin american",
        skin_tone="olive",
        hair_style="bun",
        hair_color="dark brown",
        eye_color="brown",
    ),
    "Freya": Look(
        "a-freya",
        age=35,
        gender="female",
        ethnicity="european",
        skin_tone="fair",
        hair_style="braid",
        hair_color="blonde",
        eye_color="blue",
    ),
    "Kofi": Look(
        "c-kofi",
        age=38,
        gender="male",
        ethnicity="african",
        skin_tone="ebony",
        hair_style="short",
        hair_color="black",
        eye_color="dark brown",
        body_type="broad",
    ),
}


class Plate(NamedTuple):
    """One print to draw: its file's name, who, what is asked for, shape, seed, and if it is shown wide."""

    name: str
    person: str
    scene: str
    shape: str
    seed: int
    wide: bool = False


PLATES = (
    Plate("amara-studio", "Amara", "in the studio before colour paper, navy blazer, calm", "4:5", 11),
    Plate("amara-night", "Amara", "in a city street at night, neon light, black leather jacket", "4:5", 12),
    Plate("amara-cafe", "Amara", "close up in a cafe, morning light, orange sweater, smiling", "4:5", 13),
    Plate("amara-desert", "Amara", "in the desert at sunset, mustard coat, laughing", "4:5", 7),
    Plate("amara-beach", "Amara", "on the beach at noon, pink dress, sunglasses, smiling", "4:5", 15),
    Plate("amara-roof", "Amara", "close up in the city at night, neon light, navy blazer", "1:1", 16, True),
    Plate("mia-beach", "Mia", "on the beach at sunset, mustard dress, smiling", "2:3", 21),
    Plate("mia-park", "Mia", "close up in the park, golden light, denim jacket, smiling", "4:5", 7),
    Plate("leo-gym", "Leo", "in the gym, red tee, smiling", "4:5", 7),
    Plate("leo-mountain", "Leo", "in the mountains, morning, green hoodie, smiling", "4:5", 32),
    Plate("yuki-night", "Yuki", "in a city street at night, neon light, teal dress", "4:5", 42),
    Plate("yuki-concert", "Yuki", "close up at a concert, night, black leather jacket, smiling", "4:5", 7),
    Plate("yuki-studio", "Yuki", "close up in the studio, white turtleneck, smiling", "4:5", 43),
    Plate("noah-library", "Noah", "close up in the library, purple turtleneck, glasses", "2:3", 7),
    Plate("ines-roof", "Ines", "on a rooftop at sunset, mustard coat", "4:5", 7),
    Plate("ines-studio", "Ines", "in the studio before colour paper, green blazer", "4:5", 61),
    Plate("zoe-kitchen", "Zoe", "close up in the kitchen, morning, white shirt, smiling", "4:5", 7),
    Plate("zoe-studio", "Zoe", "in the studio before colour paper, white sweater", "4:5", 71),
    Plate("freya-park", "Freya", "in the park, autumn, denim jacket, laughing", "4:5", 7),
    Plate("freya-mountain", "Freya", "close up in the mountains, red beanie, smiling", "4:5", 81),
    Plate("kofi-beach", "Kofi", "close up on the beach at noon, white shirt, smiling", "4:5", 91),
    Plate("kofi-library", "Kofi", "in the library, mustard blazer, smiling", "4:5", 92),
)

STRIP = ("amara-studio", "amara-night", "amara-cafe", "amara-desert", "amara-beach")
"""The prints of the shared picture: one person in five places."""


def develop() -> Iterator[str]:
    """Draw every plate, write the index and the shared picture. Yields a line for each."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    index = []
    for plate in PLATES:
        width, height = SHAPES[plate.shape]
        started = time.perf_counter()
        drawing = draw(PEOPLE[plate.person], Shot(plate.scene, width, height, plate.seed), lambda _done: None)
        seconds = time.perf_counter() - started
        widths = (*WIDTHS, WIDE) if plate.wide else WIDTHS
        sizes = {each: _print(drawing.image, plate.name, each) for each in widths}
        index.append(
            {
                "name": plate.name,
                "width": WIDTHS[-1],
                "height": round(WIDTHS[-1] * height / width),
                "widths": widths,
                "person": plate.person,
                "scene": plate.scene,
                "seed": plate.seed,
                "seconds": round(seconds, 2),
                "placeholder": placeholder_of(drawing.image),
            }
        )
        kilobytes = ", ".join(f"{size // 1000} kB" for size in sizes.values())
        yield f"{plate.name}: {seconds:.1f} s, {kilobytes}, {drawing.understood}"
    INDEX.write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    yield f"shared picture: {_strip() // 1000} kB"


def _print(image: Image.Image, name: str, width: int) -> int:
    """Keep it ``width`` pixels wide; the size of the file in bytes."""
    path = FOLDER / f"{name}-{width}.webp"
    height = round(width * image.height / image.width)
    image.resize((width, height), Image.Resampling.LANCZOS).save(path, "WEBP", quality=84, method=6)
    return path.stat().st_size


def _strip() -> int:
    """The shared picture: the strip of prints on the ground of the dark theme. Its size in bytes."""
    width, height = SHARED
    sheet = Image.new("RGB", SHARED, COLOURS["ground"].dark)
    gap, margin = 12, 30
    each = (width - 2 * margin - gap * (len(STRIP) - 1)) // len(STRIP)
    tall = height - 2 * margin
    for place, name in enumerate(STRIP):
        with Image.open(FOLDER / f"{name}-{WIDTHS[-1]}.webp") as print_:
            fitted = ImageOps.fit(print_, (each, tall), Image.Resampling.LANCZOS, centering=(0.5, 0.3))
        sheet.paste(fitted, (margin + place * (each + gap), margin))
    sheet.save(SHARED_PICTURE, "JPEG", quality=84, optimize=True, progressive=True)
    return SHARED_PICTURE.stat().st_size


def placeholder_of(image: Image.Image) -> str:
    """A dozen pixels across as a data URL, to be shown stretched until the file is there."""
    held = io.BytesIO()
    tiny = image.resize((12, round(12 * image.height / image.width)), Image.Resampling.BOX)
    tiny.save(held, "WEBP", quality=30, method=6)
    return "data:image/webp;base64," + base64.b64encode(held.getvalue()).decode()


if __name__ == "__main__":
    for line in develop():
        sys.stdout.write(line + "\n")
