"""Burns a line of text into the bottom right of a picture."""

from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from influencer_app.errors import InvalidInput

FONT = "Inter-SemiBold-subset.ttf"
# Pixels at a width of 1024; everything scales with the picture.
WIDTH, TEXT, INSET, OUTLINE, HALO = 1024, 22, 24, 1.4, 4
TEXT_MIN = 9
WHITE, DARK, GLOW = 0.75, 0.62, 0.38
INK = (12, 12, 18)


def watermark(image: Image.Image, text: str) -> Image.Image:
    """A copy of an RGB ``image`` with ``text``: white at 75 %, a thin dark outline, a faint halo.

    Readable on light and dark backgrounds. At a width of 1024 the type is 22 px high and 24 px from the
    edges, scaled for other widths; long text is shrunk to fit. Raises ``InvalidInput`` for empty text.
    """
    words = " ".join(text.split())
    if not words:
        raise InvalidInput("A watermark needs text.")
    scale = image.width / WIDTH
    inset = max(2, round(INSET * scale))
    font = _fit_font(words, max(TEXT_MIN, round(TEXT * scale)), image.width - 2 * inset)
    thin = max(0.7, OUTLINE * font.size / TEXT)
    halo = HALO * font.size / TEXT
    margin = round(thin + 3 * halo) + 1

    left, top, right, bottom = font.getbbox(words)
    box = (round(right - left) + 2 * margin, round(bottom - top) + 2 * margin)
    at = (margin - left, margin - top)
    fill, stroke = Image.new("L", box), Image.new("L", box)
    ImageDraw.Draw(fill).text(at, words, font=font, fill=255)
    ImageDraw.Draw(stroke).text(at, words, font=font, fill=255, stroke_width=thin)
    # Keep the dark outside the letters, so that only the picture shows through their white.
    glow = ImageChops.subtract(stroke.filter(ImageFilter.GaussianBlur(halo)), fill)
    edge = ImageChops.subtract(stroke, fill)

    done = image.copy()
    corner = (image.width - inset - box[0] + margin, image.height - inset - box[1] + margin)
    for colour, mask, strength in ((INK, glow, GLOW), (INK, edge, DARK), ((255, 255, 255), fill, WHITE)):
        done.paste(colour, corner, mask.point(lambda value, by=strength: round(value * by)))
    return done


def _fit_font(words: str, size: int, width: int) -> ImageFont.FreeTypeFont:
    """The font at ``size`` px, or the largest smaller size at which ``words`` fit into ``width``."""
    font = _font(size)
    while size > 1 and font.getlength(words) > width:
        size = max(1, min(size - 1, int(size * width / font.getlength(words))))
        font = _font(size)
    return font


@lru_cache(maxsize=16)
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The basic layout looks the same with or without libraqm.
    data = BytesIO(files(__package__).joinpath("fonts", FONT).read_bytes())
    return ImageFont.truetype(data, size, layout_engine=ImageFont.Layout.BASIC)
