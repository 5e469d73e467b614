"""The dashboard: the newest outputs and the next useful step."""

import asyncio
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import reading
from influencer_app.domain.gallery.queries import has_outputs, list_outputs
from influencer_app.domain.gallery.schemas import GalleryFilter, GalleryItem
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.web.access import background, signed_in
from influencer_app.web.cards.output import OutputCard, output_card
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.characters import CHARACTERS
from influencer_app.web.live_loaders.generations import CHANGED_GENERATIONS
from influencer_app.web.page_state import PageState, follow_live, query_parameters
from influencer_app.web.shell.data import read_shell

NEWEST_MAX = 12
VIDEO_KINDS = ("video", "avatar")


@dataclass(frozen=True)
class DashboardData:
    """The newest outputs, the newest picture, and the kinds of videos that were made before."""

    outputs: list[GalleryItem]
    pictures: list[GalleryItem]
    video_kinds: list[str]

    async def cards(self) -> tuple[list[OutputCard], list[OutputCard]]:
        """Outputs and pictures, in a thread: thumbhashes are decoded the first time."""
        return await asyncio.to_thread(lambda: (_cards(self.outputs), _cards(self.pictures)))


class DashboardState(PageState):
    """Credits, characters and what is running are the shell's."""

    outputs: list[OutputCard] = []
    newest_picture: OutputCard | None = None
    video_kinds: list[str] = []
    has_characters: bool = False

    _loaders: ClassVar = frozenset({CHANGED_GENERATIONS, CHARACTERS})

    @rx.var
    def next_step(self) -> str:
        """What was not tried yet: invent, picture, video or avatar; then picture again."""
        if not self.has_characters:
            return "invent"
        if self.newest_picture is None:
            return "picture"
        return next((kind for kind in VIDEO_KINDS if kind not in self.video_kinds), "picture")

    @rx.var
    def newest_picture_id(self) -> str:
        """The newest picture; empty while there is none."""
        return self.newest_picture.id if self.newest_picture else ""

    @rx.var
    def newest_picture_thumb(self) -> str:
        """Its thumbnail."""
        return self.newest_picture.thumb if self.newest_picture else ""

    @signed_in
    @background
    async def load(self, actor: Actor) -> Any:
        """The whole page; ``?open=`` names a workspace to begin in."""
        if wanted := query_parameters(self).get("open"):
            return DashboardState.open_workspace(wanted)
        await follow_live(self, actor, DashboardState)
        async with reading(actor) as session:
            shell = await read_shell(session, actor)
            data = await _read(session, actor)
        outputs, pictures = await data.cards()
        async with self:
            (await self._shell())._show(shell)
            self.has_characters = bool(shell.characters)
            self._show(outputs, pictures, data.video_kinds)
        return None

    def _show(self, outputs: list[OutputCard], pictures: list[OutputCard], video_kinds: list[str]) -> None:
        self.outputs, self.video_kinds = outputs, video_kinds
        self.newest_picture = pictures[0] if pictures else None

    async def _apply_update(
        self, update: LiveUpdate
    ) -> Reload[tuple[list[OutputCard], list[OutputCard], list[str]]] | None:
        """Outputs are read again when a generation has ended or is gone."""
        if (characters := update.get(CHARACTERS)) is not None:
            self.has_characters = bool(characters)
        changed = update.get(CHANGED_GENERATIONS)
        concerned = changed is not None and (
            bool(changed.ended)
            or any(one is None or one.status == "succeeded" for one in changed.found.values())
        )
        if not (update.full_reload or concerned):
            return None
        scope = update.scope

        async def read() -> tuple[list[OutputCard], list[OutputCard], list[str]]:
            async with reading(scope) as session:
                data = await _read(session, scope)
            return *(await data.cards()), data.video_kinds

        return Reload(read, DashboardState._refresh)

    async def _refresh(self, found: tuple[list[OutputCard], list[OutputCard], list[str]]) -> None:
        self._show(*found)


async def _read(session: AsyncSession, scope: WorkspaceScope) -> DashboardData:
    outputs = await list_outputs(session, scope, limit=NEWEST_MAX)
    pictures = await list_outputs(session, scope, GalleryFilter(kind="image"), limit=1)
    made = [kind for kind in VIDEO_KINDS if await has_outputs(session, scope, GalleryFilter(kind=kind))]
    return DashboardData(outputs.items, pictures.items, made)


def _cards(items: list[GalleryItem]) -> list[OutputCard]:
    return [output_card(item.output, item.prompt) for item in items]
