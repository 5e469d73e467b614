"""Tests of contact sheets."""

import pytest

from influencer_app.sketch import Shot
from influencer_app.sketch.sheet import contact_sheet


def test_sheet_has_a_row_per_person_and_a_column_per_shot(mara, kofi):
    shots = [Shot("cafe", 64, 80, 1), Shot("beach", 64, 80, 1), Shot("gym", 64, 80, 1)]
    sheet = contact_sheet([mara, kofi], shots, 60)
    assert sheet.width == 3 * 62 + 2
    assert sheet.height == 2 * 77 + 2


def test_an_empty_sheet_is_refused(mara):
    with pytest.raises(ValueError, match="at least one"):
        contact_sheet([mara], [], 60)


def test_sheet_with_names_has_a_caption_under_each_picture(mara, kofi):
    done: list[int] = []
    sheet = contact_sheet([mara, kofi], [Shot("cafe", 64, 64, 7)], 60, ["Mara", "Kofi"], done.append)
    assert done == [1, 2]
    assert sheet.height == 2 * (60 + 11 + 2) + 2 + 11
    caption = sheet.crop((2, 2 + 11 + 60, 62, 2 + 11 + 60 + 11))
    assert caption.convert("L").getextrema()[1] > 120


def test_number_of_names_must_match_the_people(mara, kofi):
    with pytest.raises(ValueError, match="a name for each"):
        contact_sheet([mara, kofi], [Shot("cafe", 64, 64, 7)], 60, ["Mara"])
