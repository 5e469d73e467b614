"""What generations tell the open tabs."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.outbox import Event


class GenerationProgressed(Event):
    """A generation moved: a step, some progress, a place in the queue."""

    name: ClassVar[str] = "generation_progressed"
    generation_id: UUID


class GenerationFinished(Event):
    """A generation has ended, one way or another."""

    name: ClassVar[str] = "generation_finished"
    generation_id: UUID
    status: str


class GenerationDeleted(Event):
    """A generation and its pictures are gone."""

    name: ClassVar[str] = "generation_deleted"
    generation_id: UUID


class QueueMoved(Event):
    """The places of this person's waiting generations have changed."""

    name: ClassVar[str] = "queue_moved"
