"""Port that API keys need."""

from typing import Protocol
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession


class ApiEntitlement(Protocol):
    """Says which workspaces may use keys and webhooks."""

    async def may_use_api(self, session: AsyncSession, workspace_id: UUID) -> bool:
        """Whether this one may now."""


class EveryWorkspace:
    """Implements ``ApiEntitlement`` where no plans are sold: all may."""

    async def may_use_api(self, session: AsyncSession, workspace_id: UUID) -> bool:
        """See the port."""
        return True
