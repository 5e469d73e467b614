"""Draws the prints of the public pages with the sketch engine: nine people, five places.

Run ``python -m influencer_app.web.build.prints`` after the engine has changed.
"""

import base64
import io
import json
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image

from influencer_app.sketch import Look, Shot, draw
from influencer_app.web.build.shelf import FOLDER, INDEX

WIDTH = 560
"""Pixels: twice what a column of the widest page shows."""

SHAPES = {"4:5": (896, 1120), "1:1": (1024, 1024), "2:3": (832, 1248)}

PEOPLE = {
    "Amara": Look(
        "print-amara",
        age=28,
        gender="female",
        ethnicity="african",
        skin_tone="deep",
        hair_style="afro",
        hair_color="black",
        eye_color="brown",
    ),
    "Mia": Look(
        "print-mia",
        age=24,
        gender="female",
        ethnicity="european",
        skin_tone="fair",
        hair_style="long",
        hair_color="chestnut",
        eye_color="green",
    ),
    "Leo": Look(
        "print-leo",
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
        "print-yuki",
        age=26,
        gender="female",
        ethnicity="east asian",
        skin_tone="porcelain",
        hair_style="bob",
        hair_color="pink",
        eye_color="grey",
    ),
    "Noah": Look(
        "print-noah",
        age=52,
        gender="male",
        ethnicity="european",
        skin_tone="light",
        hair_style="side part",
        hair_color="silver",
        eye_color="blue",
    ),
    "Ines": Look(
        "print-ines",
        age=33,
        gender="female",
        ethnicity="european",
        skin_tone="ivory",
        hair_style="fringe",
        hair_color="ginger",
        eye_color="blue",
    ),
    "Zoe": Look(
        "print-zoe",
        age=29,
        gender="female",
        ethnicity="latin american",
        skin_tone="olive",
        hair_style="bun",
        hair_color="dark brown",
        eye_color="brown",
    ),
    "Freya": Look(
        "print-freya",
        age=35,
        gender="female",
        ethnicity="european",
        skin_tone="fair",
        hair_style="braid",
        hair_color="blonde",
        eye_color="blue",
    ),
    "Kofi": Look(
        "print-kofi",
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
    """One print to draw: its file's name, who, what is asked for, shape and seed."""

    name: str
    person: str
    scene: str
    shape: str
    seed: int


PLATES = (
    Plate("amara-studio", "Amara", "in the studio before colour paper, navy blazer, calm", "4:5", 11),
    Plate("amara-night", "Amara", "in a city street at night, neon light, black blazer", "4:5", 12),
    Plate("amara-cafe", "Amara", "in a cafe, morning light, orange sweater, smiling", "4:5", 13),
    Plate(
        "amara-mountain", "Amara", "in the mountains, last hour of sun, mustard blazer, laughing", "4:5", 14
    ),
    Plate("amara-beach", "Amara", "on the beach at noon, pink dress, smiling", "4:5", 15),
    Plate("amara-roof", "Amara", "close up in the city at night, neon light, navy blazer", "1:1", 16),
    Plate("mia-beach", "Mia", "on the beach at sunset, mustard dress, smiling", "2:3", 21),
    Plate("mia-mountain", "Mia", "in the mountains, clear morning, navy sweater", "4:5", 22),
    Plate("leo-studio", "Leo", "in the studio before colour paper, burgundy shirt, calm", "4:5", 31),
    Plate("leo-mountain", "Leo", "in the mountains, last hour of sun, green hoodie", "4:5", 32),
    Plate("yuki-cafe", "Yuki", "in a cafe, morning light, orange sweater, laughing", "4:5", 41),
    Plate("yuki-night", "Yuki", "in a city street at night, teal dress", "4:5", 42),
    Plate("noah-cafe", "Noah", "in a cafe, warm light, orange sweater, smiling", "2:3", 51),
    Plate("ines-studio", "Ines", "in the studio before colour paper, green blazer", "4:5", 61),
    Plate("zoe-studio", "Zoe", "in the studio before colour paper, white sweater", "4:5", 71),
    Plate("freya-mountain", "Freya", "in the mountains, clear morning, green hoodie, smiling", "4:5", 81),
    Plate("kofi-beach", "Kofi", "on the beach at sunset, white shirt, smiling", "4:5", 91),
)


def develop() -> Iterator[str]:
    """Draw every plate and write the index. Yields a line for each."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    index = []
    for plate in PLATES:
        width, height = SHAPES[plate.shape]
        started = time.perf_counter()
        drawing = draw(PEOPLE[plate.person], Shot(plate.scene, width, height, plate.seed), lambda _done: None)
        seconds = time.perf_counter() - started
        small = drawing.image.resize((WIDTH, round(WIDTH * height / width)), Image.Resampling.LANCZOS)
        path = FOLDER / f"{plate.name}.webp"
        small.save(path, "WEBP", quality=86, method=6)
        index.append(
            {
                "name": plate.name,
                "width": small.width,
                "height": small.height,
                "person": plate.person,
                "scene": plate.scene,
                "seed": plate.seed,
                "seconds": round(seconds, 2),
                "placeholder": _placeholder(small),
            }
        )
        yield f"{plate.name}: {seconds:.1f} s, {path.stat().st_size // 1000} kB, {drawing.understood}"
    INDEX.write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def _placeholder(image: Image.Image) -> str:
    """A dozen pixels across as a data URL, to be shown stretched until the file is there."""
    held = io.BytesIO()
    tiny = image.resize((12, round(12 * image.height / image.width)), Image.Resampling.BOX)
    tiny.save(held, "WEBP", quality=30, method=6)
    return "data:image/webp;base64," + base64.b64encode(held.getvalue()).decode()


if __name__ == "__main__":
    for line in develop():
        sys.stdout.write(line + "\n")
