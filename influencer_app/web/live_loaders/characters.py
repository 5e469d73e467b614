"""Loads characters for live updates: the newest for choosing, and those that changed."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.characters.events import CharacterChanged
from influencer_app.domain.characters.queries import get_character, list_characters
from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.errors import NotFound
from influencer_app.web.cards.character import CHARACTERS_MAX
from influencer_app.web.live.updates import LoadRequest, register_loader


async def _load(session: AsyncSession, request: LoadRequest) -> list[CharacterDetail]:
    return (await list_characters(session, request.scope, limit=CHARACTERS_MAX)).items


CHARACTERS = register_loader("workspace", (CharacterChanged.name,), _load)
"""The newest characters."""


async def _load_changed(session: AsyncSession, request: LoadRequest) -> dict[str, CharacterDetail | None]:
    found: dict[str, CharacterDetail | None] = {}
    for character_id in dict.fromkeys(str(event.fields["character_id"]) for event in request.events):
        try:
            found[character_id] = await get_character(session, request.scope, UUID(character_id))
        except NotFound:
            found[character_id] = None
    return found


CHANGED_CHARACTERS = register_loader(
    "workspace", (CharacterChanged.name,), _load_changed, merge=lambda earlier, later: {**earlier, **later}
)
"""The characters that the events name, by id; None for one that was deleted."""
