"""Ports that credits need."""

from collections.abc import Collection
from typing import Protocol
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession


class AllowancePort(Protocol):
    """The daily allowance of a workspace."""

    async def daily_allowance(self, session: AsyncSession, workspace_id: UUID) -> int:
        """Daily credits. Raises ``NotFound`` for an unknown workspace."""

    async def daily_allowances(
        self, session: AsyncSession, workspace_ids: Collection[UUID]
    ) -> dict[UUID, int]:
        """Daily credits by workspace, in one query."""

    def allowance_of(self, workspace_id: UUID | ColumnElement[UUID]) -> ColumnElement[int | None]:
        """The same as part of a query: null for an unknown workspace."""
