"""All delivered pictures of a person, and one of them opened large."""

import asyncio
from dataclasses import dataclass, replace
from urllib.parse import urlencode

import reflex as rx

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.gallery.queries import get_output, list_outputs
from influencer_app.domain.gallery.schemas import GalleryItem
from influencer_app.domain.gallery.service import delete_generation, set_favourite
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web import routes
from influencer_app.web.access import public, signed_in
from influencer_app.web.cards import Shot, shot_card
from influencer_app.web.news import News
from influencer_app.web.pages.gallery.picture import Picture, picture_card
from influencer_app.web.parsing import parse_choice, parse_id
from influencer_app.web.studio import StudioState

PAGE_SIZE = 40


@dataclass(frozen=True)
class Filter:
    """A choice of what to show: where it leads, and whether it is made."""

    words: str
    thumb_url: str
    href: str
    chosen: bool


class GalleryState(StudioState):
    """Newest first; the filters and the picture that is open stand in the address."""

    shots: list[Shot] = []
    next_cursor: str = ""
    character: str = ""
    only_favourites: bool = False
    ready: bool = False
    picture: Picture = Picture()
    open: bool = False
    doomed: str = ""

    @rx.var
    def people(self) -> list[Filter]:
        """Everybody, then each character."""
        everybody = Filter("All", "", _address("", self.only_favourites), not self.character)
        return [
            everybody,
            *(
                Filter(
                    face.name,
                    face.thumb_url,
                    _address(face.id, self.only_favourites),
                    self.character == face.id,
                )
                for face in self.faces
            ),
        ]

    @rx.var
    def favourites_href(self) -> str:
        """The same with favourites only, or without that."""
        return _address(self.character, not self.only_favourites)

    @rx.var
    def filtered(self) -> bool:
        """Whether not everything is shown."""
        return self.only_favourites or bool(self.character)

    @rx.var
    def newer(self) -> str:
        """The picture before the open one; empty at the beginning."""
        at = self._place()
        return self.shots[at - 1].id if at > 0 else ""

    @rx.var
    def older(self) -> str:
        """The picture after the open one; empty at the end of what is loaded."""
        at = self._place()
        return self.shots[at + 1].id if 0 <= at < len(self.shots) - 1 else ""

    @signed_in
    async def load(self, actor: Actor) -> None:
        """The first page, by ``?character=`` and ``?favourites=1``; ``?picture=`` opens one."""
        await self._load_shell(actor)
        asked = self.router.url.query_parameters if self.router.url else {}
        wanted = asked.get("character", "")
        self.character = wanted if any(face.id == wanted for face in self.faces) else ""
        self.only_favourites = asked.get("favourites") == "1"
        self.open = False
        await self._load_shots(actor)
        self.ready = True
        if asked.get("picture"):
            await self._look(actor, asked["picture"])

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
    async def look_away(self) -> None:
        """Close it."""
        self.open = False

    @public
    async def ask_delete(self, generation_id: str) -> None:
        """Ask before it is gone; an empty id means no."""
        self.doomed = parse_choice(generation_id, ("", self.picture.generation_id))

    @signed_in
    async def delete(self, actor: Actor) -> None:
        """Delete the set that was asked about."""
        own, self.doomed = parse_id(self.doomed), ""
        async with transaction(actor) as session:
            await delete_generation(session, actor, own)
        self.shots = [shot for shot in self.shots if shot.generation_id != str(own)]
        self.open = False

    async def _look(self, actor: Actor, output_id: str) -> None:
        async with reading(actor) as session:
            self.picture = picture_card(await get_output(session, actor, parse_id(output_id)))
        self.open = True

    async def _load_shots(self, actor: Actor, cursor: str = "") -> None:
        async with reading(actor) as session:
            page = await list_outputs(
                session,
                actor,
                character_id=parse_id(self.character) if self.character else None,
                favourite=self.only_favourites,
                cursor=cursor or None,
                limit=PAGE_SIZE,
            )
        self.shots = [*(self.shots if cursor else []), *await _cards(page.items)]
        self.next_cursor = page.next_cursor or ""

    def _place(self) -> int:
        return next((at for at, shot in enumerate(self.shots) if shot.id == self.picture.id), -1)

    async def _hear(self, news: News) -> None:
        """New pictures come to their place by age, what is deleted goes, the open one follows."""
        await super()._hear(news)
        if news.everything:
            await self._load_shots(Actor(person_id=news.person_id))
        shots = list(self.shots)
        for own, one in news.generations.items():
            now = [] if one is None or one.purpose != "result" else self._wanted(one)
            shots = [*(shot for shot in shots if shot.generation_id != own), *now]
            if self.picture.generation_id == own:
                self._follow(one)
        shots.sort(key=lambda shot: shot.id, reverse=True)
        if shots != self.shots:
            self.shots = shots

    def _wanted(self, one: GenerationDetail) -> list[Shot]:
        """Those that the filters let through and that are not older than the page."""
        if self.character not in ("", str(one.character_id)):
            return []
        oldest = self.shots[-1].id if self.next_cursor and self.shots else ""
        made = [shot_card(output, one.prompt) for output in one.outputs]
        return [shot for shot in made if shot.id >= oldest and (shot.favourite or not self.only_favourites)]

    def _follow(self, one: GenerationDetail | None) -> None:
        """The open picture is marked elsewhere, or gone."""
        outputs = {str(output.id): output for output in one.outputs} if one else {}
        if self.picture.id in outputs:
            self.picture = replace(self.picture, favourite=outputs[self.picture.id].favourite)
        else:
            self.open = False


def _address(character: str, favourites: bool) -> str:
    asked = {**({"character": character} if character else {}), **({"favourites": "1"} if favourites else {})}
    return f"{routes.GALLERY}?{urlencode(asked)}" if asked else routes.GALLERY


async def _cards(items: list[GalleryItem]) -> list[Shot]:
    """In a thread: placeholders are decoded the first time."""
    return await asyncio.to_thread(lambda: [shot_card(item.output, item.prompt) for item in items])
