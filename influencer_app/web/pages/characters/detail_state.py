"""The page of one character: the traits as text, and everything made with them, live."""

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

import reflex as rx

from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.web import routes
from influencer_app.web.access import background, signed_in
from influencer_app.web.cards.generation import ENDED
from influencer_app.web.cards.output import OutputCard
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.characters import CHANGED_CHARACTERS
from influencer_app.web.live_loaders.generations import CHANGED_GENERATIONS, RUNNING_GENERATIONS
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.character_card import (
    NOBODY,
    CharacterCard,
    character_card,
    portrait_progress,
    with_progress,
)
from influencer_app.web.pages.characters.detail_data import (
    PAGE_SIZE,
    CharacterData,
    OutputPage,
    OutputQuery,
    read_outputs,
)
from influencer_app.web.pages.characters.form_state import CharacterFormState
from influencer_app.web.pages.characters.traits import Trait, trait_list
from influencer_app.web.window import Window

WINDOW_SIZE = 150


@dataclass(frozen=True)
class KindLink:
    """A choice of what to show."""

    label: str
    href: str
    chosen: bool


@dataclass(frozen=True)
class InProgress:
    """A picture or video of the character that is being made; ``progress`` is 0 to 1."""

    id: str
    progress: float
    percent: str
    ratio: str
    grow: float


