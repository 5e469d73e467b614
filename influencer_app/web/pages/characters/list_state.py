"""The list of a person's characters: cards that follow what is made, and what is asked before deleting."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, ClassVar
from uuid import UUID

import reflex as rx

from influencer_app.db.pages import Count
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.queries import list_characters
from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.domain.characters.service import delete_character
from influencer_app.domain.gallery.queries import count_by_character
from influencer_app.domain.generation.queries import list_running
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.web import routes
from influencer_app.web.access import background, editor, public, signed_in
from influencer_app.web.cards.character import CHARACTERS_MAX
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.characters import CHANGED_CHARACTERS
from influencer_app.web.live_loaders.generations import CHANGED_GENERATIONS, RUNNING_GENERATIONS
from influencer_app.web.page_state import PageState, query_parameters
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.character_card import (
    CharacterCard,
    character_card,
    portrait_progress,
    results_text,
    with_progress,
)
from influencer_app.web.parsing import parse_id, parse_text
from influencer_app.web.window import Window

WINDOW_SIZE = 2 * CHARACTERS_MAX


@dataclass(frozen=True)
class CharacterPage:
    """A page of rows, the cursor of the next one, what is running, and outputs by character."""

    rows: list[CharacterDetail]
    older: str
    running: list[GenerationDetail]
    counts: Mapping[UUID, Count] = field(default_factory=dict)


class CharacterListState(PageState):
    """A window on the characters, newest first."""

    characters: list[CharacterCard] = []
    older_cursor: str = ""
    newer_cursors: list[str] = []
    deleting_id: str = ""

    _window_start: str = ""

    _loaders: ClassVar = frozenset({CHANGED_CHARACTERS, CHANGED_GENERATIONS, RUNNING_GENERATIONS})

    @signed_in
    @background
    async def load_older(self, actor: Actor) -> None:
        """The page below."""
        cursor = self.older_cursor
        if not cursor:
            return
        page = await read_page(actor, cursor)
        async with self:
            if cursor == self.older_cursor:
                window = self._window().add_older(_cards(page), page.older, WINDOW_SIZE, CHARACTERS_MAX)
                self._set_window(window)

    @signed_in
    @background
    async def load_newer(self, actor: Actor) -> None:
        """The page above, which was dropped while scrolling down."""
        cursors = list(self.newer_cursors)
        if not cursors:
            return
        page = await read_page(actor, cursors[-1])
        async with self:
            if cursors == self.newer_cursors:
                self._set_window(self._window().add_newer(_cards(page), page.older, WINDOW_SIZE))

    @public
    async def ask_delete(self, character_id: str) -> None:
        """Ask before deleting; an empty id means no."""
        self.deleting_id = parse_text(character_id, 36)

    @editor
    async def delete(self, actor: Actor) -> Any:
        """Delete the character that was asked about; its own page leads back to the list."""
        wanted, self.deleting_id = parse_id(self.deleting_id), ""
        async with transaction(actor) as session:
            await delete_character(session, actor, wanted)
        self._remove(str(wanted))
        return rx.redirect(routes.CHARACTERS) if query_parameters(self).get("character") else None

    async def _show(self, page: CharacterPage) -> None:
        """The newest page in place of what was there."""
        self._set_window(Window(_cards(page), page.older))

    def _put(self, one: CharacterDetail, running: list[GenerationDetail]) -> None:
        """Show a character that is new or has changed."""
        known = {card.id: card.results for card in self.characters}
        results = known.get(str(one.id), copy.NONE_MADE)
        developing = portrait_progress(running).get(str(one.id), -1.0)
        self._set_window(self._window().put(character_card(one, developing, results)))

    async def _apply_update(self, update: LiveUpdate) -> Reload[Any] | None:
        """Portraits develop in place; results are counted again when some came or went."""
        running = update.get(RUNNING_GENERATIONS)
        for character_id, one in (update.get(CHANGED_CHARACTERS) or {}).items():
            if one is None:
                self._remove(character_id)
            else:
                self._put(one, running or [])
        if running is not None:
            progress = portrait_progress(running)
            self.characters = [with_progress(one, progress.get(one.id, -1.0)) for one in self.characters]
        scope = update.scope
        if update.full_reload:
            return Reload(lambda: read_page(scope, ""), CharacterListState._show)
        changed = update.get(CHANGED_GENERATIONS)
        if changed is not None and (changed.ended or None in changed.found.values()):
            return Reload(lambda: _read_counts(scope), CharacterListState._show_counts)
        return None

    async def _show_counts(self, counts: Mapping[UUID, Count]) -> None:
        self.characters = [
            replace(one, results=results_text(counts.get(UUID(one.id)))) for one in self.characters
        ]

    def _remove(self, character_id: str) -> None:
        self.characters = [one for one in self.characters if one.id != character_id]

    def _window(self) -> Window[CharacterCard]:
        return Window(list(self.characters), self.older_cursor, tuple(self.newer_cursors), self._window_start)

    def _set_window(self, window: Window[CharacterCard]) -> None:
        self.characters = list(window.cards)
        self.older_cursor, self.newer_cursors = window.older, list(window.newer)
        self._window_start = window.start


async def read_page(scope: WorkspaceScope, cursor: str) -> CharacterPage:
    """A page of the actor's characters, in a transaction of its own."""
    async with reading(scope) as session:
        page = await list_characters(session, scope, cursor or None, CHARACTERS_MAX)
        running = await list_running(session, scope)
        counts = await count_by_character(session, scope)
    return CharacterPage(page.items, page.next_cursor or "", running, counts)


async def _read_counts(scope: WorkspaceScope) -> Mapping[UUID, Count]:
    async with reading(scope) as session:
        return await count_by_character(session, scope)


def _cards(page: CharacterPage) -> list[CharacterCard]:
    progress = portrait_progress(page.running)
    return [
        character_card(one, progress.get(str(one.id), -1.0), results_text(page.counts.get(one.id)))
        for one in page.rows
    ]
