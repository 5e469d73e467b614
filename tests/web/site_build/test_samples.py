"""Contact sheets of the landing page."""

from PIL import Image

from influencer_app.sketch import STYLES
from influencer_app.web.pages.landing import copy
from influencer_app.web.site_build.samples import FOLDER, contact_sheets


def test_there_are_three_styles_and_each_has_its_words() -> None:
    shown = [one.style for one in contact_sheets()]
    assert len(shown) == 3
    assert set(shown) <= set(STYLES)
    assert set(shown) == set(copy.SHEETS)


def test_every_sheet_is_there_in_its_sizes_and_not_heavy() -> None:
    for one in contact_sheets():
        for width in one.widths:
            path = FOLDER / f"contact-sheet-{one.style}-{width}.webp"
            assert path.stat().st_size < 250_000
            with Image.open(path) as picture:
                assert picture.width == width
                assert abs(picture.height - width * one.height / one.width) <= 1
        assert f"-{one.widths[0]}.webp" in one.small
        assert one.srcset.count("w, ") == len(one.widths) - 1
