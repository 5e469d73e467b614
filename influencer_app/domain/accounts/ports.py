"""Ports that accounts need."""

from collections.abc import Collection, Iterable
from typing import Protocol
from uuid import UUID


class PasswordPort(Protocol):
    """Hashes passwords with a slow hash, off the event loop."""

    async def hash(self, password: str) -> str:
        """A salted hash."""

    async def verify(self, password: str, hashed: str | None) -> bool:
        """True if it matches. Takes equally long for ``None``, which matches nothing."""


class SecretUnreadable(Exception):
    """A stored secret was encrypted with a key that is neither current nor among the previous ones."""


class CipherPort(Protocol):
    """Encrypts secrets that are stored. The key is derived from ``SECRET_KEY`` and rotates with it."""

    def encrypt(self, plain: bytes) -> str:
        """With the current key."""

    def decrypt(self, encrypted: str) -> bytes:
        """With whichever key fits. Raises ``SecretUnreadable``."""

    def rotate(self, encrypted: str) -> str:
        """The same secret, encrypted with the current key. Raises ``SecretUnreadable``."""


class RateLimitPort(Protocol):
    """Counts calls per key and time window."""

    async def hit(self, name: str, who: str, limit: int, seconds: int) -> int:
        """Counts a call and returns how many are left. Raises ``RateLimited`` above ``limit``."""

    async def undo(self, name: str, who: str) -> None:
        """Takes back the newest counted call."""

    async def forgive(self, name: str, who: str) -> None:
        """Resets the count, for example after a successful sign-in."""


class TabStates(Protocol):
    """What the site keeps of open tabs. Entries that nobody deletes expire by themselves."""

    async def declare(self, key_endings: Collection[str]) -> None:
        """Says which states a tab may have, by what follows its token in their keys."""

    async def add(self, session_id: UUID, token: str) -> None:
        """A tab of this session has connected."""

    async def delete(self, tokens: Iterable[str]) -> None:
        """Deletes the states of these tabs."""

    async def delete_of_session(self, session_id: UUID) -> None:
        """Deletes the states of all tabs of a session that has ended."""
