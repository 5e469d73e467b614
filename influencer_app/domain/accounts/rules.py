"""Addresses and passwords: what is accepted, in words for people."""

import re

from influencer_app.errors import InvalidInput

PASSWORD_MIN = 10
PASSWORD_MAX = 200
ADDRESS = re.compile(
    r"[^@\s<>()\[\],;:\\\"]{1,64}@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9-]+)*\.[a-z]{2,}"
)
COMMON = frozenset(
    {
        *("password12", "password123", "password1234", "passwort123", "1234567890", "0123456789"),
        *("12345678910", "qwertyuiop", "qwerty12345", "qwertz12345", "iloveyou12", "letmein1234"),
        *("welcome123", "welcome1234", "administrator", "changeme123", "1q2w3e4r5t", "abcdefghij"),
        *("abcd123456", "football123", "sunshine123", "princess123", "baseball123", "superman123"),
    }
)


def email_key(email: str) -> str:
    """The address in the form that is compared; ``InvalidInput`` for what is none."""
    key = email.strip().lower()
    if len(key) > 254 or not ADDRESS.fullmatch(key):
        raise InvalidInput.at("email", "This is not an email address.")
    return key


def check_password(password: str, key: str) -> None:
    """Raises ``InvalidInput`` for a password that is too short, too long, common or the address."""
    if len(password) < PASSWORD_MIN:
        raise InvalidInput.at("password", f"Use at least {PASSWORD_MIN} characters.")
    if len(password) > PASSWORD_MAX:
        raise InvalidInput.at("password", f"Use at most {PASSWORD_MAX} characters.")
    plain = password.strip().lower()
    if plain in COMMON or len(set(plain)) < 4:
        raise InvalidInput.at("password", "This password is too easy to guess.")
    if plain in (key, key.split("@", maxsplit=1)[0]):
        raise InvalidInput.at("password", "Do not use your address as the password.")
