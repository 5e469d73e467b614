"""The gallery: a window on all delivered outputs of a person, newest first."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.pages import Count
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.gallery.queries import count_outputs, list_outputs
from influencer_app.domain.gallery.schemas import GalleryItem
from influencer_app.domain.gallery.service import set_favourite
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.web.access import background, editor, public, signed_in
from influencer_app.web.cards.character import character_option
from influencer_app.web.cards.output import OutputCard, output_card
from influencer_app.web.formatting import count_text
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.characters import CHARACTERS
from influencer_app.web.live_loaders.generations import CHANGED_GENERATIONS
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.gallery import copy
from influencer_app.web.pages.gallery.query import (
    SEARCH_MAX,
    FilterLink,
    GalleryQuery,
    character_links,
    favourites_link,
    kind_links,
)
from influencer_app.web.parsing import parse_id, parse_text
from influencer_app.web.time_zone import time_zone
from influencer_app.web.window import Window

PAGE_SIZE = 40
WINDOW_SIZE = 200


@dataclass(frozen=True)
class GalleryPage:
    """A page of rows, the cursor of the next one ("" at the end), and how many there are in all."""

    query: GalleryQuery
    items: list[GalleryItem]
    older: str
    total: Count

    @property
    def total_text(self) -> str:
        """How many there are, if there are several."""
        return count_text(self.total) if self.total.value > 1 else ""

    async def cards(self) -> list[OutputCard]:
        """In a thread: thumbhashes are decoded the first time."""
        return await asyncio.to_thread(lambda: [output_card(item.output, item.prompt) for item in self.items])


class GalleryState(PageState):
    """The filters stand in the address; `LightboxState` has the output that is open."""

    outputs: list[OutputCard] = []
    older_cursor: str = ""
    newer_cursors: list[str] = []
    total_text: str = ""
    query: GalleryQuery = GalleryQuery()
    character_links: list[FilterLink] = []
    form_version: int = 0
    ready: bool = False

    _window_start: str = ""
    _searched: str = ""
    """The text of the search field."""
    _searches: list[str] = []
    """What was searched for and has not been loaded yet."""

    _loaders: ClassVar = frozenset({CHANGED_GENERATIONS, CHARACTERS})

    @rx.var
    def kind_links(self) -> list[FilterLink]:
        """Pictures, clips, talking videos."""
        return kind_links(self.query)

    @rx.var
    def favourites_link(self) -> FilterLink:
        """Favourites only, or not."""
        return favourites_link(self.query)

    @rx.var
    def filtered(self) -> bool:
        """Whether not everything is shown."""
        return self.query != GalleryQuery()

    @rx.var
    def search_placeholder(self) -> str:
        """The text of the empty search field."""
        return copy.SEARCH_SHORT.format(count=self.total_text) if self.total_text else copy.SEARCH

    @public
    async def search(self, typed: str) -> Any:
        """What is typed goes into the address, from which it is read."""
        self._searched = parse_text(typed, 2000)[:SEARCH_MAX].strip()
        if self._searched == self.query.q:
            return None
        self._searches = [*self._searches, self._searched]
        return rx.redirect(replace(self.query, q=self._searched).address, replace=True)

    @signed_in
    @background
    async def load_older(self, actor: Actor) -> None:
        """The page below."""
        query, cursor = replace(self.query), self.older_cursor
        if not cursor:
            return
        page = await read_page(actor, query, cursor)
        cards = await page.cards()
        async with self:
            if query == self.query and cursor == self.older_cursor:
                self.total_text = page.total_text
                self._set_window(self._window().add_older(cards, page.older, WINDOW_SIZE, PAGE_SIZE))

    @signed_in
    @background
    async def load_newer(self, actor: Actor) -> None:
        """The page above, which was dropped while scrolling down."""
        query, cursors = replace(self.query), list(self.newer_cursors)
        if not cursors:
            return
        page = await read_page(actor, query, cursors[-1])
        cards = await page.cards()
        async with self:
            if query == self.query and cursors == self.newer_cursors:
                self._set_window(self._window().add_newer(cards, page.older, WINDOW_SIZE))

    @editor
    async def favourite(self, actor: Actor, output_id: str, wanted: bool) -> None:
        """Mark an output as a favourite, or remove the mark."""
        async with transaction(actor) as session:
            await set_favourite(session, actor, parse_id(output_id), bool(wanted))

    async def _open(self, page: GalleryPage, cards: list[OutputCard]) -> None:
        """Show a page of the address; the search field keeps what is being typed."""
        self.query = page.query
        if page.query.q in self._searches:
            self._searches = self._searches[self._searches.index(page.query.q) + 1 :]
        elif page.query.q != self._searched and (self.ready or not self._searched):
            self._searched, self._searches = page.query.q, []
            self.form_version += self.ready
        self.character_links = character_links(self.query, (await self._shell()).characters)
        self.total_text, self.ready = page.total_text, True
        self._set_window(Window(cards, page.older))

    async def _apply_update(self, update: LiveUpdate) -> Reload[Any] | None:
        """New outputs appear at their place by age; those of deleted generations disappear."""
        if (characters := update.get(CHARACTERS)) is not None:
            options = [character_option(one) for one in characters]
            self.character_links = character_links(self.query, options)
        if update.full_reload:
            query, scope = replace(self.query), update.scope
            return Reload(lambda: _read_with_cards(scope, query), GalleryState._refresh)
        changed = update.get(CHANGED_GENERATIONS)
        window = self._window()
        for generation_id, one in changed.found.items() if changed else ():
            window = window.keep([card for card in window.cards if card.generation_id != generation_id])
            if one is not None and one.purpose == "result":
                for card in self.query.outputs_of(one):
                    window = window.put(card)
        self._set_window(window)
        return None

    async def _refresh(self, found: tuple[GalleryPage, list[OutputCard]]) -> None:
        page, cards = found
        if page.query == self.query:
            self.total_text = page.total_text
            self._set_window(Window(cards, page.older))

    def _remove(self, generation_id: str) -> None:
        cards = [card for card in self.outputs if card.generation_id != generation_id]
        self._set_window(self._window().keep(cards))

    def _remove_output(self, output_id: str) -> None:
        self._set_window(self._window().keep([card for card in self.outputs if card.id != output_id]))

    def _window(self) -> Window[OutputCard]:
        return Window(list(self.outputs), self.older_cursor, tuple(self.newer_cursors), self._window_start)

    def _set_window(self, window: Window[OutputCard]) -> None:
        """In their order, the first one of each day marked."""
        zone = time_zone(self.router.headers.cookie or "")
        days = [datetime.fromisoformat(card.created_at).astimezone(zone).date() for card in window.cards]
        marked = [
            replace(card, day="" if at and days[at - 1] == days[at] else card.created_at)
            for at, card in enumerate(window.cards)
        ]
        if marked != self.outputs:
            self.outputs = marked
        self.older_cursor, self.newer_cursors = window.older, list(window.newer)
        self._window_start = window.start


async def read_page(scope: WorkspaceScope, query: GalleryQuery, cursor: str = "") -> GalleryPage:
    """A page of the actor's outputs, in a transaction of its own."""
    async with reading(scope) as session:
        return await read_page_in(session, scope, query, cursor)


async def read_page_in(
    session: AsyncSession, scope: WorkspaceScope, query: GalleryQuery, cursor: str = ""
) -> GalleryPage:
    """The same in the caller's transaction."""
    page = await list_outputs(session, scope, query.filter, cursor=cursor or None, limit=PAGE_SIZE)
    return GalleryPage(query, page.items, page.next_cursor or "", await count_outputs(session, scope))


async def _read_with_cards(
    scope: WorkspaceScope, query: GalleryQuery
) -> tuple[GalleryPage, list[OutputCard]]:
    page = await read_page(scope, query)
    return page, await page.cards()
