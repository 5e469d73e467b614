"""All delivered pictures of a person."""

import asyncio

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.gallery.queries import list_outputs
from influencer_app.domain.gallery.schemas import GalleryItem
from influencer_app.domain.gallery.service import set_favourite
from influencer_app.web.access import signed_in
from influencer_app.web.cards import Shot, shot_card
from influencer_app.web.news import News
from influencer_app.web.parsing import parse_id
from influencer_app.web.studio import StudioState

PAGE_SIZE = 40


class GalleryState(StudioState):
    """Newest first; the filter stands in the address."""

    shots: list[Shot] = []
    next_cursor: str = ""
    only_favourites: bool = False
    ready: bool = False

    @signed_in
    async def load(self, actor: Actor) -> None:
        """The first page, filtered by ``?favourites=1``."""
        await self._load_shell(actor)
        asked = self.router.url.query_parameters if self.router.url else {}
        self.only_favourites = asked.get("favourites") == "1"
        async with reading(actor) as session:
            page = await list_outputs(session, actor, favourite=self.only_favourites, limit=PAGE_SIZE)
        self.shots, self.next_cursor = await _cards(page.items), page.next_cursor or ""
        self.ready = True

    @signed_in
    async def load_more(self, actor: Actor) -> None:
        """The page after."""
        async with reading(actor) as session:
            page = await list_outputs(
                session,
                actor,
                favourite=self.only_favourites,
                cursor=self.next_cursor or None,
                limit=PAGE_SIZE,
            )
        self.shots = [*self.shots, *await _cards(page.items)]
        self.next_cursor = page.next_cursor or ""

    @signed_in
    async def favourite(self, actor: Actor, output_id: str, wanted: bool) -> None:
        """Mark a picture, or take the mark away."""
        async with transaction(actor) as session:
            await set_favourite(session, actor, parse_id(output_id), bool(wanted))

    async def _hear(self, news: News) -> None:
        """New pictures come first; what is deleted goes."""
        await super()._hear(news)
        for own, one in news.generations.items():
            kept = [shot for shot in self.shots if shot.generation_id != own]
            fresh = [] if one is None or one.purpose != "result" else one.outputs
            made = [shot_card(output, one.prompt) for output in fresh if one is not None]
            if self.only_favourites:
                made = [shot for shot in made if shot.favourite]
            if len(kept) == len(self.shots):
                self.shots = [*reversed(made), *self.shots]
                continue
            known = {shot.id: shot for shot in made}
            self.shots = [known.get(s.id, s) for s in self.shots if s.generation_id != own or s.id in known]


async def _cards(items: list[GalleryItem]) -> list[Shot]:
    """In a thread: placeholders are decoded the first time."""
    return await asyncio.to_thread(lambda: [shot_card(item.output, item.prompt) for item in items])
