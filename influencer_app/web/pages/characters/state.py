"""The list of a person's characters."""

from typing import Any

import reflex as rx

from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.service import delete_character
from influencer_app.web import routes
from influencer_app.web.access import public, signed_in
from influencer_app.web.pages.characters.form_state import CharacterFormState
from influencer_app.web.parsing import parse_id, parse_text


class CharactersState(CharacterFormState):
    """The cards with their form, and what is asked before one is deleted."""

    deleting_id: str = ""

    async def _load(self, actor: Actor) -> None:
        """All characters; the form is closed."""
        await self._load_shell(actor)
        await self._portraits(actor)
        self._load_form()

    @public
    async def ask_delete(self, character_id: str) -> None:
        """Ask before it is gone; an empty id means no."""
        self.deleting_id = parse_text(character_id, 36)

    @signed_in
    async def delete(self, actor: Actor) -> Any:
        """Delete what was asked about; from its own page it goes back to the list."""
        own, self.deleting_id = parse_id(self.deleting_id), ""
        async with transaction(actor) as session:
            await delete_character(session, actor, own)
        self.people = [one for one in self.people if one.id != str(own)]
        asked = self.router.url.query_parameters if self.router.url else {}
        return rx.redirect(routes.CHARACTERS) if asked.get("character") else None
