"""The text of an API key: ``em_``, 256 random bits, and a checksum over both.

Only its SHA-256 is kept. A slow hash, as passwords need, would protect nothing here: nobody tries 2^256
keys, and a fast one lets each request find its row by the hash. The checksum tells a mistyped or cut key,
and lets scanners of source code know a real one, without asking the database.
"""

import hashlib
import secrets
import string
import zlib
from typing import Final

START: Final = "em_"
ALPHABET: Final = string.digits + string.ascii_uppercase + string.ascii_lowercase
BODY: Final = 43
"""Digits to the base of 62 that hold 256 bits."""

CHECKSUM: Final = 6
PREFIX: Final = 9
"""How much of it is shown: six digits tell a person's keys apart and open nothing."""


def new_secret() -> str:
    """A new key."""
    start = START + _base62(secrets.randbits(256), BODY)
    return start + _checksum(start)


def is_well_formed(text: str) -> bool:
    """Whether this was a key once, as far as its form says."""
    if len(text) != len(START) + BODY + CHECKSUM or not text.startswith(START) or not text.isascii():
        return False
    return secrets.compare_digest(_checksum(text[:-CHECKSUM]), text[-CHECKSUM:])


def hash_secret(text: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(text.encode()).hexdigest()


def _checksum(text: str) -> str:
    return _base62(zlib.crc32(text.encode()), CHECKSUM)


def _base62(number: int, width: int) -> str:
    digits = ""
    for _ in range(width):
        number, digit = divmod(number, 62)
        digits = ALPHABET[digit] + digits
    return digits
