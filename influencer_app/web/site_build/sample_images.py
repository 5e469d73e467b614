"""Renders the sample images of the public pages with the sketch engine: nine characters in a dozen scenes.

Run ``python -m influencer_app.web.site_build.sample_images`` after the engine has changed.
"""

import base64
import io
import json
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image, ImageOps

from influencer_app.sketch import Appearance, Shot, draw
from influencer_app.web.site_build.samples import FOLDER, INDEX, SHARE_IMAGE
from influencer_app.web.theme import COLOURS

WIDTHS = (280, 560)
"""Pixels: what a column of the widest page shows, and twice that for fine screens."""

WIDE = 1024
"""Pixels: one more for a sample that is shown wide."""

SHARE_SIZE = (1200, 630)
"""Pixels of the picture that other sites show with a link to us."""

SHAPES = {"4:5": (896, 1120), "1:1": (1024, 1024), "2:3": (832, 1248)}

PEOPLE = {
    "Amara": Appearance(
        "c-amara",
        age=28,
        gender="female",
        ethnicity="african",
        skin_tone="deep",
        hair_style="afro",
        hair_color="black",
        eye_color="brown",
    ),
    "Mia": Appearance(
        "a-mia",
        age=24,
        gender="female",
        ethnicity="european",
        skin_tone="fair",
        hair_style="long",
        hair_color="chestnut",
        eye_color="green",
    ),
    "Leo": Appearance(
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
    "Yuki": Appearance(
        "b-yuki",
        age=26,
        gender="female",
        ethnicity="east asian",
        skin_tone="porcelain",
        hair_style="bob",
        hair_color="pink",
        eye_color="grey",
    ),
    "Noah": Appearance(
        "b-noah",
        age=52,
        gender="male",
        ethnicity="european",
        skin_tone="light",
        hair_style="side part",
        hair_color="silver",
        eye_color="blue",
    ),
    "Ines": Appearance(
        "b-ines",
        age=33,
        gender="female",
        ethnicity="european",
        skin_tone="ivory",
        hair_style="fringe",
        hair_color="ginger",
        eye_color="blue",
    ),
    "Zoe": Appearance(
        "a-zoe",
        age=29,
        gender="female",
        ethnicity="latin american",
        skin_tone="olive",
        hair_style="bun",
        hair_color="dark brown",
        eye_color="brown",
    ),
    "Freya": Appearance(
        "a-freya",
        age=35,
        gender="female",
        ethnicity="european",
        skin_tone="fair",
        hair_style="braid",
        hair_color="blonde",
        eye_color="blue",
    ),
    "Kofi": Appearance(
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


class SampleSpec(NamedTuple):
    """One print to draw: its file's name, who, what is asked for, shape, seed, and if it is shown wide."""

    name: str
    person: str
    scene: str
    shape: str
    seed: int
    wide: bool = False


SPECS = (
    SampleSpec("amara-studio", "Amara", "in the studio before colour paper, navy blazer, calm", "4:5", 11),
    SampleSpec(
        "amara-night", "Amara", "in a city street at night, neon light, black leather jacket", "4:5", 12
    ),
    SampleSpec(
        "amara-cafe", "Amara", "close up in a cafe, morning light, orange sweater, smiling", "4:5", 13
    ),
    SampleSpec("amara-desert", "Amara", "in the desert at sunset, mustard coat, laughing", "4:5", 7),
    SampleSpec("amara-beach", "Amara", "on the beach at noon, pink dress, sunglasses, smiling", "4:5", 15),
    SampleSpec(
        "amara-roof", "Amara", "close up in the city at night, neon light, navy blazer", "1:1", 16, True
    ),
    SampleSpec("mia-beach", "Mia", "on the beach at sunset, mustard dress, smiling", "2:3", 21),
    SampleSpec("mia-park", "Mia", "close up in the park, golden light, denim jacket, smiling", "4:5", 7),
    SampleSpec("leo-gym", "Leo", "in the gym, red tee, smiling", "4:5", 7),
    SampleSpec("leo-mountain", "Leo", "in the mountains, morning, green hoodie, smiling", "4:5", 32),
    SampleSpec("yuki-night", "Yuki", "in a city street at night, neon light, teal dress", "4:5", 42),
    SampleSpec(
        "yuki-concert", "Yuki", "close up at a concert, night, black leather jacket, smiling", "4:5", 7
    ),
    SampleSpec("yuki-studio", "Yuki", "close up in the studio, white turtleneck, smiling", "4:5", 43),
    SampleSpec("noah-library", "Noah", "close up in the library, purple turtleneck, glasses", "2:3", 7),
    SampleSpec("ines-roof", "Ines", "on a rooftop at sunset, mustard coat", "4:5", 7),
    SampleSpec("ines-studio", "Ines", "in the studio before colour paper, green blazer", "4:5", 61),
    SampleSpec("zoe-kitchen", "Zoe", "close up in the kitchen, morning, white shirt, smiling", "4:5", 7),
    SampleSpec("zoe-studio", "Zoe", "in the studio before colour paper, white sweater", "4:5", 71),
    SampleSpec("freya-park", "Freya", "in the park, autumn, denim jacket, laughing", "4:5", 7),
    SampleSpec("freya-mountain", "Freya", "close up in the mountains, red beanie, smiling", "4:5", 81),
    SampleSpec("kofi-beach", "Kofi", "close up on the beach at noon, white shirt, smiling", "4:5", 91),
    SampleSpec("kofi-library", "Kofi", "in the library, mustard blazer, smiling", "4:5", 92),
)

SHARE_SAMPLES = ("amara-studio", "amara-night", "amara-cafe", "amara-desert", "amara-beach")
"""The samples in the share image: one character in five scenes."""


def render_all() -> Iterator[str]:
    """Render every spec, write the index and the share image. Yields a line of progress for each."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    index = []
    for spec in SPECS:
        width, height = SHAPES[spec.shape]
        started = time.perf_counter()
        drawing = draw(PEOPLE[spec.person], Shot(spec.scene, width, height, spec.seed), lambda _done: None)
        seconds = time.perf_counter() - started
        widths = (*WIDTHS, WIDE) if spec.wide else WIDTHS
        sizes = {each: _save_width(drawing.image, spec.name, each) for each in widths}
        index.append(
            {
                "name": spec.name,
                "width": WIDTHS[-1],
                "height": round(WIDTHS[-1] * height / width),
                "widths": widths,
                "person": spec.person,
                "scene": spec.scene,
                "seed": spec.seed,
                "seconds": round(seconds, 2),
                "placeholder": placeholder_url(drawing.image),
            }
        )
        kilobytes = ", ".join(f"{size // 1000} kB" for size in sizes.values())
        yield f"{spec.name}: {seconds:.1f} s, {kilobytes}, {drawing.understood}"
    INDEX.write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    yield f"share image: {_save_share_image() // 1000} kB"


def _save_width(image: Image.Image, name: str, width: int) -> int:
    """Save the sample ``width`` pixels wide; the size of the file in bytes."""
    path = FOLDER / f"{name}-{width}.webp"
    height = round(width * image.height / image.width)
    image.resize((width, height), Image.Resampling.LANCZOS).save(path, "WEBP", quality=84, method=6)
    return path.stat().st_size


def _save_share_image() -> int:
    """Write the share image, a strip of samples on the ground of the dark theme; its size in bytes."""
    width, height = SHARE_SIZE
    sheet = Image.new("RGB", SHARE_SIZE, COLOURS["ground"].dark)
    gap, margin = 12, 30
    each = (width - 2 * margin - gap * (len(SHARE_SAMPLES) - 1)) // len(SHARE_SAMPLES)
    tall = height - 2 * margin
    for place, name in enumerate(SHARE_SAMPLES):
        with Image.open(FOLDER / f"{name}-{WIDTHS[-1]}.webp") as sample:
            fitted = ImageOps.fit(sample, (each, tall), Image.Resampling.LANCZOS, centering=(0.5, 0.3))
        sheet.paste(fitted, (margin + place * (each + gap), margin))
    sheet.save(SHARE_IMAGE, "JPEG", quality=84, optimize=True, progressive=True)
    return SHARE_IMAGE.stat().st_size


def placeholder_url(image: Image.Image) -> str:
    """A preview a dozen pixels wide, as a data URL."""
    held = io.BytesIO()
    tiny = image.resize((12, round(12 * image.height / image.width)), Image.Resampling.BOX)
    tiny.save(held, "WEBP", quality=30, method=6)
    return "data:image/webp;base64," + base64.b64encode(held.getvalue()).decode()


if __name__ == "__main__":
    for line in render_all():
        sys.stdout.write(line + "\n")
