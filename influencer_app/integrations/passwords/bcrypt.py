"""Hashes and verifies passwords with bcrypt, in threads."""

import asyncio
import base64
import hashlib
import os
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import bcrypt

from influencer_app.domain.text import one_password_form

THREADS = max(2, min(8, os.cpu_count() or 2))


class BcryptPasswords:
    """Implements ``PasswordPort``. SHA-256 first, which lifts bcrypt's 72-byte limit and its stop at NUL.

    It has its own thread pool, so that many sign-ins at once do not block files or the job queue.
    """

    def __init__(self, rounds: int) -> None:
        self._rounds = rounds
        self._dummy_hash = bcrypt.gensalt(rounds) + b"." * 31
        """A dummy hash of the same cost; it matches no known password, and none is accepted."""
        self._threads = ThreadPoolExecutor(THREADS, "bcrypt")

    async def hash(self, password: str) -> str:
        """See the port."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hash, password)

    async def verify(self, password: str, hashed: str | None) -> bool:
        """See the port: an unknown account costs the same work."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._check, password, hashed)

    def _hash(self, password: str) -> str:
        return bcrypt.hashpw(_prehash(one_password_form(password)), bcrypt.gensalt(self._rounds)).decode()

    def _check(self, password: str, hashed: str | None) -> bool:
        known = self._dummy_hash if hashed is None else hashed.encode()
        same = any(bcrypt.checkpw(_prehash(form), known) for form in _forms(password))
        return same and hashed is not None


def _forms(password: str) -> list[str]:
    """The form that is hashed, then those that older hashes may be of; all the same for most passwords."""
    decomposed = unicodedata.normalize("NFD", password)
    return list(dict.fromkeys((one_password_form(password), password, decomposed)))


def _prehash(password: str) -> bytes:
    return base64.b64encode(hashlib.sha256(password.encode()).digest())
