"""Characters as a whole: loading the list, or the page of one."""

from uuid import UUID

from influencer_app.db.transaction import reading
from influencer_app.domain.gallery.queries import count_by_character
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.access import background, signed_in
from influencer_app.web.page_state import PageState, follow_live, query_parameters
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.detail_data import find_character_data
from influencer_app.web.pages.characters.detail_state import CharacterDetailState
from influencer_app.web.pages.characters.form_state import CharacterFormState
from influencer_app.web.pages.characters.list_state import CharacterListState, CharacterPage
from influencer_app.web.pages.characters.reference_photos_state import ReferencePhotosState
from influencer_app.web.shell.data import read_shell

NEW_FOR_CREATE = "create"


class CharactersState(PageState):
    """Without vars of its own."""

    @signed_in
    @background
    async def load(self, actor: Actor) -> None:
        """The page of ``?character=`` (``?show=`` filters what was made), or the list. ``?new=1`` opens the
        form, ``?new=create`` one that leads on to Create."""
        asked = query_parameters(self)
        await follow_live(self, actor, CharacterListState, CharacterDetailState, ReferencePhotosState)
        kind = asked.get("show", "") if asked.get("show") in copy.KINDS else ""
        character_id = _uuid(asked.get("character", ""))
        async with reading(actor) as session:
            shell = await read_shell(session, actor)
            counts = await count_by_character(session, actor)
            data = await find_character_data(session, actor, character_id, kind) if character_id else None
        cards = await data.page.cards() if data else []
        async with self:
            (await self._shell())._show(shell)
            page = CharacterPage(shell.characters, shell.characters_cursor, shell.running, counts)
            await (await self.get_state(CharacterListState))._show(page)
            form = await self.get_state(CharacterFormState)
            form._show_options()
            detail = await self.get_state(CharacterDetailState)
            photos = await self.get_state(ReferencePhotosState)
            if data is None:
                detail._close()
                photos._close()
            else:
                await detail._open(data, cards, shell.running, dict(form.voices))
                photos._open(data.photos)
            if asked.get("new"):
                form._open({}, "", leads_to_create=asked["new"] == NEW_FOR_CREATE)


def _uuid(text: str) -> UUID | None:
    """The id in an address; None for anything else, which shows the list."""
    try:
        return UUID(text)
    except ValueError:
        return None
