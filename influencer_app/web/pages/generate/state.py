"""The composer and the live stream of results."""

import asyncio
from typing import Any
from uuid import UUID

import reflex as rx

from influencer_app.db.base import AsyncSession
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.billing.queries import list_prices
from influencer_app.domain.gallery.service import delete_generation, set_favourite
from influencer_app.domain.generation.queries import get_generation, list_generations
from influencer_app.domain.generation.rules import NEGATIVE_PROMPT_MAX, PROMPT_MAX, SHAPES, price_kind
from influencer_app.domain.generation.schemas import GenerationDetail, GenerationFilter, NewImage
from influencer_app.domain.generation.service import start_image
from influencer_app.errors import AppError, InvalidInput, NotEnoughCredits
from influencer_app.web.access import public, signed_in
from influencer_app.web.cards import Job, job_card
from influencer_app.web.news import News
from influencer_app.web.parsing import parse, parse_choice, parse_id, parse_text
from influencer_app.web.placeholder import placeholder
from influencer_app.web.studio import StudioState
from influencer_app.wiring import runtime

STREAM = 20
STYLES = (
    ("realistic", "Realistic"),
    ("editorial", "Editorial"),
    ("anime", "Anime"),
    ("watercolour", "Watercolour"),
    ("neon", "Neon"),
)


