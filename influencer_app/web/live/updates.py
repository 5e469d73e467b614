"""What changed for a person, read once for all of their tabs."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.events import NotificationsSeen
from influencer_app.domain.accounts.queries import get_notifications_seen_at
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.queries import list_characters
from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.credits.schemas import Balance
from influencer_app.domain.generation.queries import find_generations, list_running
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web.cards.character import CHARACTERS_MAX

FULL_RELOAD = "reconnected"
"""Stands for every event that may have been missed."""


@dataclass
class Pending:
    """Events of one person that have not been delivered yet: their names, and generations by id."""

    names: set[str] = field(default_factory=set)
    generations: dict[UUID, str] = field(default_factory=dict)


@dataclass(frozen=True)
class LiveUpdate:
    """The rows as they are now.

    ``generations`` holds what changed (None: it is gone), ``ended`` those that have just ended;
    ``read_at`` until when notifications were read, where that has changed.
    """

    person_id: UUID
    generations: dict[str, GenerationDetail | None]
    ended: frozenset[str]
    running: list[GenerationDetail]
    balance: Balance
    characters: list[CharacterDetail] | None
    read_at: datetime | None
    everything: bool


async def read_update(person_id: UUID, pending: Pending) -> LiveUpdate:
    """One transaction for all that changed."""
    actor = Actor.for_system_read(person_id)
    async with reading(actor) as session:
        found = await find_generations(session, actor, list(pending.generations))
        running = await list_running(session, actor)
        balance = await get_balance(session, actor)
        characters = None
        if pending.names & {"character_changed", FULL_RELOAD}:
            characters = (await list_characters(session, actor, limit=CHARACTERS_MAX)).items
        read_at = None
        if pending.names & {NotificationsSeen.name, FULL_RELOAD}:
            read_at = await get_notifications_seen_at(session, actor)
    known = {one.id: one for one in found}
    return LiveUpdate(
        person_id=person_id,
        generations={str(own): known.get(own) for own in pending.generations},
        ended=frozenset(str(own) for own, how in pending.generations.items() if how == "ended"),
        running=running,
        balance=balance,
        characters=characters,
        read_at=read_at,
        everything=FULL_RELOAD in pending.names,
    )
