"""One character's own page: how they look, and what was made with them."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.gallery.queries import count_outputs, list_outputs
from influencer_app.domain.gallery.schemas import GalleryFilter
from influencer_app.web import routes
from influencer_app.web.access import signed_in
from influencer_app.web.cards import GENDER_WORDS, Shot, shot_card
from influencer_app.web.news import News
from influencer_app.web.pages.characters import words
from influencer_app.web.pages.characters.faces_state import FacesState
from influencer_app.web.pages.characters.state import NOBODY, Person
from influencer_app.web.parsing import parse_id
from influencer_app.wiring import SHADES

SHOTS = 24
TOLD = (
    ("age", words.AGE),
    ("gender", words.GENDER),
    ("skin_tone", words.SKIN),
    ("hair_style", words.HAIR),
    ("hair_color", words.HAIR_COLOUR),
    ("eye_color", words.EYES),
    ("body_type", words.BUILD),
    ("ethnicity", words.BACKGROUND),
    ("style", words.STYLE),
    ("voice", words.VOICE),
)


@dataclass(frozen=True)
class Trait:
    """One line of the look; ``shade`` is a colour in hex, or empty."""

    name: str
    value: str
    shade: str


class PersonState(FacesState):
    """``?who=`` in the address says whose page it is; without it the page is the list."""

    who: str = ""
    shots: list[Shot] = []
    total: int = 0

    @rx.var
    def one(self) -> Person:
        """Whose page it is; nobody while it is the list."""
        return next((person for person in self.people if person.id == self.who), NOBODY)

    @rx.var
    def look(self) -> list[Trait]:
        """What is known of the looks, in words."""
        known = self.details.get(self.who, {})
        said = {**known, "gender": GENDER_WORDS.get(known.get("gender", ""), "")}
        said["voice"] = dict(self.voices).get(known.get("voice", ""), "") if known.get("voice") else ""
        return [
            Trait(label, said[name][:1].upper() + said[name][1:], SHADES.get(name, {}).get(said[name], ""))
            for name, label in TOLD
            if said.get(name)
        ]

    @rx.var
    def total_words(self) -> str:
        """How many results there are."""
        return f"{self.total} {words.RESULT if self.total == 1 else words.RESULTS}"

    @rx.var
    def gallery_href(self) -> str:
        """All of them."""
        return f"{routes.GALLERY}?character={self.who}"

    @signed_in
    async def load_page(self, actor: Actor) -> None:
        """The list, or with ``?who=`` one of them; ``?new=1`` opens the form."""
        await self._load(actor)
        asked = self.router.url.query_parameters if self.router.url else {}
        who = asked.get("who", "")
        self.who = who if who in self.details else ""
        if self.who:
            await self._load_faces(actor, self.who)
            await self._load_shots(actor)
        if asked.get("new"):
            self._open({}, "")

    async def _load_shots(self, actor: Actor) -> None:
        own = GalleryFilter(character_id=parse_id(self.who))
        async with reading(actor) as session:
            page = await list_outputs(session, actor, own, limit=SHOTS)
            self.total = await count_outputs(session, actor, own)
        self.shots = await asyncio.to_thread(
            lambda: [shot_card(item.output, item.prompt) for item in page.items]
        )

    async def _hear(self, news: News) -> None:
        """What was made with them, and given to them, is read anew."""
        await super()._hear(news)
        if not self.who:
            return
        if self.who not in self.details:
            self.who = ""
            return
        actor = Actor(person_id=news.person_id)
        if news.characters is not None:
            await self._load_faces(actor, self.who)
        changed = [one for one in news.generations.values() if one is None or one.purpose == "result"]
        if changed or news.everything:
            await self._load_shots(actor)
