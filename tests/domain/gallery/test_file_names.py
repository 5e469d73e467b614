import pytest
from hypothesis import given
from hypothesis import strategies as st

from influencer_app.domain.gallery.file_names import ascii_name, file_name


@pytest.mark.parametrize(
    ("character", "prompt", "name", "plain"),
    [
        (
            "Amara",
            "on the beach at sunset, smiling, in red",
            "Amara-on-the-beach-at-sunset-smiling-7",
            "Amara-on-the-beach-at-sunset-smiling-7",
        ),
        ("Zoë Ruíz", "a café/bar", "Zoë-Ruíz-a-café-bar-7", "Zoe-Ruiz-a-cafe-bar-7"),
        (None, "海边的日落 beach", "海边的日落-beach-7", "beach-7"),
        (None, '../../etc/passwd\0\r\n"x"', "etc-passwd-x-7", "etc-passwd-x-7"),
        (None, "🏖️", "7", "7"),
        ("नमस्ते", "x" * 2000, f"नमस्ते-{'x' * 40}-7", f"{'x' * 40}-7"),
    ],
)
def test_a_file_is_named_by_character_prompt_and_seed(
    character: str | None, prompt: str, name: str, plain: str
) -> None:
    assert file_name(character, prompt, 7) == name
    assert ascii_name(name) == plain


@given(st.text(), st.text())
def test_any_name_fits_a_file_system(character: str, prompt: str) -> None:
    name = file_name(character, prompt, 2147483647)
    assert len(name.encode()) < 220
    assert not set(name) & set('/\\:*?"<>|\0\r\n ')
    assert ascii_name(name).isascii()
