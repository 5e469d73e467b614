"""Passwords with bcrypt, in threads."""

import asyncio
import base64
import hashlib
from functools import lru_cache

import bcrypt


class BcryptPasswords:
    """Fills ``PasswordPort``. A SHA-256 before it lifts bcrypt's limit of 72 bytes and its end at NUL."""

    def __init__(self, rounds: int) -> None:
        self._rounds = rounds

    async def hash(self, password: str) -> str:
        """See the port."""
        salted = await asyncio.to_thread(bcrypt.hashpw, _short(password), bcrypt.gensalt(self._rounds))
        return salted.decode()

    async def verify(self, password: str, hashed: str | None) -> bool:
        """See the port: the same work is done for nobody."""
        same = await asyncio.to_thread(self._check, password, hashed)
        return same and hashed is not None

    def _check(self, password: str, hashed: str | None) -> bool:
        return bcrypt.checkpw(_short(password), (hashed or _nobody(self._rounds)).encode())


@lru_cache(maxsize=1)
def _nobody(rounds: int) -> str:
    """A hash that no password has, of the same cost."""
    return bcrypt.hashpw(bcrypt.gensalt(), bcrypt.gensalt(rounds)).decode()


def _short(password: str) -> bytes:
    return base64.b64encode(hashlib.sha256(password.encode()).digest())
