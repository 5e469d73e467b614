"""The way in: the newest pictures beside what the shell knows."""

import asyncio

import reflex as rx

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.gallery.queries import count_outputs, list_outputs
from influencer_app.domain.gallery.schemas import GalleryFilter
from influencer_app.web.access import signed_in
from influencer_app.web.cards.output import OutputCard, output_card
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.shell.state import ShellState

NEWEST = 12
FILMS = {"video": "video", "avatar": "avatar"}


class DashboardState(ShellState):
    """Credits, characters and what runs are the shell's."""

    outputs: list[OutputCard] = []
    latest: OutputCard | None = None
    films: list[str] = []

    @rx.var
    def step(self) -> str:
        """What this person has not tried yet: invent, picture, clip or talk; then picture again."""
        if not self.characters:
            return "invent"
        if self.latest is None:
            return "picture"
        return next((kind for kind in ("video", "avatar") if kind not in self.films), "picture")

    @rx.var
    def latest_id(self) -> str:
        """The newest picture; empty while there is none."""
        return self.latest.id if self.latest else ""

    @rx.var
    def latest_thumb(self) -> str:
        """The same, small."""
        return self.latest.thumb if self.latest else ""

    @signed_in
    async def load(self, actor: Actor) -> None:
        """Everything anew."""
        await self._load_shell(actor)
        await self._load_shots(actor)

    async def _load_shots(self, actor: Actor) -> None:
        async with reading(actor) as session:
            page = await list_outputs(session, actor, limit=NEWEST)
            still = (await list_outputs(session, actor, GalleryFilter(kind="image"), limit=1)).items
            moving = [await count_outputs(session, actor, GalleryFilter(kind=kind)) for kind in FILMS]
        self.outputs, stills = await asyncio.to_thread(
            lambda: [[output_card(one.output, one.prompt) for one in some] for some in (page.items, still)]
        )
        self.latest = stills[0] if stills else None
        self.films = [mode for mode, many in zip(FILMS.values(), moving, strict=True) if many]

    async def _apply_update(self, update: LiveUpdate) -> None:
        """Pictures are read anew when a set has ended or is gone."""
        await super()._apply_update(update)
        done = any(one is None or one.status == "succeeded" for one in update.generations.values())
        if update.everything or update.ended or done:
            await self._load_shots(Actor.for_system_read(update.person_id))
