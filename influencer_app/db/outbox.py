"""Outbox of a transaction: jobs and events that are sent after the commit.

Domain code records them on its session; ``db.transaction`` sends them once the transaction has been
committed and drops them when it is rolled back. Ports that wiring fills travel on the session as well.
"""

from dataclasses import dataclass, field
from typing import ClassVar, Protocol, TypeVar, cast
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.jobs import Job
from influencer_app.db.ports import Ports

PortT = TypeVar("PortT")


def person_topic(person_id: UUID) -> str:
    """The topic of a person's account, whichever workspace is open."""
    return f"person:{person_id}"


def workspace_topic(workspace_id: UUID) -> str:
    """The topic of everything that belongs to a workspace."""
    return f"workspace:{workspace_id}"


def member_topic(workspace_id: UUID, person_id: UUID) -> str:
    """The topic of what concerns one member of a workspace alone."""
    return f"member:{workspace_id}:{person_id}"


class Event(BaseModel):
    """A change to data. The event is a hint; the rows are the truth."""

    model_config = ConfigDict(frozen=True)
    name: ClassVar[str] = "event"

    @property
    def topic(self) -> str:
        """Who receives it: the subscribers of this topic."""
        raise NotImplementedError


class PersonEvent(Event):
    """A change to a person's account."""

    person_id: UUID

    @property
    def topic(self) -> str:
        return person_topic(self.person_id)


class WorkspaceEvent(Event):
    """A change to what belongs to a workspace."""

    workspace_id: UUID

    @property
    def topic(self) -> str:
        return workspace_topic(self.workspace_id)


class MemberEvent(Event):
    """A change that concerns one member of a workspace alone."""

    workspace_id: UUID
    person_id: UUID

    @property
    def topic(self) -> str:
        return member_topic(self.workspace_id, self.person_id)


class JobsPort(Protocol):
    """Sends jobs to the workers."""

    async def send(self, jobs: list[Job]) -> None:
        """Raises ``errors.Unavailable`` if the queue is unreachable."""


class EventsPort(Protocol):
    """Publishes events to the web processes."""

    async def publish(self, events: list[Event]) -> None:
        """Raises ``errors.Unavailable`` if the channel is unreachable."""


@dataclass(slots=True)
class Outbox:
    """Jobs and events recorded by one transaction: keys of dicts, which keep their order."""

    jobs: dict[Job, None] = field(default_factory=dict)
    events: dict[Event, None] = field(default_factory=dict)

    def clear(self) -> None:
        self.jobs.clear()
        self.events.clear()


def outbox(session: AsyncSession) -> Outbox:
    """The outbox of this session's transaction."""
    return cast(Outbox, session.info.setdefault("outbox", Outbox()))


def emit(session: AsyncSession, event: Event) -> None:
    """Publishes an event after the commit; equal events are sent once."""
    outbox(session).events[event] = None


def enqueue(session: AsyncSession, job: Job) -> None:
    """Sends a job after the commit; equal jobs are sent once."""
    outbox(session).jobs[job] = None


def port(session: AsyncSession, kind: type[PortT]) -> PortT:
    """Return the adapter that wiring has bound to this port. Raises ``KeyError`` when there is none."""
    ports: Ports = session.info["ports"]
    return ports[kind]


def find_port(session: AsyncSession, kind: type[PortT]) -> PortT | None:
    """The adapter, or None where this installation has none."""
    ports: Ports = session.info["ports"]
    return ports.find(kind)