class GenerateState(StudioState):
    """What is typed, what it costs, and what has come of it, newest first."""

    prompt: str = ""
    added: str = ""
    negative: str = ""
    seed: str = ""
    who: str = ""
    style: str = "realistic"
    ratio: str = "4:5"
    count: int = 1
    advanced: bool = False
    prices: dict[str, int] = {}
    prompt_error: str = ""
    seed_error: str = ""
    busy: bool = False
    jobs: list[Job] = []
    next_cursor: str = ""
    doomed: str = ""
    typed_anew: int = 0
    """Counts what the page itself has typed: fields keep their own text while a person types."""

    @rx.var
    def price(self) -> int:
        """Credits for what is asked now."""
        return self.prices.get(price_kind(has_character=bool(self.who)), 0) * self.count

    @rx.var
    def price_words(self) -> str:
        """What the button costs."""
        return f"{self.price} credits"

    @rx.var
    def make_words(self) -> str:
        """What the button does."""
        return "Make 1 picture" if self.count == 1 else f"Make {self.count} pictures"

    @rx.var
    def affordable(self) -> bool:
        """Whether the balance covers it."""
        return self.available >= self.price

    @rx.var
    def foot_words(self) -> str:
        """What is left after it, or what is missing and when credits come back."""
        if self.available >= self.price:
            return f"You have {self.available}, this leaves {self.available - self.price}"
        missing = self.price - self.available
        return f"{missing} credits are missing. {self.allowance} come back {self.returns}."

    @rx.var
    def counter(self) -> str:
        """Characters typed of those allowed."""
        return f"{len(self.prompt):,} / {PROMPT_MAX:,}"

    @signed_in
    async def load(self, actor: Actor) -> None:
        """The composer's prices and the newest results; ``?character=`` chooses a face."""
        await self._load_shell(actor)
        async with reading(actor) as session:
            self.prices = {price.kind: price.credits for price in await list_prices(session)}
            page = await list_generations(session, actor, GenerationFilter(), limit=STREAM)
        self.next_cursor = page.next_cursor or ""
        self.jobs = await self._cards(page.items)
        asked = self.router.url.query_parameters.get("character", "") if self.router.url else ""
        if any(face.id == asked for face in self.faces):
            self.who = asked

    @signed_in
    async def load_more(self, actor: Actor) -> None:
        """The page after."""
        async with reading(actor) as session:
            page = await list_generations(
                session, actor, GenerationFilter(), cursor=self.next_cursor or None, limit=STREAM
            )
        self.next_cursor = page.next_cursor or ""
        self.jobs = [*self.jobs, *await self._cards(page.items)]

    @public
    async def set_prompt(self, value: str) -> None:
        """What is typed; what was added before no longer fits it."""
        text = parse_text(value, 20_000)
        if text != self.prompt:
            self.prompt, self.added, self.prompt_error = text, "", ""

    @public
    async def set_negative(self, value: str) -> None:
        """What should not be in the picture."""
        self.negative = parse_text(value, 20_000)[:NEGATIVE_PROMPT_MAX]

    @public
    async def set_seed(self, value: str) -> None:
        """A number, or nothing for a random one."""
        self.seed, self.seed_error = str(value).strip()[:20], ""

    @public
    async def set_style(self, value: str) -> None:
        """How it is drawn."""
        self.style = parse_choice(value, tuple(name for name, _ in STYLES))

    @public
    async def set_ratio(self, value: str) -> None:
        """The shape."""
        self.ratio = parse_choice(value, tuple(SHAPES))

    @public
    async def set_count(self, value: str) -> None:
        """How many."""
        self.count = int(parse_choice(str(value), ("1", "2", "3", "4")))

    @public
    async def toggle_advanced(self) -> None:
        """Fold it out or in."""
        self.advanced = not self.advanced

    @public
    async def choose(self, face_id: str) -> None:
        """Who is in it; the same face again means nobody of ours."""
        chosen = parse_choice(face_id, tuple(face.id for face in self.faces))
        self.who = "" if chosen == self.who else chosen

    @signed_in
    async def enhance(self, actor: Actor) -> None:
        """Write the prompt out; what is added is shown apart and can be undone."""
        if not self.prompt.strip():
            raise InvalidInput.at("prompt", "Describe a scene first.")
        done = await runtime().prompts.enhance(self.prompt.strip(), self.style)
        self.added = done.added

    @public
    async def undo_enhance(self) -> None:
        """Back to the person's own words."""
        self.added = ""

    @signed_in
    async def make(self, actor: Actor, form: dict[str, Any]) -> None:
        """Start it. The card stands at the top at once; nothing typed is lost.

        The fields' own text counts: what was typed a moment ago may still be on its way.
        """
        typed = form if isinstance(form, dict) else {}
        if (prompt := parse_text(typed.get("prompt", self.prompt), 20_000)) != self.prompt:
            self.prompt, self.added = prompt, ""
        self.negative = parse_text(typed.get("negative", self.negative), 20_000)
        self.seed = parse_text(typed.get("seed", self.seed), 20).strip()
        self.prompt_error = self.seed_error = ""
        own = runtime()
        await own.limits.hit("generate", str(actor.person_id), own.settings.generate_calls_per_minute, 60)
        asked: dict[str, Any] = {
            "prompt": self.prompt,
            "negative_prompt": self.negative,
            "character_id": self.who or None,
            "style": self.style,
            "aspect_ratio": self.ratio,
            "count": self.count,
            "seed": self.seed or None,
        }
        await self._start(actor, asked)

    @signed_in
    async def again(self, actor: Actor, generation_id: str, same_seed: bool) -> None:
        """The same request once more, with its seed or a new one."""
        async with reading(actor) as session:
            asked = await frozen_request(session, actor, parse_id(generation_id))
        if not same_seed:
            asked.pop("seed")
        await self._start(actor, asked)

    @signed_in
    async def edit(self, actor: Actor, generation_id: str) -> None:
        """Take a request back into the composer."""
        async with reading(actor) as session:
            asked = await frozen_request(session, actor, parse_id(generation_id))
        self.prompt, self.added = asked["prompt"], ""
        self.negative, self.style = asked["negative_prompt"], asked["style"]
        self.ratio, self.count = asked["aspect_ratio"], asked["count"]
        self.who = str(asked["character_id"] or "")
        self.seed = str(asked["seed"])
        self.typed_anew += 1

    @signed_in
    async def favourite(self, actor: Actor, output_id: str, wanted: bool) -> None:
        """Mark a picture, or take the mark away."""
        async with transaction(actor) as session:
            await set_favourite(session, actor, parse_id(output_id), bool(wanted))

    @public
    async def ask_delete(self, generation_id: str) -> None:
        """Ask before it is gone; an empty id means no."""
        self.doomed = parse_text(generation_id, 36)

    @signed_in
    async def delete(self, actor: Actor) -> None:
        """Delete what was asked about."""
        own, self.doomed = parse_id(self.doomed), ""
        async with transaction(actor) as session:
            await delete_generation(session, actor, own)
        self.jobs = [job for job in self.jobs if job.id != str(own)]

    async def _start(self, actor: Actor, asked: dict[str, Any]) -> None:
        enhanced = f"{self.prompt.strip(' ,.;')}, {self.added}" if self.added else None
        new = parse(NewImage, asked)
        same_words = new.prompt == self.prompt.strip()
        async with transaction(actor) as session:
            made = await start_image(session, actor, new, enhanced_prompt=enhanced if same_words else None)
        self._put(job_card(made, self._faces_by_id()))

    async def _cards(self, items: list[GenerationDetail]) -> list[Job]:
        hashes = [output.thumbhash for one in items for output in one.outputs]
        await asyncio.to_thread(lambda: [placeholder(known) for known in hashes])
        return [job_card(one, self._faces_by_id()) for one in items]

    def _put(self, job: Job) -> None:
        if any(known.id == job.id for known in self.jobs):
            self.jobs = [job if known.id == job.id else known for known in self.jobs]
        else:
            self.jobs = [job, *self.jobs]

    async def _hear(self, news: News) -> None:
        """The stream follows."""
        await super()._hear(news)
        faces = self._faces_by_id()
        changed = {
            own: one for own, one in news.generations.items() if one is None or one.purpose == "result"
        }
        changed |= {str(one.id): one for one in news.running if one.purpose == "result"}
        for own, one in changed.items():
            if one is None:
                self.jobs = [job for job in self.jobs if job.id != own]
            else:
                self._put(job_card(one, faces))

    def _tell(self, error: AppError) -> None:
        """Errors of the composer stand at their field."""
        at = {p.field: p.message for p in error.fields} if isinstance(error, InvalidInput) else {}
        self.prompt_error = at.get("prompt", "")
        self.seed_error = at.get("seed", "")
        if isinstance(error, NotEnoughCredits):
            self._toast(error.sentence, body=f"{self.allowance} come back {self.returns}.", tone="bad")
        elif not (self.prompt_error or self.seed_error):
            self._toast(error.sentence, tone="bad")


async def frozen_request(session: AsyncSession, actor: Actor, own: UUID) -> dict[str, Any]:
    """What was asked for, as a new request."""
    one = await get_generation(session, actor, own)
    return {
        "prompt": one.prompt,
        "negative_prompt": one.negative_prompt,
        "character_id": one.character_id,
        "style": one.style,
        "aspect_ratio": one.aspect_ratio,
        "count": one.count,
        "seed": one.seed,
    }
