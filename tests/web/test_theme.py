import re

import pytest

from influencer_app.web.theme import COLOURS, stylesheet

FROM_ELEMENTS = {"rows", "grow"}
"""Set by single elements, in numbers that only they know."""

GROUNDS = ("ground", "surface", "raised")


def _light(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(first: str, second: str) -> float:
    high, low = sorted((_light(first), _light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("words", ["text", "muted", "accent-text", "good", "warn", "bad"])
@pytest.mark.parametrize("ground", GROUNDS)
def test_words_can_be_read_on_every_ground(words: str, ground: str, theme: int) -> None:
    assert _contrast(COLOURS[words][theme], COLOURS[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1])
def test_words_on_the_accent_can_be_read(theme: int) -> None:
    for accent in ("accent", "accent-hover"):
        assert _contrast(COLOURS["on-accent"][theme], COLOURS[accent][theme]) >= 5.3


@pytest.mark.parametrize("theme", [0, 1])
def test_edges_show_where_to_type(theme: int) -> None:
    for ground in ("ground", "surface", "field"):
        assert _contrast(COLOURS["edge"][theme], COLOURS[ground][theme]) >= 3


def test_every_colour_used_exists() -> None:
    sheet = stylesheet()
    used = set(re.findall(r"var\(--([a-z0-9-]+)[,)]", sheet))
    known = set(re.findall(r"--([a-z0-9-]+):", sheet))
    assert used <= known | FROM_ELEMENTS


def test_both_themes_have_every_colour() -> None:
    sheet = stylesheet()
    for name, shade in COLOURS.items():
        assert sheet.count(f"--{name}: {shade.dark};") >= 1
        assert sheet.count(f"--{name}: {shade.light};") >= 2


def test_no_name_is_a_colour_and_a_size() -> None:
    sheet = stylesheet()
    colours = set(re.findall(r"--color-([a-z0-9-]+):", sheet))
    sizes = set(re.findall(r"--text-([a-z]+):", sheet))
    assert not colours & sizes
