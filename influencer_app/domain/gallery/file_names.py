"""Names of downloaded files: the character, some words of the prompt and the seed."""

import unicodedata
from itertools import groupby
from typing import Final

WORDS_MAX: Final = 6
PART_MAX: Final = 40
"""Characters of a name or of the words, which need not have spaces between them."""

BYTES_MAX: Final = 200
"""File systems take 255, with what browsers and variants add."""


def file_name(character: str | None, prompt: str, seed: int) -> str:
    """The name without an ending, such as "Amara-on-the-beach-at-sunset-42"."""
    parts = (_part(character or ""), _part(prompt))
    shown = "-".join(part for part in parts if part)
    return f"{shown.encode()[:BYTES_MAX].decode(errors='ignore')}-{seed}".strip("-")


def ascii_name(name: str) -> str:
    """The name in ASCII, for programs that know no other: without accents and foreign letters."""
    return "-".join(_words(unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()))


def _part(text: str) -> str:
    return "-".join(_words(unicodedata.normalize("NFC", text))[:WORDS_MAX])[:PART_MAX].strip("-")


def _words(text: str) -> list[str]:
    """Runs of letters, with their marks, and digits."""
    runs = groupby(text, key=lambda letter: unicodedata.category(letter)[0] in "LMN")
    words = ("".join(letters) for is_word, letters in runs if is_word)
    return [word for word in words if any(letter.isalnum() for letter in word)]
