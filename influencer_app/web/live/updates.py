"""Live updates: what changed under a topic, read once for all of its clients.

Each capability registers loaders: which events change what, and how it is read. States ask an update for the
value of a loader: ``update.get(BALANCE)``.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import reading
from influencer_app.domain.workspaces.schemas import MemberScope, WorkspaceScope

ValueT = TypeVar("ValueT")

EVENTS_MAX = 500
"""Events kept for one update; beyond that everything is read again."""


class EventLike(Protocol):
    """An event as it arrived: its name, its topic, and its other fields with ids as text."""

    @property
    def name(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def fields(self) -> dict[str, Any]: ...


@dataclass
class Pending:
    """The events of one topic that have not been delivered yet."""

    events: list[EventLike] = field(default_factory=list)
    full_reload: bool = False

    def add(self, event: EventLike) -> None:
        """Keep ``event``; an equal one is kept once."""
        if len(self.events) >= EVENTS_MAX:
            self.full_reload = True
        elif event not in self.events:
            self.events.append(event)

    def merge(self, later: "Pending") -> None:
        """Keep what arrived later as well."""
        self.full_reload = self.full_reload or later.full_reload
        for event in later.events:
            self.add(event)

    @property
    def names(self) -> set[str]:
        """The names of the events."""
        return {event.name for event in self.events}


@dataclass(frozen=True)
class LoadContext:
    """What a loader works with; ``events`` are its own ones under the topic, none at a full reload."""

    session: AsyncSession
    scope: WorkspaceScope
    events: tuple[EventLike, ...]


@dataclass(frozen=True, eq=False)
class Loader(Generic[ValueT]):
    """Reads one value of an update when one of ``events`` (names) has arrived under a topic of ``kind``."""

    kind: str
    events: frozenset[str]
    load: Callable[[LoadContext], Awaitable[ValueT]]


@dataclass(frozen=True)
class LiveUpdate:
    """What changed under a topic, as the rows are now.

    At a ``full_reload`` it holds every value, and whatever else a page shows of the workspace is to be read.
    """

    topic: str
    values: Mapping[Loader[Any], Any]
    full_reload: bool = False

    def get(self, loader: Loader[ValueT]) -> ValueT | None:
        """The value of ``loader``; None where nothing that it reads has changed."""
        return cast("ValueT | None", self.values.get(loader))

    @property
    def scope(self) -> WorkspaceScope:
        """Whose topic it is."""
        return topic_scope(self.topic)


LOADERS: list[Loader[Any]] = []


def register_loader(
    kind: str, events: Collection[str], load: Callable[[LoadContext], Awaitable[ValueT]]
) -> Loader[ValueT]:
    """Have ``load`` run when one of ``events`` (names) has arrived under a topic of ``kind``."""
    made = Loader(kind, frozenset(events), load)
    LOADERS.append(made)
    return made


def topic_scope(topic: str) -> WorkspaceScope:
    """What a topic such as ``workspace:<id>`` or ``member:<workspace>:<person>`` lets its followers read.

    Raises ``ValueError`` for another kind of topic.
    """
    match topic.split(":"):
        case ["workspace", workspace_id]:
            return WorkspaceScope(workspace_id=UUID(workspace_id))
        case ["member", workspace_id, person_id]:
            return MemberScope(workspace_id=UUID(workspace_id), person_id=UUID(person_id))
        case _:
            raise ValueError(f"There is nothing to be read under the topic {topic}.")


def member_scope(context: LoadContext) -> MemberScope:
    """The member whose topic it is. Raises ``TypeError`` in a loader of another kind of topic."""
    if not isinstance(context.scope, MemberScope):
        raise TypeError("This loader reads for one member.")
    return context.scope


async def read_update(topic: str, pending: Pending) -> LiveUpdate:
    """Run the loaders that ``pending`` concerns, in one read-only transaction."""
    kind = topic.partition(":")[0]
    names = pending.names
    concerned = [one for one in LOADERS if one.kind == kind and (pending.full_reload or one.events & names)]
    values: dict[Loader[Any], Any] = {}
    if concerned:
        scope = topic_scope(topic)
        async with reading(scope) as session:
            for one in concerned:
                events = tuple(event for event in pending.events if event.name in one.events)
                values[one] = await one.load(LoadContext(session, scope, events))
    return LiveUpdate(topic, values, pending.full_reload and kind == "workspace")
