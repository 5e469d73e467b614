"""The live stream of results: generations that have ended, newest first."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import ClassVar

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.gallery.service import set_favourite
from influencer_app.domain.generation.queries import list_generations
from influencer_app.domain.generation.schemas import GenerationDetail, GenerationFilter
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.web.access import background, editor, signed_in
from influencer_app.web.cards.character import CharacterOption
from influencer_app.web.cards.generation import GenerationCard, credits_text, generation_card
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.generations import CHANGED_GENERATIONS, RUNNING_GENERATIONS
from influencer_app.web.page_state import PageState
from influencer_app.web.parsing import parse_id
from influencer_app.web.thumbhash import thumbhash_data_url
from influencer_app.web.window import Window

PAGE_SIZE = 20
WINDOW_SIZE = 60
EVERYTHING = GenerationFilter()


@dataclass(frozen=True)
class GenerationPage:
    """A page of rows and the cursor of the next one ("" at the end)."""

    rows: list[GenerationDetail]
    older: str


class StreamState(PageState):
    """A window on what has ended; what still runs is the shell's."""

    generations: list[GenerationCard] = []
    older_cursor: str = ""
    newer_cursors: list[str] = []

    _window_start: str = ""
    _open_ids: list[str] = []

    _loaders: ClassVar = frozenset({CHANGED_GENERATIONS, RUNNING_GENERATIONS})

    @signed_in
    @background
    async def load_older(self, actor: Actor) -> None:
        """The page below."""
        cursor = self.older_cursor
        if not cursor:
            return
        page = await read_generations(actor, cursor)
        async with self:
            if cursor == self.older_cursor:
                cards = await self._cards(page.rows)
                self._set_window(self._window().add_older(cards, page.older, WINDOW_SIZE, PAGE_SIZE))

    @signed_in
    @background
    async def load_newer(self, actor: Actor) -> None:
        """The page above, which was dropped while scrolling down."""
        cursors = list(self.newer_cursors)
        if not cursors:
            return
        page = await read_generations(actor, cursors[-1])
        async with self:
            if cursors == self.newer_cursors:
                cards = await self._cards(page.rows)
                self._set_window(self._window().add_newer(cards, page.older, WINDOW_SIZE))

    @editor
    async def favourite(self, actor: Actor, output_id: str, wanted: bool) -> None:
        """Mark an output as a favourite, or remove the mark."""
        async with transaction(actor) as session:
            await set_favourite(session, actor, parse_id(output_id), bool(wanted))

    @editor
    async def delete(self, actor: Actor, generation_id: str) -> None:
        """Discard a generation; a toast can restore it."""
        await (await self._shell())._discard(actor, generation_id)
        self._remove(generation_id)

    @editor
    async def delete_output(self, actor: Actor, output_id: str) -> None:
        """Discard one output of a set; a toast can restore it. The live update changes the card."""
        await (await self._shell())._discard_output(actor, output_id)

    async def _show(self, page: GenerationPage) -> None:
        """The newest page in place of what was there."""
        self._set_window(Window(await self._cards(page.rows), page.older))
        self._open_ids = await self._running_ids()

    def _follow(self, one: GenerationDetail) -> None:
        """Expect the end of a generation that was started just now."""
        self._open_ids = [*self._open_ids, str(one.id)]

    async def _apply_update(self, update: LiveUpdate) -> Reload[GenerationPage] | None:
        """Generations that changed or ended move; what ended without an event is read again."""
        changed = update.get(CHANGED_GENERATIONS)
        found: Mapping[str, GenerationDetail | None] = changed.found if changed else {}
        options = (await self._shell())._characters_by_id()
        for generation_id, one in found.items():
            if one is None:
                self._remove(generation_id)
            elif one.purpose == "result":
                self._put(one, options)
        missed = False
        if update.get(RUNNING_GENERATIONS) is not None:
            running = await self._running_ids()
            missed = bool(set(self._open_ids) - set(running) - set(found))
            self._open_ids = running
        if not (update.full_reload or missed):
            return None
        scope = update.scope
        return Reload(lambda: read_generations(scope, ""), StreamState._show)

    def _put(self, one: GenerationDetail, options: Mapping[str, CharacterOption]) -> None:
        card = generation_card(one, dict(options))
        if not card.is_open:
            self._set_window(self._window().put(card))

    def _reprice(self, generation_id: str, what: str, price: int) -> None:
        """Show what a repetition (``again``) or one more picture (``vary``) costs now."""
        said = credits_text(price)

        def shown(card: GenerationCard) -> GenerationCard:
            if card.id != generation_id:
                return card
            is_whole = what == "again"
            return replace(card, repeat_price=said) if is_whole else replace(card, variation_price=said)

        self.generations = [shown(card) for card in self.generations]

    def _remove(self, generation_id: str) -> None:
        self.generations = [card for card in self.generations if card.id != generation_id]

    async def _running_ids(self) -> list[str]:
        return [card.id for card in (await self._shell()).running if card.purpose == "result"]

    async def _cards(self, rows: list[GenerationDetail]) -> list[GenerationCard]:
        options = (await self._shell())._characters_by_id()
        cards = [generation_card(one, options) for one in rows]
        return [card for card in cards if not card.is_open]

    def _window(self) -> Window[GenerationCard]:
        return Window(
            list(self.generations), self.older_cursor, tuple(self.newer_cursors), self._window_start
        )

    def _set_window(self, window: Window[GenerationCard]) -> None:
        self.generations = list(window.cards)
        self.older_cursor, self.newer_cursors = window.older, list(window.newer)
        self._window_start = window.start


async def read_generations(scope: WorkspaceScope, cursor: str) -> GenerationPage:
    """A page of the actor's generations, in a transaction of its own; thumbhashes are decoded."""
    async with reading(scope) as session:
        page = await list_generations(session, scope, EVERYTHING, cursor=cursor or None, limit=PAGE_SIZE)
    await decode_thumbhashes(page.items)
    return GenerationPage(page.items, page.next_cursor or "")


async def decode_thumbhashes(rows: list[GenerationDetail]) -> None:
    """Fill the cache of placeholders in a thread, so that no card waits for one under the tab's lock."""
    hashes = [output.thumbhash for one in rows for output in one.outputs]
    await asyncio.to_thread(lambda: [thumbhash_data_url(one) for one in hashes])
