"""The output that is open in the lightbox."""

from dataclasses import replace
from typing import Any, ClassVar

from influencer_app.db.transaction import reading
from influencer_app.domain.gallery.queries import get_output
from influencer_app.domain.gallery.schemas import GalleryItem
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.access import background, editor, public, signed_in
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.generations import CHANGED_GENERATIONS
from influencer_app.web.page_state import PageState, query_parameters
from influencer_app.web.pages.gallery.lightbox_card import LightboxCard, lightbox_card
from influencer_app.web.pages.gallery.state import GalleryState
from influencer_app.web.parsing import parse_id


class LightboxState(PageState):
    """One output large; ``?picture=`` in the address opens it."""

    card: LightboxCard = LightboxCard()
    open: bool = False
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
        async with self:
            await self._show_expected(item)

    @public
    async def follow_address(self) -> None:
        """Wait for the output that the address names; it stays open if it is. Before the page counts as
        loaded, so that nobody can close it earlier.
        """
        wanted = query_parameters(self).get("picture", "")
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
        self._close()

    async def _show_expected(self, item: GalleryItem) -> None:
        """Open the output, unless another one was requested or the lightbox was closed meanwhile."""
        if self._requested == str(item.output.id):
            await self._show(item)

    async def _show(self, item: GalleryItem) -> None:
        self.card, self.open, self.pending = lightbox_card(item), True, False
        (await self.get_state(GalleryState)).opened_id = self.card.id

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
        else:
            self._close()
