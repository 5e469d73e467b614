"""Live updates: what changed under a topic, read once for all of its clients.

Each capability registers loaders: which events change what, and how it is read, for many topics at once.
States ask an update for the value of a loader: ``update.get(BALANCE)``.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar, cast
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import reading
from influencer_app.domain.workspaces.schemas import MemberScope, WorkspaceScope

ValueT = TypeVar("ValueT")


@dataclass(frozen=True)
class PersonScope:
    """A person's account, whichever workspace is open."""

    person_id: UUID


ScopeT = TypeVar("ScopeT", WorkspaceScope, MemberScope, PersonScope)

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

    def of(self, names: Collection[str]) -> tuple[EventLike, ...]:
        """The events with one of these names."""
        return tuple(event for event in self.events if event.name in names)


@dataclass(frozen=True)
class LoadRequest:
    """What is to be loaded for a topic; ``events`` are the loader's own ones, none at a full reload."""

    whose: WorkspaceScope | PersonScope
    events: tuple[EventLike, ...] = ()

    @property
    def scope(self) -> WorkspaceScope:
        """The workspace or member. Raises ``TypeError`` in a loader of another kind of topic, as all do."""
        return _as(WorkspaceScope, self.whose)

    @property
    def member(self) -> MemberScope:
        """The member whose topic it is."""
        return _as(MemberScope, self.whose)

    @property
    def person_id(self) -> UUID:
        """The person whose topic it is."""
        return _as(PersonScope, self.whose).person_id


Load = Callable[[AsyncSession, LoadRequest], Awaitable[ValueT]]
LoadMany = Callable[[AsyncSession, Sequence[LoadRequest]], Awaitable[list[ValueT]]]
"""Loads a value for each request, in their order."""


@dataclass(frozen=True, eq=False)
class Loader(Generic[ValueT]):
    """Reads one value of an update when one of ``events`` (names) has arrived under a topic of ``kind``.

    ``merge(earlier, later)`` makes one value of two that have not been shown yet.
    """

    kind: str
    events: frozenset[str]
    load: LoadMany[ValueT]
    merge: Callable[[ValueT, ValueT], ValueT]


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
        return _as(WorkspaceScope, topic_scope(self.topic))

    def merge(self, later: "LiveUpdate") -> "LiveUpdate":
        """Both updates of the topic as one; of what both hold the later value wins."""
        values = dict(self.values)
        for loader, value in later.values.items():
            values[loader] = loader.merge(values[loader], value) if loader in values else value
        return LiveUpdate(self.topic, values, self.full_reload or later.full_reload)


LOADERS: list[Loader[Any]] = []


def register_loader(
    kind: str,
    events: Collection[str],
    load: Load[ValueT],
    merge: Callable[[ValueT, ValueT], ValueT] | None = None,
) -> Loader[ValueT]:
    """Have ``load`` run for each topic of ``kind`` under which one of ``events`` (names) has arrived."""

    async def one_by_one(session: AsyncSession, requests: Sequence[LoadRequest]) -> list[ValueT]:
        return [await load(session, request) for request in requests]

    return register_batch_loader(kind, events, one_by_one, merge)


def register_batch_loader(
    kind: str,
    events: Collection[str],
    load: LoadMany[ValueT],
    merge: Callable[[ValueT, ValueT], ValueT] | None = None,
) -> Loader[ValueT]:
    """Have ``load`` run once for all topics of ``kind`` under which one of ``events`` (names) has arrived.

    Without ``merge`` a later value replaces an earlier one that has not been shown yet.
    """
    made = Loader(kind, frozenset(events), load, merge or _later)
    LOADERS.append(made)
    return made


def _later(earlier: ValueT, later: ValueT) -> ValueT:
    return later


def topic_scope(topic: str) -> WorkspaceScope | PersonScope:
    """What the followers of ``workspace:<id>``, ``member:<workspace>:<person>`` or ``person:<id>`` may read.

    Raises ``ValueError`` for another kind of topic.
    """
    match topic.split(":"):
        case ["workspace", workspace_id]:
            return WorkspaceScope(workspace_id=UUID(workspace_id))
        case ["member", workspace_id, person_id]:
            return MemberScope(workspace_id=UUID(workspace_id), person_id=UUID(person_id))
        case ["person", person_id]:
            return PersonScope(UUID(person_id))
        case _:
            raise ValueError(f"There is nothing to be read under the topic {topic}.")


def _as(kind: type[ScopeT], whose: WorkspaceScope | PersonScope) -> ScopeT:
    if not isinstance(whose, kind):
        raise TypeError(f"This is read for a {kind.__name__}, not for {whose!r}.")
    return whose


async def read_update(topic: str, pending: Pending) -> LiveUpdate:
    """The update of one topic, see `read_updates`."""
    return (await read_updates({topic: pending}))[topic]


async def read_updates(pending: Mapping[str, Pending]) -> dict[str, LiveUpdate]:
    """Run the loaders that ``pending`` (by topic) concerns, each once, in one read-only transaction."""
    values: dict[str, dict[Loader[Any], Any]] = {topic: {} for topic in pending}
    concerned = [(loader, topics) for loader in LOADERS if (topics := _concerned(loader, pending))]
    if concerned:
        scopes = {topic: topic_scope(topic) for _, topics in concerned for topic in topics}
        async with reading() as session:
            for loader, topics in concerned:
                requests = [LoadRequest(scopes[topic], pending[topic].of(loader.events)) for topic in topics]
                loaded = await loader.load(session, requests)
                for topic, value in zip(topics, loaded, strict=True):
                    values[topic][loader] = value
    return {
        topic: LiveUpdate(topic, values[topic], one.full_reload and kind_of(topic) == "workspace")
        for topic, one in pending.items()
    }


def kind_of(topic: str) -> str:
    """The kind of a topic such as ``workspace:<id>``."""
    return topic.partition(":")[0]


def _concerned(loader: Loader[Any], pending: Mapping[str, Pending]) -> list[str]:
    return [
        topic
        for topic, one in pending.items()
        if kind_of(topic) == loader.kind and (one.full_reload or one.names & loader.events)
    ]
