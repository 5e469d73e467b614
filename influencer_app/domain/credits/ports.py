"""What credits need of later capabilities."""

from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession


class AllowancePort(Protocol):
    """Knows how many credits a day a person's plan gives."""

    async def daily_allowance(self, session: AsyncSession, person_id: UUID) -> int:
        """Credits a day."""
