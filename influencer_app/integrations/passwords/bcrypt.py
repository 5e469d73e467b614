"""Passwords with bcrypt, in threads."""

import asyncio
import base64
import hashlib
import os
from concurrent.futures import ThreadPoolExecutor

import bcrypt

THREADS = max(2, min(8, os.cpu_count() or 2))


class BcryptPasswords:
    """Fills ``PasswordPort``. A SHA-256 before it lifts bcrypt's limit of 72 bytes and its end at NUL.

    It has threads of its own: many sign-ins at once keep nobody from files or the job queue.
    """

    def __init__(self, rounds: int) -> None:
        self._rounds = rounds
        self._nobody = bcrypt.gensalt(rounds) + b"." * 31
        """Looks like a hash of the same cost; no password is known for it, and none is accepted."""
        self._threads = ThreadPoolExecutor(THREADS, "bcrypt")

    async def hash(self, password: str) -> str:
        """See the port."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._hash, password)

    async def verify(self, password: str, hashed: str | None) -> bool:
        """See the port: the same work is done for nobody."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._check, password, hashed)

    def _hash(self, password: str) -> str:
        return bcrypt.hashpw(_short(password), bcrypt.gensalt(self._rounds)).decode()

    def _check(self, password: str, hashed: str | None) -> bool:
        same = bcrypt.checkpw(_short(password), self._nobody if hashed is None else hashed.encode())
        return same and hashed is not None


def _short(password: str) -> bytes:
    return base64.b64encode(hashlib.sha256(password.encode()).digest())
