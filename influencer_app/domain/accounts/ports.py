"""Ports that accounts need."""

from typing import Protocol


class PasswordPort(Protocol):
    """Hashes passwords with a slow hash, off the event loop."""

    async def hash(self, password: str) -> str:
        """A salted hash."""

    async def verify(self, password: str, hashed: str | None) -> bool:
        """True if it matches. Takes equally long for ``None``, which matches nothing."""


class RateLimitPort(Protocol):
    """Counts calls per key and time window."""

    async def hit(self, name: str, who: str, limit: int, seconds: int) -> int:
        """Counts a call and returns how many are left. Raises ``RateLimited`` above ``limit``."""

    async def forgive(self, name: str, who: str) -> None:
        """Resets the count, for example after a successful sign-in."""
