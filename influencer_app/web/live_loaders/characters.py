"""Loads characters for live updates: the newest for choosing, and those that changed."""

from uuid import UUID

from influencer_app.domain.characters.events import CharacterChanged
from influencer_app.domain.characters.queries import get_character, list_characters
from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.errors import NotFound
from influencer_app.web.cards.character import CHARACTERS_MAX
from influencer_app.web.live.updates import LoadContext, register_loader


async def _load(context: LoadContext) -> list[CharacterDetail]:
    return (await list_characters(context.session, context.scope, limit=CHARACTERS_MAX)).items


CHARACTERS = register_loader("workspace", (CharacterChanged.name,), _load)
"""The newest characters."""


async def _load_changed(context: LoadContext) -> dict[str, CharacterDetail | None]:
    found: dict[str, CharacterDetail | None] = {}
    for character_id in dict.fromkeys(str(event.fields["character_id"]) for event in context.events):
        try:
            found[character_id] = await get_character(context.session, context.scope, UUID(character_id))
        except NotFound:
            found[character_id] = None
    return found


CHANGED_CHARACTERS = register_loader("workspace", (CharacterChanged.name,), _load_changed)
"""The characters that the events name, by id; None for one that was deleted."""
