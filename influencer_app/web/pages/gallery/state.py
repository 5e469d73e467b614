"""All delivered pictures of a person, and one of them opened large."""

import asyncio
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

import reflex as rx

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.gallery.queries import count_outputs, get_output, list_outputs
from influencer_app.domain.gallery.schemas import GalleryFilter, GalleryItem
from influencer_app.domain.gallery.service import set_favourite
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web import routes
from influencer_app.web.access import public, signed_in
from influencer_app.web.cards.output import OutputCard, output_card
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.pages.gallery import copy
from influencer_app.web.pages.gallery.lightbox_card import LightboxCard, lightbox_card
from influencer_app.web.parsing import parse_id, parse_text
from influencer_app.web.shell.state import ShellState
from influencer_app.web.time_zone import time_zone

PAGE_SIZE = 40
SEARCH_MAX = 200


@dataclass(frozen=True)
class Filter:
    """A choice of what to show: where it leads, and whether it is made."""

    words: str
    thumb_url: str
    href: str
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """What of the gallery is shown, by the names that it has in the address."""

    character: str = ""
    kind: str = ""
    favourites: bool = False
    q: str = ""


class GalleryState(ShellState):
    """Newest first; the filters and the picture that is open stand in the address."""

    outputs: list[OutputCard] = []
    next_cursor: str = ""
    total: int = 0
    choice: Choice = Choice()
    form_version: int = 0
    ready: bool = False
    picture: LightboxCard = LightboxCard()
    open: bool = False
    _searched: str = ""

    @rx.var
    def people(self) -> list[Filter]:
        """Everybody, then each character."""
        chosen = self.choice.character
        faces = ((face.id, face.name, face.thumb_url) for face in self.characters)
        return [
            Filter(name, thumb, _address(replace(self.choice, character=own)), own == chosen)
            for own, name, thumb in (("", copy.ALL, ""), *faces)
        ]

    @rx.var
    def kinds(self) -> list[Filter]:
        """Pictures, clips, talking films; each once more takes the choice away."""
        chosen = self.choice.kind
        return [
            Filter(name, "", _address(replace(self.choice, kind="" if own == chosen else own)), own == chosen)
            for own, name in copy.KINDS
        ]

    @rx.var
    def favourites(self) -> Filter:
        """The same with favourites only, or without that."""
        chosen = self.choice.favourites
        return Filter(copy.FAVOURITES, "", _address(replace(self.choice, favourites=not chosen)), chosen)

    @rx.var
    def filtered(self) -> bool:
        """Whether not everything is shown."""
        return self.choice != Choice()

    @rx.var
    def search_placeholder(self) -> str:
        """What stands in the empty field."""
        return copy.SEARCH_SHORT.format(count=self.total) if self.total > 1 else copy.SEARCH

    @rx.var
    def newer(self) -> str:
        """The picture before the open one; empty at the beginning."""
        at = self._place()
        return self.outputs[at - 1].id if at > 0 else ""

    @rx.var
    def older(self) -> str:
        """The picture after the open one; empty at the end of what is loaded."""
        at = self._place()
        return self.outputs[at + 1].id if 0 <= at < len(self.outputs) - 1 else ""

    @signed_in
    async def load(self, actor: Actor) -> None:
        """The first page, by what ``Choice`` names in the address; ``?picture=`` opens one."""
        await self._load_shell(actor)
        asked = self.router.url.query_parameters if self.router.url else {}
        self.choice = Choice(
            character=_one_of(asked.get("character"), {face.id for face in self.characters}),
            kind=_one_of(asked.get("kind"), {own for own, _ in copy.KINDS}),
            favourites=asked.get("favourites") == "1",
            q=str(asked.get("q", ""))[:SEARCH_MAX].strip(),
        )
        if self.choice.q != self._searched and (self.ready or not self._searched):
            self._searched = self.choice.q
            self.form_version += self.ready
        self.open = False
        await self._load_shots(actor)
        self.ready = True
        if asked.get("picture"):
            await self._look(actor, asked["picture"])

    @public
    async def search(self, typed: str) -> Any:
        """What is typed goes into the address, from which it is read."""
        self._searched = parse_text(typed, 2000)[:SEARCH_MAX].strip()
        if self._searched == self.choice.q:
            return None
        return rx.redirect(_address(replace(self.choice, q=self._searched)), replace=True)

    @signed_in
    async def load_more(self, actor: Actor) -> None:
        """The page after."""
        await self._load_shots(actor, self.next_cursor)

    @signed_in
    async def favourite(self, actor: Actor, output_id: str, wanted: bool) -> None:
        """Mark a picture, or take the mark away."""
        async with transaction(actor) as session:
            await set_favourite(session, actor, parse_id(output_id), bool(wanted))

    @signed_in
    async def look(self, actor: Actor, output_id: str) -> None:
        """Open one large."""
        await self._look(actor, output_id)

    @public
    async def close_lightbox(self) -> None:
        """Close it."""
        self.open = False

    @signed_in
    async def delete(self, actor: Actor, generation_id: str) -> None:
        """Throw a set away; a message can take it back."""
        await self._discard(actor, generation_id)
        self._show([output for output in self.outputs if output.generation_id != generation_id])
        self.open = False

    async def _look(self, actor: Actor, output_id: str) -> None:
        async with reading(actor) as session:
            self.picture = lightbox_card(await get_output(session, actor, parse_id(output_id)))
        self.open = True

    async def _load_shots(self, actor: Actor, cursor: str = "") -> None:
        choice = self.choice
        wanted = GalleryFilter(
            character_id=parse_id(choice.character) if choice.character else None,
            kind=choice.kind or None,
            favourite=choice.favourites,
            q=choice.q,
        )
        async with reading(actor) as session:
            page = await list_outputs(session, actor, wanted, cursor=cursor or None, limit=PAGE_SIZE)
            self.total = await count_outputs(session, actor)
        self._show([*(self.outputs if cursor else []), *await _cards(page.items)])
        self.next_cursor = page.next_cursor or ""

    def _show(self, outputs: list[OutputCard]) -> None:
        """In their order, the first one of each day marked."""
        zone = time_zone(self.router.headers.cookie or "")
        days = [datetime.fromisoformat(output.created_at).astimezone(zone).date() for output in outputs]
        marked = [
            replace(output, day="" if at and days[at - 1] == days[at] else output.created_at)
            for at, output in enumerate(outputs)
        ]
        if marked != self.outputs:
            self.outputs = marked

    def _place(self) -> int:
        return next((at for at, output in enumerate(self.outputs) if output.id == self.picture.id), -1)

    async def _apply_update(self, update: LiveUpdate) -> None:
        """New pictures come to their place by age, what is deleted goes, the open one follows."""
        await super()._apply_update(update)
        if update.everything:
            await self._load_shots(Actor.for_system_read(update.person_id))
        outputs = list(self.outputs)
        for own, one in update.generations.items():
            now = [] if one is None or one.purpose != "result" else self._wanted(one)
            outputs = [*(output for output in outputs if output.generation_id != own), *now]
            if self.picture.generation_id == own:
                self._follow(one)
        self._show(sorted(outputs, key=lambda output: output.id, reverse=True))

    def _wanted(self, one: GenerationDetail) -> list[OutputCard]:
        """Those that the filters let through and that are not older than the page."""
        choice = self.choice
        if choice.character not in ("", str(one.character_id)) or choice.kind not in ("", one.type):
            return []
        said = f"{one.prompt} {one.script or ''}".casefold()
        if not all(word in said for word in choice.q.casefold().split()):
            return []
        oldest = self.outputs[-1].id if self.next_cursor and self.outputs else ""
        made = [output_card(output, one.prompt) for output in one.outputs]
        return [
            output for output in made if output.id >= oldest and (output.favourite or not choice.favourites)
        ]

    def _follow(self, one: GenerationDetail | None) -> None:
        """The open picture is marked elsewhere, or gone."""
        outputs = {str(output.id): output for output in one.outputs} if one else {}
        if self.picture.id in outputs:
            self.picture = replace(self.picture, favourite=outputs[self.picture.id].favourite)
        else:
            self.open = False


def _address(choice: Choice) -> str:
    asked = {name: value for name, value in asdict(choice).items() if value}
    if choice.favourites:
        asked["favourites"] = "1"
    return f"{routes.GALLERY}?{urlencode(asked)}" if asked else routes.GALLERY


def _one_of(value: object, known: set[str]) -> str:
    return value if isinstance(value, str) and value in known else ""


async def _cards(items: list[GalleryItem]) -> list[OutputCard]:
    """In a thread: placeholders are decoded the first time."""
    return await asyncio.to_thread(lambda: [output_card(item.output, item.prompt) for item in items])
