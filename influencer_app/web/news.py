"""What a tab hears when something has changed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.domain.credits.schemas import Balance
from influencer_app.domain.generation.schemas import GenerationDetail

FACES_MAX = 60
"""Characters that a page holds at the most."""


@dataclass(frozen=True)
class News:
    """The rows as they are now, read once for all tabs of a person.

    ``generations`` holds what changed (None: it is gone), ``ended`` those that have just ended;
    ``seen_at`` until when notices were seen, where that has changed.
    """

    person_id: UUID
    generations: dict[str, GenerationDetail | None]
    ended: frozenset[str]
    running: list[GenerationDetail]
    balance: Balance
    characters: list[CharacterDetail] | None
    seen_at: datetime | None
    everything: bool
