"""One character: the look in words, and everything made with them, live."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlencode

import reflex as rx

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.gallery.queries import get_figures, list_outputs
from influencer_app.domain.gallery.schemas import GalleryFilter
from influencer_app.domain.generation.queries import list_running
from influencer_app.domain.generation.requests.model_choice import list_current_prices
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.web import routes
from influencer_app.web.access import signed_in
from influencer_app.web.cards.character import GENDER_WORDS
from influencer_app.web.cards.generation import ENDED
from influencer_app.web.cards.output import OutputCard, output_card
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.list_state import NOBODY, CharacterCard
from influencer_app.web.pages.characters.reference_photos_state import ReferencePhotosState
from influencer_app.web.parsing import parse_id
from influencer_app.wiring import SHADES

PAGE_SIZE = 30


@dataclass(frozen=True)
class Trait:
    """A line of the look; ``shade`` is a colour, or empty."""

    label: str
    said: str
    shade: str


@dataclass(frozen=True)
class Kind:
    """A choice of what to show."""

    words: str
    href: str
    chosen: bool


@dataclass(frozen=True)
class InProgress:
    """A picture or film of them that is being made."""

    id: str
    progress: float
    percent: str
    ratio: str
    grow: float


class CharacterDetailState(ReferencePhotosState):
    """``?character=`` in the address says whose page it is; without it the page is the list."""

    character_id: str = ""
    kind: str = ""
    outputs: list[OutputCard] = []
    in_progress: list[InProgress] = []
    next_cursor: str = ""
    figures: list[tuple[int, str]] = []
    prices: dict[str, int] = {}
    newest: str = ""

    @rx.var
    def one(self) -> CharacterCard:
        """Whose page it is; empty where there is nobody."""
        return next((person for person in self.people if person.id == self.character_id), NOBODY)

    @rx.var
    def look(self) -> list[Trait]:
        """What is known of them, in words."""
        known = self.details.get(self.character_id)
        return _look(known, dict(self.voices)) if known else []

    @rx.var
    def made_title(self) -> str:
        """The title over the results."""
        return copy.MADE_WITH.format(name=self.one.name)

    @rx.var
    def kinds(self) -> list[Kind]:
        """All, and each kind."""
        return [
            Kind(said, _address(self.character_id, kind), kind == self.kind)
            for kind, said in copy.KINDS.items()
        ]

    @rx.var
    def clip_href(self) -> str:
        """Create, with their newest picture to move."""
        picture = f"&picture={self.newest}" if self.newest else ""
        return f"{routes.CREATE}?mode=video{picture}"

    @signed_in
    async def load_page(self, actor: Actor) -> None:
        """The page of ``?character=``, or the list. ``?show=`` filters, ``?new=1`` opens the form."""
        await self._load(actor)
        asked = self.router.url.query_parameters if self.router.url else {}
        wanted = asked.get("character", "")
        self.character_id = wanted if wanted in self.details else ""
        self.kind = asked.get("show", "") if asked.get("show") in copy.KINDS else ""
        if self.character_id:
            await self._load_person(actor)
        if asked.get("new"):
            self._open({}, "")

    async def _load_person(self, actor: Actor) -> None:
        await self._load_reference_photos(actor, self.character_id)
        async with reading(actor) as session:
            self.prices = {price.kind: price.credits for price in await list_current_prices(session)}
            running = await list_running(session, actor)
        self._follow(running)
        await self._read_shots(actor)

    @signed_in
    async def load_more(self, actor: Actor) -> None:
        """The page after."""
        await self._read_shots(actor, self.next_cursor)

    async def _read_shots(self, actor: Actor, cursor: str = "") -> None:
        own = parse_id(self.character_id)
        liked = self.kind == "favourite"
        kind = None if liked else self.kind or None
        wanted = GalleryFilter.model_validate({"character_id": own, "kind": kind, "favourite": liked})
        pictures = GalleryFilter(character_id=own, kind="image")
        async with reading(actor) as session:
            page = await list_outputs(session, actor, wanted, cursor=cursor or None, limit=PAGE_SIZE)
            found = await get_figures(session, actor, own)
            newest = await list_outputs(session, actor, pictures, limit=1)
        made = await asyncio.to_thread(lambda: [output_card(item.output, item.prompt) for item in page.items])
        self.outputs = [*(self.outputs if cursor else []), *made]
        self.next_cursor = page.next_cursor or ""
        counted = (found.results, found.favourites, found.credits_used)
        self.figures = list(zip(counted, copy.FIGURES, strict=True))
        self.newest = str(newest.items[0].output.id) if newest.items else ""

    def _follow(self, running: list[GenerationDetail]) -> None:
        """What is being made of them now."""
        theirs = [
            one for one in running if str(one.character_id) == self.character_id and one.purpose == "result"
        ]
        self.in_progress = [_in_progress(one) for one in theirs]

    async def _apply_update(self, update: LiveUpdate) -> None:
        """Results come to their place as jobs finish."""
        await super()._apply_update(update)
        if self.character_id not in self.details:
            self.character_id = ""
        if not self.character_id:
            return
        actor = Actor.for_system_read(update.person_id)
        if update.characters is not None:
            await self._load_reference_photos(actor, self.character_id)
        self._follow(update.running)
        theirs = {output.generation_id for output in self.outputs}
        gone = any(one is None and own in theirs for own, one in update.generations.items())
        ended = [one for one in update.generations.values() if one and one.status in ENDED]
        if update.everything or gone or any(str(one.character_id) == self.character_id for one in ended):
            await self._read_shots(actor)


def _look(known: dict[str, str], voices: dict[str, str]) -> list[Trait]:
    hair = ", ".join(word for word in (known["hair_color"], known["hair_style"]) if word)
    said = {**known, "hair": hair, "gender": GENDER_WORDS[known["gender"]]}
    said["voice"] = voices.get(known["voice"], known["voice"]) if known["voice"] else copy.VOICE_THAT_FITS
    shades = {
        "skin_tone": SHADES["skin_tone"].get(known["skin_tone"], ""),
        "hair": SHADES["hair_color"].get(known["hair_color"], ""),
        "eye_color": SHADES["eye_color"].get(known["eye_color"], ""),
    }
    return [
        Trait(label, _capital(said[name]) or copy.ANY, shades.get(name, ""))
        for name, label in copy.SAID_OF.items()
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _in_progress(one: GenerationDetail) -> InProgress:
    across, down = (int(part) for part in one.aspect_ratio.split(":"))
    return InProgress(
        id=str(one.id),
        progress=round(one.progress, 3),
        percent=f"{one.progress:.0%}",
        ratio=f"{across} / {down}",
        grow=round(across / down, 4),
    )


def _address(own: str, kind: str) -> str:
    return f"{routes.CHARACTERS}?{urlencode({'character': own, **({'show': kind} if kind else {})})}"
