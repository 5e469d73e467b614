"""Loads generations for live updates: those that changed, and all that are waiting or running."""

from dataclasses import dataclass
from uuid import UUID

from influencer_app.domain.characters.events import CharacterChanged
from influencer_app.domain.credits.events import CreditsChanged
from influencer_app.domain.generation.events import (
    GenerationDeleted,
    GenerationFinished,
    GenerationProgressed,
    QueueMoved,
)
from influencer_app.domain.generation.queries import find_generations, list_ended, list_running
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web.cards.notification import NOTIFICATIONS_MAX
from influencer_app.web.live.updates import LoadContext, member_scope, register_loader

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


async def _load_changed(context: LoadContext) -> ChangedGenerations:
    ids = list(dict.fromkeys(str(event.fields["generation_id"]) for event in context.events))
    ended = {
        str(event.fields["generation_id"])
        for event in context.events
        if event.name == GenerationFinished.name
    }
    rows = await find_generations(context.session, context.scope, [UUID(one) for one in ids]) if ids else []
    known = {str(row.id): row for row in rows}
    return ChangedGenerations({one: known.get(one) for one in ids}, frozenset(ended))


async def _load_running(context: LoadContext) -> list[GenerationDetail]:
    return await list_running(context.session, context.scope)


async def _load_ended(context: LoadContext) -> list[GenerationDetail]:
    return await list_ended(context.session, member_scope(context), NOTIFICATIONS_MAX)


CHANGED_GENERATIONS = register_loader("workspace", CHANGES, _load_changed)
"""The generations that the events name."""

RUNNING_GENERATIONS = register_loader(
    "workspace", (*CHANGES, QueueMoved.name, CreditsChanged.name, CharacterChanged.name), _load_running
)
"""All that are waiting or running, portraits too."""

ENDED_GENERATIONS = register_loader("member", (), _load_ended)
"""The member's own last that ended, read at a full reload alone: otherwise the events tell."""
