"""``influencer sketch sheet``: draw invented characters in many scenes into one picture."""

import sys
from pathlib import Path

from influencer_app.commands.errors import CommandError
from influencer_app.sketch.cast import cast
from influencer_app.sketch.model import Shot
from influencer_app.sketch.sheet import SCENES, contact_sheet

SHAPES = {"square": 1.0, "portrait": 1.25, "tall": 1.5, "wide": 0.625}
FORMATS = {
    ".webp": ("WEBP", {"quality": 82, "method": 6}),
    ".jpg": ("JPEG", {"quality": 84, "optimize": True, "progressive": True}),
    ".jpeg": ("JPEG", {"quality": 84, "optimize": True, "progressive": True}),
    ".png": ("PNG", {}),
}
CHARACTERS_MAX, SCENES_MAX = 40, 24


def sheet(
    *,
    characters: int,
    scenes: int,
    prompts: list[str] | None,
    style: str,
    size: int,
    seed: int,
    shape: str,
    output: Path,
) -> int:
    """Draw ``characters`` rows of ``scenes`` columns (or one column per prompt) into an image file.

    ``size`` is the width of one picture in pixels; each is drawn at twice that size and scaled down. Raises
    ``CommandError`` for a number out of range, an unknown file type or a file that cannot be written.
    """
    if output.suffix.lower() not in FORMATS:
        raise CommandError(f"The output has to end in {', '.join(FORMATS)}; it is {output.name}.")
    columns = tuple(prompts or ()) or SCENES[:scenes]
    if not 1 <= characters <= CHARACTERS_MAX or not 1 <= len(columns) <= SCENES_MAX or scenes < 1:
        raise CommandError(f"A sheet has 1 to {CHARACTERS_MAX} characters and 1 to {SCENES_MAX} scenes.")
    if not 48 <= size <= 1024:
        raise CommandError("One picture of a sheet is 48 to 1024 pixels wide.")
    width = min(1024, 2 * size)
    shots = [
        Shot(each, width, round(width * SHAPES[shape]), seed + n, style) for n, each in enumerate(columns)
    ]
    people = cast(characters, seed)
    total = len(people) * len(shots)

    def show_progress(done: int) -> None:
        sys.stderr.write(f"\r{done} of {total}")
        sys.stderr.flush()

    names = [name for name, _ in people]
    picture = contact_sheet([appearance for _, appearance in people], shots, size, names, show_progress)
    sys.stderr.write("\n")
    kind, options = FORMATS[output.suffix.lower()]
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        picture.save(output, kind, **options)
    except OSError as error:
        raise CommandError(f"The sheet could not be written to {output}: {error.strerror}.") from error
    kilobytes = round(output.stat().st_size / 1000)
    sys.stdout.write(f"{output}: {picture.width} x {picture.height} pixels, {kilobytes} kB\n")
    return 0
