"""What accounts need of the outside."""

from typing import Protocol
from uuid import UUID

from influencer_app.domain.accounts.schemas import Actor


class PasswordPort(Protocol):
    """Hashes passwords, slowly, away from the event loop."""

    async def hash(self, password: str) -> str:
        """A salted hash."""

    async def verify(self, password: str, hashed: str | None) -> bool:
        """Whether it is the one; takes as long for ``None``, which nobody's password is."""


class SessionCache(Protocol):
    """Keeps for a short while who a session belongs to."""

    async def get(self, session_id: UUID) -> Actor | None:
        """None when it is not known here."""

    async def put(self, actor: Actor) -> None:
        """Keep it."""

    async def drop(self, session_id: UUID) -> None:
        """It has ended, or changed."""


class RateLimitPort(Protocol):
    """Counts how often somebody does something."""

    async def hit(self, name: str, who: str, limit: int, seconds: int) -> int:
        """How many more may follow. Raises ``RateLimited`` above ``limit`` times in ``seconds``."""

    async def forgive(self, name: str, who: str) -> None:
        """What was counted is forgotten: they have proved who they are."""
