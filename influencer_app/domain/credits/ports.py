"""Ports that credits need."""

from typing import Protocol
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession


class AllowancePort(Protocol):
    """The daily allowance of a workspace."""

    async def daily_allowance(self, session: AsyncSession, workspace_id: UUID) -> int:
        """Daily credits. Raises ``NotFound`` for an unknown workspace."""

    def allowance_of(self, workspace_id: UUID | ColumnElement[UUID]) -> ColumnElement[int | None]:
        """The same as part of a query: null for an unknown workspace."""
