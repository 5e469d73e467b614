"""The bin: what was deleted and can be restored."""

from dataclasses import dataclass
from typing import ClassVar

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.gallery.bin import BinItem, list_bin
from influencer_app.domain.gallery.service import delete_from_bin, restore_generation, restore_output
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.web.access import background, editor, public, signed_in
from influencer_app.web.formatting import span_text
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.generations import CHANGED_GENERATIONS
from influencer_app.web.page_state import PageState, follow_live
from influencer_app.web.pages.bin import copy
from influencer_app.web.parsing import parse_id, parse_text
from influencer_app.web.shell.data import read_shell
from influencer_app.web.thumbhash import thumbhash_data_url
from influencer_app.web.window import Window
from influencer_app.wiring import runtime

PAGE_SIZE = 40
WINDOW_SIZE = 200


@dataclass(frozen=True)
class BinCard:
    """A discarded set, or one output of a set (``output_id``)."""

    id: str
    generation_id: str
    output_id: str
    title: str
    what: str
    thumb: str
    placeholder: str
    discarded_at: str


@dataclass(frozen=True)
class BinPage:
    """A page of cards and the cursor of the next one ("" at the end)."""

    cards: list[BinCard]
    older: str


class BinState(PageState):
    """A window on the bin, newest made first."""

    cards: list[BinCard] = []
    older_cursor: str = ""
    newer_cursors: list[str] = []
    span: str = ""
    ready: bool = False
    deleting_id: str = ""

    _window_start: str = ""

    _loaders: ClassVar = frozenset({CHANGED_GENERATIONS})

    @signed_in
    @background
    async def load(self, actor: Actor) -> None:
        """The newest page."""
        await follow_live(self, actor, BinState)
        async with reading(actor) as session:
            shell = await read_shell(session, actor)
        page = await _read(actor, "")
        async with self:
            (await self._shell())._show(shell)
            self.span = span_text(runtime().settings.bin_minutes)
            await self._show(page)

    @signed_in
    @background
    async def load_older(self, actor: Actor) -> None:
        """The page below."""
        cursor = self.older_cursor
        if not cursor:
            return
        page = await _read(actor, cursor)
        async with self:
            if cursor == self.older_cursor:
                self._set_window(self._window().add_older(page.cards, page.older, WINDOW_SIZE, PAGE_SIZE))

    @signed_in
    @background
    async def load_newer(self, actor: Actor) -> None:
        """The page above, which was dropped while scrolling down."""
        cursors = list(self.newer_cursors)
        if not cursors:
            return
        page = await _read(actor, cursors[-1])
        async with self:
            if cursors == self.newer_cursors:
                self._set_window(self._window().add_newer(page.cards, page.older, WINDOW_SIZE))

    @editor
    async def restore_set(self, actor: Actor, discarded_set_id: str) -> None:
        """Restore a whole set."""
        wanted = parse_id(discarded_set_id)
        async with transaction(actor) as session:
            await restore_generation(session, actor, wanted)
        self._remove(str(wanted))

    @editor
    async def restore_picture(self, actor: Actor, discarded_output_id: str) -> None:
        """Restore one output."""
        wanted = parse_id(discarded_output_id)
        async with transaction(actor) as session:
            await restore_output(session, actor, wanted)
        self._remove(str(wanted))

    @public
    async def ask_delete(self, item: str) -> None:
        """Ask before deleting; an empty id means no."""
        self.deleting_id = parse_text(item, 36)

    @editor
    async def delete(self, actor: Actor) -> None:
        """Delete what was asked about, with its files."""
        wanted, self.deleting_id = str(parse_id(self.deleting_id)), ""
        card = next((card for card in self.cards if card.id == wanted), None)
        if card is None:
            return
        output_id = parse_id(card.output_id) if card.output_id else None
        async with transaction(actor) as session:
            await delete_from_bin(session, actor, parse_id(card.generation_id), output_id)
        self._remove(wanted)

    async def _apply_update(self, update: LiveUpdate) -> Reload[BinPage] | None:
        """Read again when something was deleted or restored elsewhere."""
        concerned = update.full_reload or update.get(CHANGED_GENERATIONS) is not None
        if not concerned or self.newer_cursors:
            return None
        scope = update.scope
        return Reload(lambda: _read(scope, ""), BinState._show)

    async def _show(self, page: BinPage) -> None:
        self._set_window(Window(page.cards, page.older))
        self.ready = True

    def _remove(self, item_id: str) -> None:
        self._set_window(self._window().keep([card for card in self.cards if card.id != item_id]))

    def _window(self) -> Window[BinCard]:
        return Window(list(self.cards), self.older_cursor, tuple(self.newer_cursors), self._window_start)

    def _set_window(self, window: Window[BinCard]) -> None:
        self.cards = list(window.cards)
        self.older_cursor, self.newer_cursors = window.older, list(window.newer)
        self._window_start = window.start


async def _read(scope: WorkspaceScope, cursor: str) -> BinPage:
    async with reading(scope) as session:
        page = await list_bin(session, scope, cursor or None, PAGE_SIZE)
    return BinPage([_card(item) for item in page.items], page.next_cursor or "")


def _card(item: BinItem) -> BinCard:
    first = item.outputs[0] if item.outputs else None
    return BinCard(
        id=str(item.id),
        generation_id=str(item.generation_id),
        output_id=str(item.output_id or ""),
        title=item.prompt[:300],
        what=_what(item),
        thumb=first.thumb_url if first else "",
        placeholder=thumbhash_data_url(first.thumbhash) if first else "",
        discarded_at=item.discarded_at.isoformat(),
    )


def _what(item: BinItem) -> str:
    if not item.outputs:
        return copy.NOTHING
    if item.type == "image" and item.output_id is not None:
        return copy.ONE_OF_SET
    if item.type == "image" and len(item.outputs) == 1:
        return copy.ONE
    return copy.SETS[item.type].format(count=len(item.outputs))
