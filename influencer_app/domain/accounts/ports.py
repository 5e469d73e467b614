"""Ports that accounts need."""

from typing import Protocol
from uuid import UUID

from influencer_app.domain.accounts.schemas import Actor


class PasswordPort(Protocol):
    """Hashes passwords with a slow hash, off the event loop."""

    async def hash(self, password: str) -> str:
        """A salted hash."""

    async def verify(self, password: str, hashed: str | None) -> bool:
        """True if it matches. Takes equally long for ``None``, which matches nothing."""


class SessionCache(Protocol):
    """Short-lived cache from session id to actor."""

    async def get(self, session_id: UUID) -> Actor | None:
        """The cached actor, or None."""

    async def put(self, actor: Actor) -> None:
        """Keep it."""

    async def drop(self, session_id: UUID) -> None:
        """Invalidates the entry after the session ended or changed."""


class RateLimitPort(Protocol):
    """Counts calls per key and time window."""

    async def hit(self, name: str, who: str, limit: int, seconds: int) -> int:
        """Counts a call and returns how many are left. Raises ``RateLimited`` above ``limit``."""

    async def forgive(self, name: str, who: str) -> None:
        """Resets the count, for example after a successful sign-in."""
