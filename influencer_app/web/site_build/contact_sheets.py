"""Renders the contact sheets of the landing page and README: six characters in six scenes, in three styles.

Run ``python -m influencer_app.web.site_build.contact_sheets`` after the engine has changed; the command
``influencer sketch sheet --size 200 --style STYLE --seed SEED`` renders the same sheets.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from influencer_app.sketch import Shot
from influencer_app.sketch.cast import cast
from influencer_app.sketch.sheet import SCENES, contact_sheet
from influencer_app.web.site_build.sample_images import placeholder_url
from influencer_app.web.site_build.samples import FOLDER, SHEET_INDEX

STYLES = (("realistic", 14), ("toon", 6), ("watercolour", 18))
"""Style and seed; another seed is another cast."""

BYTES_MAX = 240_000
SIDE, CELL = 6, 200
SMALL = 560
"""Pixels: what a column of the widest page shows."""


def render_all() -> Iterator[str]:
    """Render all of them in two widths and write their index. Yields a line of progress for each."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    index = []
    for style, seed in STYLES:
        people = cast(SIDE, seed)
        shots = [Shot(each, 2 * CELL, 5 * CELL // 2, seed + n, style) for n, each in enumerate(SCENES[:SIDE])]
        sheet = contact_sheet(
            [appearance for _, appearance in people], shots, CELL, [name for name, _ in people]
        )
        small = sheet.resize((SMALL, round(SMALL * sheet.height / sheet.width)), Image.Resampling.LANCZOS)
        sizes = []
        for picture in (sheet, small):
            path = FOLDER / f"contact-sheet-{style}-{picture.width}.webp"
            sizes.append(f"{_save(picture, path) // 1000} kB")
        index.append(
            {
                "style": style,
                "seed": seed,
                "widths": [SMALL, sheet.width],
                "width": sheet.width,
                "height": sheet.height,
                "placeholder": placeholder_url(sheet),
            }
        )
        yield f"{style}: {', '.join(sizes)}"
    SHEET_INDEX.write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")


def _save(picture: Image.Image, path: Path) -> int:
    """Write it as well as fits into ``BYTES_MAX``; the size in bytes."""
    for quality in (80, 72, 64, 56, 48):
        picture.save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size <= BYTES_MAX:
            break
    return path.stat().st_size


if __name__ == "__main__":
    for line in render_all():
        sys.stdout.write(line + "\n")
