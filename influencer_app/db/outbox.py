"""What leaves after the commit: jobs for workers and events for open tabs.

Domain code records them on its session; ``db.transaction`` sends them once the transaction has been
committed and drops them when it is rolled back. Ports that wiring fills travel on the session as well.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.jobs import Job

PortT = TypeVar("PortT")


class Event(BaseModel):
    """Something that happened to one person's things; a hint, the rows are the truth."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "event"
    person_id: UUID


class JobsPort(Protocol):
    """Hands jobs to the workers."""

    async def send(self, jobs: list[Job]) -> None:
        """Raises ``errors.Unavailable`` when the queue cannot be reached."""


class EventsPort(Protocol):
    """Tells the web processes what happened."""

    async def publish(self, events: list[Event]) -> None:
        """Raises ``errors.Unavailable`` when nobody can be told."""


@dataclass(slots=True)
class Outbox:
    """What one transaction wants to send."""

    jobs: list[Job] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def clear(self) -> None:
        self.jobs.clear()
        self.events.clear()


def outbox(session: AsyncSession) -> Outbox:
    """The outbox of this session's transaction."""
    return cast(Outbox, session.info.setdefault("outbox", Outbox()))


def emit(session: AsyncSession, event: Event) -> None:
    """Tell it after the commit; an equal event is told once."""
    box = outbox(session)
    if event not in box.events:
        box.events.append(event)


def enqueue(session: AsyncSession, job: Job) -> None:
    """Send it after the commit; an equal job is sent once."""
    box = outbox(session)
    if job not in box.jobs:
        box.jobs.append(job)


def port(session: AsyncSession, kind: type[PortT]) -> PortT:
    """What wiring has put in place for this port. A missing one is a mistake in wiring: ``KeyError``."""
    ports: dict[type[Any], Any] = session.info["ports"]
    return cast(PortT, ports[kind])
