"""Chooses the character with which Create opens."""

from collections.abc import Collection, Sequence
from datetime import datetime

from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.domain.generation.schemas import GenerationDetail


def default_character(
    characters: Sequence[CharacterDetail],
    generations: Collection[GenerationDetail],
    *,
    chosen: str,
    chosen_at: datetime | None,
) -> str:
    """The id of the character to choose; empty for none.

    ``characters`` and ``generations`` come newest first. ``chosen`` is what somebody chose themselves at
    ``chosen_at`` (empty for no character); it stays until a character is newer. Otherwise it is the newest
    character, or the one used since.
    """
    if not characters:
        return ""
    newest = characters[0]
    known = {one.id for one in characters}
    stays = chosen == "" or chosen in {str(one) for one in known}
    if chosen_at is not None and stays and newest.created_at <= chosen_at:
        return chosen
    used = next((one for one in generations if one.character_id in known), None)
    return str(used.character_id if used and used.created_at > newest.created_at else newest.id)
