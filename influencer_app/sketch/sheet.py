"""Contact sheets: many people in many shots at a glance."""

from collections.abc import Sequence

from PIL import Image

from influencer_app.sketch.model import Look, Shot
from influencer_app.sketch.stage import draw


def contact_sheet(looks: Sequence[Look], shots: Sequence[Shot], cell: int) -> Image.Image:
    """A row a person, a column a shot; every picture is scaled to ``cell`` pixels in width.

    Raises ``ValueError`` when there is nothing to draw.
    """
    if not looks or not shots:
        raise ValueError("A contact sheet needs at least one person and one shot.")
    tall = max(round(cell * shot.height / shot.width) for shot in shots)
    gap = max(2, cell // 60)
    sheet = Image.new("RGB", ((cell + gap) * len(shots) + gap, (tall + gap) * len(looks) + gap), (18, 18, 20))
    for row, look in enumerate(looks):
        for column, shot in enumerate(shots):
            image = draw(look, shot).image
            image.thumbnail((cell, tall), Image.Resampling.LANCZOS)
            sheet.paste(image, (gap + column * (cell + gap), gap + row * (tall + gap)))
    return sheet
