"""Loads the gallery, with the output that its address names."""

from influencer_app.db.transaction import reading
from influencer_app.domain.billing.schemas import PriceDetail
from influencer_app.domain.gallery.queries import get_output
from influencer_app.domain.gallery.schemas import GalleryItem
from influencer_app.domain.generation.requests.model_choice import list_current_prices
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError
from influencer_app.web.access import background, signed_in
from influencer_app.web.page_state import PageState, follow_live, query_parameters
from influencer_app.web.pages.gallery.lightbox_state import LightboxState
from influencer_app.web.pages.gallery.query import parse_query
from influencer_app.web.pages.gallery.state import GalleryState, read_page_in
from influencer_app.web.parsing import parse_id
from influencer_app.web.shell.data import read_shell


class GalleryPageState(PageState):
    """Without vars of its own."""

    @signed_in
    @background
    async def load(self, actor: Actor) -> None:
        """The first page by the filters in the address; ``?picture=`` opens an output."""
        asked = query_parameters(self)
        await follow_live(self, actor, GalleryState, LightboxState)
        item: GalleryItem | None = None
        problem: AppError | None = None
        prices: list[PriceDetail] = []
        async with reading(actor) as session:
            shell = await read_shell(session, actor)
            query = parse_query(asked, {str(one.id) for one in shell.characters})
            page = await read_page_in(session, actor, query)
            try:
                if asked.get("picture"):
                    item = await get_output(session, actor, parse_id(asked["picture"]))
                    prices = await list_current_prices(session)
            except AppError as error:
                problem = error
        cards = await page.cards()
        async with self:
            (await self._shell())._show(shell)
            await (await self.get_state(GalleryState))._open(page, cards)
            if item is not None:
                await (await self.get_state(LightboxState))._show_expected(item, prices)
            if problem is not None:
                (await self.get_state(LightboxState))._close()
                await self._show_error(problem)
