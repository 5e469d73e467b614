"""Draws contact sheets: many people in many shots."""

from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw, ImageFont

from influencer_app.sketch.compositing import draw
from influencer_app.sketch.model import Appearance, Shot

SCENES = (
    "on the beach at sunset, smiling", "in a city street at night, neon light", "close up in a cafe, morning",
    "in the park, golden light, laughing", "in the studio, serious", "at a concert, night",
    "on a rooftop at dusk", "in the mountains, morning", "close up in the library, glasses",
    "in the desert at noon, sunglasses", "in the snow, beanie", "at home, calm", "in the kitchen, smiling",
    "in the gym", "in the home office, morning",
)  # fmt: skip
"""The default shots: every scene of the engine, in several lights and framings."""

_GROUND, _INK, _SECONDARY_INK = (18, 18, 20), (236, 232, 224), (150, 147, 140)


def contact_sheet(
    appearances: Sequence[Appearance],
    shots: Sequence[Shot],
    cell: int,
    names: Sequence[str] = (),
    report: Callable[[int], None] | None = None,
) -> Image.Image:
    """One row per person, one column per shot; each picture is scaled to ``cell`` pixels in width.

    With ``names`` (one per person) each picture is captioned with name and seed, and each column with its
    prompt. ``report`` is called with the number of finished pictures. Raises ``ValueError`` without people or
    shots, or when the number of names does not match.
    """
    if not appearances or not shots:
        raise ValueError("A contact sheet needs at least one person and one shot.")
    if names and len(names) != len(appearances):
        raise ValueError("A contact sheet needs a name for each person.")
    tall = max(round(cell * shot.height / shot.width) for shot in shots)
    gap = max(2, cell // 60)
    line = max(11, cell // 13) if names else 0
    size = ((cell + gap) * len(shots) + gap, (tall + line + gap) * len(appearances) + gap + line)
    sheet = Image.new("RGB", size, _GROUND)
    write = _Writer(sheet, line)
    for row, appearance in enumerate(appearances):
        y = gap + line + row * (tall + line + gap)
        for column, shot in enumerate(shots):
            x = gap + column * (cell + gap)
            image = draw(appearance, shot).image
            image.thumbnail((cell, tall), Image.Resampling.LANCZOS)
            sheet.paste(image, (x, y))
            if names:
                write(f"{names[row]}, {appearance.age}", x, y + tall, cell * 0.66, _INK)
                write(str(shot.seed), x + cell, y + tall, cell * 0.30, _SECONDARY_INK, "rt")
                if row == 0:
                    write(shot.prompt, x, 0, cell, _SECONDARY_INK)
            if report is not None:
                report(row * len(shots) + column + 1)
    return sheet


class _Writer:
    """Writes one line of small type, truncated to fit its cell."""

    def __init__(self, sheet: Image.Image, line: int) -> None:
        self.draw = ImageDraw.Draw(sheet)
        self.font = ImageFont.load_default(max(9, line * 0.66))
        self.drop = round(line * 0.18)

    def __call__(
        self, text: str, x: float, y: float, room: float, ink: tuple[int, int, int], anchor: str = "lt"
    ) -> None:
        visible = text
        while visible and self.draw.textlength(visible, self.font) > room:
            visible = visible[:-1].rstrip(" ,")
        self.draw.text((x, y + self.drop), visible, ink, self.font, anchor)
