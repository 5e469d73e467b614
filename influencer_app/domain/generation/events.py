"""Live events about generations."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.outbox import WorkspaceEvent


class GenerationProgressed(WorkspaceEvent):
    """A generation changed its step, progress or queue position."""

    name: ClassVar[str] = "generation_progressed"
    generation_id: UUID


class GenerationFinished(WorkspaceEvent):
    """A generation ended."""

    name: ClassVar[str] = "generation_finished"
    generation_id: UUID
    status: str


class GenerationDeleted(WorkspaceEvent):
    """A generation and its outputs were deleted."""

    name: ClassVar[str] = "generation_deleted"
    generation_id: UUID


class QueueMoved(WorkspaceEvent):
    """The queue positions of this workspace's generations changed."""

    name: ClassVar[str] = "queue_moved"
