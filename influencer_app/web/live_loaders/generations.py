"""Loads generations for live updates: those that changed, and all that are waiting or running."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.characters.events import CharacterChanged
from influencer_app.domain.credits.events import CreditsChanged
from influencer_app.domain.generation.events import (
    GenerationDeleted,
    GenerationFinished,
    GenerationProgressed,
    QueueMoved,
)
from influencer_app.domain.generation.lifecycle.scheduler import queue_positions_of_workspaces
from influencer_app.domain.generation.queries import (
    find_generations_of_many,
    list_ended,
    list_running_of_many,
)
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web.cards.notification import NOTIFICATIONS_MAX
from influencer_app.web.live.updates import EventLike, LoadRequest, register_batch_loader, register_loader

CHANGES = (GenerationProgressed.name, GenerationFinished.name, GenerationDeleted.name)


@dataclass(frozen=True)
class ChangedGenerations:
    """Generations by id; None for one that does not exist any more. ``ended`` are those that just ended."""

    found: dict[str, GenerationDetail | None]
    ended: frozenset[str]

    @property
    def just_ended(self) -> list[GenerationDetail]:
        """Those that just ended and still exist."""
        return [one for key, one in self.found.items() if one is not None and key in self.ended]

    def merge(self, later: "ChangedGenerations") -> "ChangedGenerations":
        """Both, with the later row of a generation."""
        return ChangedGenerations({**self.found, **later.found}, self.ended | later.ended)


async def _load_changed(session: AsyncSession, requests: Sequence[LoadRequest]) -> list[ChangedGenerations]:
    ids = [_generation_ids(one.events) for one in requests]
    asked = [UUID(generation_id) for those in ids for generation_id in those]
    workspaces = {one.scope.workspace_id for one in requests}
    rows = await find_generations_of_many(session, asked, workspaces) if asked else {}
    made = []
    for request, those in zip(requests, ids, strict=True):
        known = {str(row.id): row for row in rows.get(request.scope.workspace_id, [])}
        ended = _generation_ids([one for one in request.events if one.name == GenerationFinished.name])
        made.append(ChangedGenerations({one: known.get(one) for one in those}, frozenset(ended)))
    return made


def _generation_ids(events: Sequence[EventLike]) -> list[str]:
    return list(dict.fromkeys(str(event.fields["generation_id"]) for event in events))


async def _load_running(
    session: AsyncSession, requests: Sequence[LoadRequest]
) -> list[list[GenerationDetail]]:
    found = await list_running_of_many(session, {one.scope.workspace_id for one in requests})
    return [found.get(one.scope.workspace_id, []) for one in requests]


async def _load_positions(session: AsyncSession, requests: Sequence[LoadRequest]) -> list[dict[str, int]]:
    found = await queue_positions_of_workspaces(session, {one.scope.workspace_id for one in requests})
    return [{str(key): place for key, place in found[one.scope.workspace_id].items()} for one in requests]


async def _load_ended(session: AsyncSession, request: LoadRequest) -> list[GenerationDetail]:
    return await list_ended(session, request.member, NOTIFICATIONS_MAX)


CHANGED_GENERATIONS = register_batch_loader("workspace", CHANGES, _load_changed, ChangedGenerations.merge)
"""The generations that the events name."""

RUNNING_GENERATIONS = register_batch_loader(
    "workspace", (*CHANGES, CreditsChanged.name, CharacterChanged.name), _load_running
)
"""All that are waiting or running, portraits too."""

QUEUE_POSITIONS = register_batch_loader("workspace", (QueueMoved.name,), _load_positions)
"""The places in the queue of all that wait, by id; 1 is next. Nothing else of them has changed."""

ENDED_GENERATIONS = register_loader("member", (), _load_ended)
"""The member's own last that ended, read at a full reload alone: otherwise the events tell."""
