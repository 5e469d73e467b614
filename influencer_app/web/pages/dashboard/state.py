"""The way in: the newest pictures beside what the shell knows."""

import asyncio

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.gallery.queries import list_outputs
from influencer_app.web.access import signed_in
from influencer_app.web.cards import Shot, shot_card
from influencer_app.web.news import News
from influencer_app.web.studio import StudioState

NEWEST = 12


class DashboardState(StudioState):
    """Credits, characters and what runs are the shell's."""

    shots: list[Shot] = []

    @signed_in
    async def load(self, actor: Actor) -> None:
        """Everything anew."""
        await self._load_shell(actor)
        await self._load_shots(actor)

    async def _load_shots(self, actor: Actor) -> None:
        async with reading(actor) as session:
            page = await list_outputs(session, actor, limit=NEWEST)
        self.shots = await asyncio.to_thread(
            lambda: [shot_card(item.output, item.prompt) for item in page.items]
        )

    async def _hear(self, news: News) -> None:
        """Pictures are read anew when a set has ended or is gone."""
        await super()._hear(news)
        done = any(one is None or one.status == "succeeded" for one in news.generations.values())
        if news.everything or news.ended or done:
            await self._load_shots(Actor(person_id=news.person_id))
