"""Estimates how easily a password is guessed, with zxcvbn."""

from typing import Final

from zxcvbn import zxcvbn

GUESSES_MIN: Final = 10**9
"""Fewer are too easy. zxcvbn's own step at 10**8 lets a common word between exclamation marks through."""

ESTIMATED_MAX: Final = 24
"""Characters that are estimated. Time grows steeply with length: at worst 0.2 s for 24, 2 s for 57."""

SITE_WORDS: Final = ("evermuse", "influencer")


def is_easy_to_guess(password: str, *known_words: str) -> bool:
    """Whether its first 24 characters take fewer than a billion guesses.

    ``known_words`` are words that an attacker knows of this person, in lower case.
    """
    start = password.strip()[:ESTIMATED_MAX]
    if not start:
        return True
    return bool(zxcvbn(start, [*SITE_WORDS, *known_words])["guesses"] < GUESSES_MIN)