class CharacterDetailState(PageState):
    """``?character=`` in the address says whose page it is; without it the page is the list."""

    character: CharacterCard = NOBODY
    traits: list[Trait] = []
    kind: str = ""
    outputs: list[OutputCard] = []
    in_progress: list[InProgress] = []
    older_cursor: str = ""
    newer_cursors: list[str] = []
    figures: list[tuple[int, str, str]] = []
    """Number, "+" where there are more, and name."""
    prices: dict[str, int] = {}
    newest_picture: str = ""

    _window_start: str = ""

    _loaders: ClassVar = frozenset({CHANGED_CHARACTERS, CHANGED_GENERATIONS, RUNNING_GENERATIONS})

    @rx.var
    def character_id(self) -> str:
        """Whose page it is; empty where the list is shown."""
        return self.character.id

    @rx.var
    def made_title(self) -> str:
        """The title over the outputs."""
        return copy.MADE_WITH.format(name=self.character.name)

    @rx.var
    def kinds(self) -> list[KindLink]:
        """All, and each kind."""
        return [
            KindLink(label, _address(self.character.id, kind), kind == self.kind)
            for kind, label in copy.KINDS.items()
        ]

    @rx.var
    def clip_href(self) -> str:
        """Create, with the newest picture to move."""
        picture = f"&picture={self.newest_picture}" if self.newest_picture else ""
        return f"{routes.CREATE}?mode=video{picture}"

    @signed_in
    @background
    async def load_older(self, actor: Actor) -> None:
        """The page below."""
        query, cursor = self._query(), self.older_cursor
        if not (query.character_id and cursor):
            return
        page = await read_outputs(actor, query, cursor)
        cards = await page.cards()
        async with self:
            if query == self._query() and cursor == self.older_cursor:
                self._set_window(self._window().add_older(cards, page.older, WINDOW_SIZE, PAGE_SIZE))

    @signed_in
    @background
    async def load_newer(self, actor: Actor) -> None:
        """The page above, which was dropped while scrolling down."""
        query, cursors = self._query(), list(self.newer_cursors)
        if not (query.character_id and cursors):
            return
        page = await read_outputs(actor, query, cursors[-1])
        cards = await page.cards()
        async with self:
            if query == self._query() and cursors == self.newer_cursors:
                self._set_window(self._window().add_newer(cards, page.older, WINDOW_SIZE))

    async def _open(
        self,
        data: CharacterData,
        cards: list[OutputCard],
        running: list[GenerationDetail],
        voices: dict[str, str],
    ) -> None:
        """Show a character whose page is opened; ``voices`` are their names by id."""
        self.kind, self.prices = data.page.query.kind, data.prices
        self._show_character(data.character, running, voices)
        self._show_running(running)
        self._show_outputs(data.page, cards)

    def _close(self) -> None:
        """Back to the list."""
        self.character, self.traits, self.figures = NOBODY, [], []
        self.outputs, self.in_progress, self.kind = [], [], ""

    def _show_character(
        self, one: CharacterDetail, running: list[GenerationDetail], voices: dict[str, str]
    ) -> None:
        developing = portrait_progress(running).get(str(one.id), -1.0)
        self.character = character_card(one, developing, "")
        self.traits = trait_list(one, voices)

    def _show_running(self, running: list[GenerationDetail]) -> None:
        """What is being made of them now."""
        theirs = [one for one in running if str(one.character_id) == self.character.id]
        self.in_progress = [_in_progress(one) for one in theirs if one.purpose == "result"]
        developing = portrait_progress(theirs).get(self.character.id, -1.0)
        self.character = with_progress(self.character, developing)

    def _show_outputs(self, page: OutputPage, cards: list[OutputCard]) -> None:
        """The newest outputs in place of what was there."""
        self._set_window(Window(cards, page.older))
        figures = page.figures
        counts = (figures.results, figures.favourites, figures.credits_used)
        self.figures = [
            (count.value, "+" if count.more else "", name)
            for count, name in zip(counts, copy.FIGURES, strict=True)
        ]
        self.newest_picture = page.newest_picture

    async def _apply_update(self, update: LiveUpdate) -> Reload[Any] | None:
        """Outputs appear as jobs finish; the list is shown once the character is deleted."""
        if not self.character.id:
            return None
        running = update.get(RUNNING_GENERATIONS)
        changed = update.get(CHANGED_CHARACTERS) or {}
        if self.character.id in changed:
            one = changed[self.character.id]
            if one is None:
                self._close()
                return None
            self._show_character(one, running or [], await self._voices())
        if running is not None:
            self._show_running(running)
        if not (update.full_reload or self._concerns(update)):
            return None
        query, scope = self._query(), update.scope
        return Reload(lambda: _read_with_cards(scope, query), CharacterDetailState._refresh)

    def _concerns(self, update: LiveUpdate) -> bool:
        """Whether outputs of this character came or went."""
        changed = update.get(CHANGED_GENERATIONS)
        if changed is None:
            return False
        theirs = {output.generation_id for output in self.outputs}
        return any(
            generation_id in theirs
            if one is None
            else one.status in ENDED and str(one.character_id) == self.character.id
            for generation_id, one in changed.found.items()
        )

    async def _refresh(self, found: tuple[OutputPage, list[OutputCard]]) -> None:
        page, cards = found
        if page.query == self._query():
            self._show_outputs(page, cards)

    async def _voices(self) -> dict[str, str]:
        return dict((await self.get_state(CharacterFormState)).voices)

    def _query(self) -> OutputQuery:
        return OutputQuery(self.character.id, self.kind)

    def _window(self) -> Window[OutputCard]:
        return Window(list(self.outputs), self.older_cursor, tuple(self.newer_cursors), self._window_start)

    def _set_window(self, window: Window[OutputCard]) -> None:
        self.outputs = list(window.cards)
        self.older_cursor, self.newer_cursors = window.older, list(window.newer)
        self._window_start = window.start


async def _read_with_cards(scope: WorkspaceScope, query: OutputQuery) -> tuple[OutputPage, list[OutputCard]]:
    page = await read_outputs(scope, query)
    return page, await page.cards()


def _in_progress(one: GenerationDetail) -> InProgress:
    across, down = (int(part) for part in one.aspect_ratio.split(":"))
    return InProgress(
        id=str(one.id),
        progress=round(one.progress, 3),
        percent=f"{one.progress:.0%}",
        ratio=f"{across} / {down}",
        grow=round(across / down, 4),
    )


def _address(character_id: str, kind: str) -> str:
    query = {"character": character_id, **({"show": kind} if kind else {})}
    return f"{routes.CHARACTERS}?{urlencode(query)}"
