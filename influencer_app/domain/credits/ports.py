"""Ports that credits need."""

from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession


class AllowancePort(Protocol):
    """The daily allowance of a workspace."""

    async def daily_allowance(self, session: AsyncSession, workspace_id: UUID) -> int:
        """Daily credits."""
