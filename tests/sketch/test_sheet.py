import pytest

from influencer_app.sketch import Shot
from influencer_app.sketch.sheet import contact_sheet


def test_a_sheet_has_a_row_a_person_and_a_column_a_shot(mara, kofi):
    shots = [Shot("cafe", 64, 80, 1), Shot("beach", 64, 80, 1), Shot("gym", 64, 80, 1)]
    sheet = contact_sheet([mara, kofi], shots, 60)
    assert sheet.width == 3 * 62 + 2
    assert sheet.height == 2 * 77 + 2


def test_an_empty_sheet_is_refused(mara):
    with pytest.raises(ValueError, match="at least one"):
        contact_sheet([mara], [], 60)
