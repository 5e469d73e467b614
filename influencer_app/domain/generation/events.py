"""Live events about generations."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.outbox import Event


class GenerationProgressed(Event):
    """A generation changed its step, progress or queue position."""

    name: ClassVar[str] = "generation_progressed"
    generation_id: UUID


class GenerationFinished(Event):
    """A generation ended."""

    name: ClassVar[str] = "generation_finished"
    generation_id: UUID
    status: str


class GenerationDeleted(Event):
    """A generation and its outputs were deleted."""

    name: ClassVar[str] = "generation_deleted"
    generation_id: UUID


class QueueMoved(Event):
    """The queue positions of this person's generations changed."""

    name: ClassVar[str] = "queue_moved"
