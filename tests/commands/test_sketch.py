"""``influencer sketch sheet``."""

import pytest
from PIL import Image

from influencer_app import cli
from influencer_app.sketch import STYLES

SMALL = ("sketch", "sheet", "--characters", "2", "--scenes", "3", "--size", "48")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to be called from, as somebody would in a terminal."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_sheet_is_drawn_into_the_file_that_was_named(here, capsys):
    assert cli.main([*SMALL, "--style", "neon", "--output", "new/people.png"]) == 0
    with Image.open(here / "new" / "people.png") as sheet:
        assert sheet.width == 3 * 50 + 2
        assert sheet.height == 2 * (60 + 11 + 2) + 2 + 11
        colours = sheet.convert("RGB").resize((1, 1)).getpixel((0, 0))
    assert colours[1] < colours[2]
    assert "people.png: 152 x 159 pixels" in capsys.readouterr().out


def test_own_prompts_take_the_place_of_the_scenes(here):
    code = cli.main(
        [*SMALL, "--prompt", "gym", "--prompt", "snow", "--shape", "square", "--output", "own.webp"]
    )
    assert code == 0
    with Image.open(here / "own.webp") as sheet:
        assert sheet.width == 2 * 50 + 2


@pytest.mark.parametrize(
    ("further", "words"),
    [
        (("--output", "people.gif"), "has to end in .webp"),
        (("--characters", "0"), "1 to 40 characters"),
        (("--scenes", "0"), "1 to 24 scenes"),
        (("--size", "9000"), "48 to 1024 pixels"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(here, capsys, further, words):
    assert cli.main([*SMALL, *further]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert told.count("\n") == 1
    assert not list(here.iterdir())


def test_every_style_of_the_engine_can_be_asked_for():
    assert cli.STYLES == STYLES
