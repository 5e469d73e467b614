"""Ports that workspaces need."""

from typing import Protocol
from uuid import UUID

from influencer_app.domain.workspaces.schemas import Actor


class SessionCache(Protocol):
    """Short-lived cache from a session's id to its person in their personal workspace."""

    async def get(self, session_id: UUID) -> Actor | None:
        """The cached actor, or None."""

    async def put(self, actor: Actor) -> None:
        """Keep it."""

    async def drop(self, session_id: UUID) -> None:
        """Invalidates the entry after the session ended or changed."""
