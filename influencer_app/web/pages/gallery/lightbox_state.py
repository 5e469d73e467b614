"""The output that is open in the lightbox."""

from dataclasses import replace
from typing import Any, ClassVar

from influencer_app.db.transaction import reading
from influencer_app.domain.billing.schemas import PriceDetail
from influencer_app.domain.gallery.queries import get_output
from influencer_app.domain.gallery.schemas import GalleryItem
from influencer_app.domain.generation.requests.model_choice import list_current_prices
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web import routes
from influencer_app.web.access import background, editor, public, signed_in
from influencer_app.web.cards.output import OutputCard
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.generations import CHANGED_GENERATIONS
from influencer_app.web.page_state import PageState, query_parameters
from influencer_app.web.pages.gallery import copy
from influencer_app.web.pages.gallery.lightbox_card import LightboxCard, lightbox_card, price_text
from influencer_app.web.pages.gallery.state import GalleryState
from influencer_app.web.pages.generate.stream_state import StreamState
from influencer_app.web.parsing import parse_id

STRIP = 24
"""Outputs on each side of the open one in the strip below it."""


class LightboxState(PageState):
    """One output large; ``?picture=`` in the address opens it."""

    card: LightboxCard = LightboxCard()
    open: bool = False
    strip: list[OutputCard] = []
    """The open output between those around it."""
    newer_id: str = ""
    older_id: str = ""
    position: str = ""
    """Which one of how many it is, such as "3 of 40+"."""
    clip_price: str = ""
    talk_price: str = ""
    pending: bool = False
    """The address names an output that is being read."""

    _requested: str = ""
    """The output that was asked for last: the answer to an earlier request comes too late."""

    _loaders: ClassVar = frozenset({CHANGED_GENERATIONS})

    @signed_in
    @background
    async def open_lightbox(self, actor: Actor, output_id: str) -> None:
        """Open an output large."""
        wanted = str(parse_id(output_id))
        async with self:
            self._requested = wanted
        async with reading(actor) as session:
            item = await get_output(session, actor, parse_id(wanted))
            prices = await list_current_prices(session)
        async with self:
            await self._show_expected(item, prices)

    @public
    async def follow_address(self) -> None:
        """Wait for the output that the address names; it stays open if it is. Before the page counts as
        loaded, so that nobody can close it earlier. In Create that output is one to animate.
        """
        wanted = "" if self._on_create() else query_parameters(self).get("picture", "")
        if not (self.open and wanted == self.card.id):
            self._close()
        self._requested, self.pending = wanted, bool(wanted)

    @public
    async def close_lightbox(self) -> None:
        """Close it."""
        self._close()

    @editor
    async def delete(self, actor: Actor, generation_id: str) -> None:
        """Discard the generation of the open output; a toast can restore it."""
        await (await self._shell())._discard(actor, generation_id)
        (await self.get_state(GalleryState))._remove(generation_id)
        (await self.get_state(StreamState))._remove(generation_id)
        self._close()

    @editor
    async def delete_output(self, actor: Actor, output_id: str) -> None:
        """Discard the open output alone; a toast can restore it."""
        await (await self._shell())._discard_output(actor, output_id)
        (await self.get_state(GalleryState))._remove_output(output_id)
        self._close()

    async def _show_expected(self, item: GalleryItem, prices: list[PriceDetail]) -> None:
        """Open the output, unless another one was requested or the lightbox was closed meanwhile."""
        if self._requested != str(item.output.id):
            return
        self.card, self.open, self.pending = lightbox_card(item), True, False
        self.clip_price, self.talk_price = (price_text(prices, kind) for kind in ("video", "avatar"))
        await self._show_place()

    def _on_create(self) -> bool:
        return bool(self.router.url) and self.router.url.path.startswith(routes.CREATE)

    async def _show_place(self) -> None:
        """Where the open output is among those of the page below."""
        if self._on_create():
            stream = await self.get_state(StreamState)
            cards = [output for one in stream.generations for output in one.outputs]
            more = bool(stream.older_cursor)
        else:
            gallery = await self.get_state(GalleryState)
            cards, more = gallery.outputs, bool(gallery.older_cursor)
        at = next((at for at, card in enumerate(cards) if card.id == self.card.id), -1)
        self.newer_id = cards[at - 1].id if at > 0 else ""
        self.older_id = cards[at + 1].id if 0 <= at < len(cards) - 1 else ""
        self.strip = list(cards[max(0, at - STRIP) : at + STRIP + 1]) if at >= 0 else []
        total = f"{len(cards)}{'+' if more else ''}"
        self.position = copy.POSITION.format(at=at + 1, total=total) if at >= 0 else ""

    def _close(self) -> None:
        self.open, self.pending, self._requested = False, False, ""

    async def _apply_update(self, update: LiveUpdate) -> None:
        """The open output is marked elsewhere, or gone."""
        changed: Any = update.get(CHANGED_GENERATIONS)
        if changed is None or self.card.generation_id not in changed.found:
            return
        one = changed.found[self.card.generation_id]
        outputs = {str(output.id): output for output in one.outputs} if one else {}
        if self.card.id in outputs:
            self.card = replace(self.card, favourite=outputs[self.card.id].favourite)
            await self._show_place()
        else:
            self._close()
