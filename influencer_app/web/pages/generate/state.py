"""The composer and the live stream of results."""

import asyncio
from typing import Any

import reflex as rx

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.gallery.service import set_favourite
from influencer_app.domain.generation.queries import get_generation, list_generations
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import GenerationDetail, GenerationFilter, NewImage
from influencer_app.errors import AppError, InvalidInput, NotEnoughCredits
from influencer_app.web import routes
from influencer_app.web.access import signed_in
from influencer_app.web.cards.generation import GenerationCard, generation_card
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.composer_state import TEXT_MAX
from influencer_app.web.pages.generate.draft_state import DraftState
from influencer_app.web.parsing import parse, parse_id, parse_text
from influencer_app.wiring import runtime

STREAM = 20


class GenerateState(DraftState):
    """What is typed, what it costs, and what has come of it, newest first."""

    generations: list[GenerationCard] = []
    next_cursor: str = ""

    @rx.var
    def has_results(self) -> bool:
        """Whether the stream holds anything."""
        return bool(self.generations) or any(card.purpose == "result" for card in self.running)

    @signed_in
    async def load(self, actor: Actor) -> Any:
        """The composer's prices and the newest results.

        ``?character=`` chooses a face, ``?mode=video&picture=`` a picture to move (or to speak, with
        ``avatar``), ``?recall=`` takes a request back, with ``&seed=`` its seed too.
        """
        await self._load_shell(actor)
        async with reading(actor) as session:
            await self._load_films(session, actor)
            await self._take_draft(session, actor)
        await self._load_generations(actor)
        asked = self.router.url.query_parameters if self.router.url else {}
        known = {face.id for face in self.characters}
        self.character_id = next(
            (own for own in (asked.get("character"), self.character_id) if own in known), ""
        )
        await self._choose_film(actor, asked.get("mode", ""), asked.get("picture", ""))
        if asked.get("like"):
            await self._take_back(actor, asked["like"], asked.get("seed", ""))
            return rx.redirect(routes.CREATE)
        return None

    @signed_in
    async def load_more(self, actor: Actor) -> None:
        """The page after."""
        async with reading(actor) as session:
            page = await list_generations(
                session, actor, GenerationFilter(), cursor=self.next_cursor or None, limit=STREAM
            )
        self.next_cursor = page.next_cursor or ""
        self.generations = [*self.generations, *await self._cards(page.items)]

    @signed_in
    async def make(self, actor: Actor, form: dict[str, Any]) -> None:
        """Start it. The card stands at the top at once; nothing typed is lost.

        The fields' own text counts: what was typed a moment ago may still be on its way.
        """
        typed = form if isinstance(form, dict) else {}
        self.prompt_error = self.seed_error = self.script_error = self.source_error = ""
        self.audio_error = ""
        if self.mode != "image":
            await self._start_film(actor, typed)
            return
        if (prompt := parse_text(typed.get("prompt", self.prompt), TEXT_MAX)) != self.prompt:
            self.prompt, self.enhancement = prompt, ""
        self.negative = parse_text(typed.get("negative", self.negative), TEXT_MAX)
        self.seed = parse_text(typed.get("seed", self.seed), 20).strip()
        asked: dict[str, Any] = {
            "prompt": self.prompt,
            "negative_prompt": self.negative,
            "character_id": self.character_id or None,
            "style": self.style,
            "aspect_ratio": self.aspect_ratio,
            "count": self.count,
            "seed": self.seed or None,
        }
        await self._start(
            actor, asked, f"{self._plain_prompt()}, {self.enhancement}" if self.enhancement else None
        )

    @signed_in
    async def again(self, actor: Actor, generation_id: str) -> None:
        """The same request once more, as it was."""
        async with reading(actor) as session:
            one = await get_generation(session, actor, parse_id(generation_id))
        if one.type != "image":
            await self._hit(actor)
            async with transaction(actor) as session:
                self._on_top(await self._film_again(session, actor, one))
            return
        await self._start(actor, *await self._asked(actor, generation_id))

    @signed_in
    async def vary(self, actor: Actor, generation_id: str) -> None:
        """One more picture of the same request, with a seed of its own."""
        asked, enhanced = await self._asked(actor, generation_id)
        await self._start(actor, {**asked, "count": 1, "seed": None}, enhanced)

    @signed_in
    async def edit(self, actor: Actor, generation_id: str, keep_seed: bool) -> None:
        """Take a request back into the composer, with its seed or without."""
        await self._take_back(actor, generation_id, None if keep_seed else "")

    async def _take_back(self, actor: Actor, generation_id: Any, seed: str | None) -> None:
        """``seed`` None means its own, and empty a new one."""
        asked, enhanced = await self._asked(actor, generation_id)
        self.prompt, self.prompt_error = asked["prompt"], ""
        self.enhancement = (enhanced or "").removeprefix(self._plain_prompt()).removeprefix(", ")
        self.negative, self.style = asked["negative_prompt"], asked["style"]
        self.aspect_ratio, self.count = asked["aspect_ratio"], asked["count"]
        self.character_id = next(
            (face.id for face in self.characters if face.id == str(asked["character_id"])), ""
        )
        self.seed = str(asked["seed"]) if seed is None else parse_text(seed, 20)
        self.advanced = self.advanced or bool(self.seed)
        self.form_version += 1

    @signed_in
    async def favourite(self, actor: Actor, output_id: str, wanted: bool) -> None:
        """Mark a picture, or take the mark away."""
        async with transaction(actor) as session:
            await set_favourite(session, actor, parse_id(output_id), bool(wanted))

    @signed_in
    async def delete(self, actor: Actor, generation_id: str) -> None:
        """Throw a set away; a message can take it back."""
        await self._discard(actor, generation_id)
        self.generations = [card for card in self.generations if card.id != generation_id]

    async def _asked(self, actor: Actor, generation_id: Any) -> tuple[dict[str, Any], str | None]:
        """What was asked for, as a new request, and its prompt written out."""
        async with reading(actor) as session:
            one = await get_generation(session, actor, parse_id(generation_id))
        fields = ("prompt", "negative_prompt", "character_id", "style", "aspect_ratio", "count", "seed")
        return {name: getattr(one, name) for name in fields}, one.enhanced_prompt

    async def _start(self, actor: Actor, asked: dict[str, Any], enhanced: str | None) -> None:
        """The card stands at the top at once."""
        await self._hit(actor)
        new = parse(NewImage, asked)
        async with transaction(actor) as session:
            self._on_top(await start_image(session, actor, new, enhanced_prompt=enhanced))

    async def _start_film(self, actor: Actor, typed: dict[str, Any]) -> None:
        await self._hit(actor)
        async with transaction(actor) as session:
            self._on_top(await self._begin_film(session, actor, typed))

    async def _hit(self, actor: Actor) -> None:
        app = runtime()
        await app.limits.hit("generate", str(actor.person_id), app.settings.generate_calls_per_minute, 60)

    def _on_top(self, made: GenerationDetail) -> None:
        if all(card.id != str(made.id) for card in self.running):
            self.running = [generation_card(made, self._characters_by_id()), *self.running]

    async def _load_generations(self, actor: Actor) -> None:
        """The newest page of what has ended; what still runs stands in the shell's own list."""
        async with reading(actor) as session:
            page = await list_generations(session, actor, GenerationFilter(), limit=STREAM)
        self.next_cursor = page.next_cursor or ""
        self.generations = await self._cards(page.items)

    async def _cards(self, items: list[GenerationDetail]) -> list[GenerationCard]:
        """In a thread: placeholders are decoded the first time."""
        faces = self._characters_by_id()
        made = await asyncio.to_thread(lambda: [generation_card(one, faces) for one in items])
        return [card for card in made if not card.is_open]

    def _file(self, card: GenerationCard) -> None:
        """A set that has ended or changed, at its place by age; what is older than the page stays out."""
        others = [known for known in self.generations if known.id != card.id]
        if len(others) == len(self.generations) and self.next_cursor and card.id < self.generations[-1].id:
            return
        self.generations = sorted([card, *others], key=lambda one: one.id, reverse=True)

    async def _apply_update(self, update: LiveUpdate) -> None:
        """The stream follows. What ended unheard is read anew."""
        were_open = {card.id for card in self.running if card.purpose == "result"}
        await super()._apply_update(update)
        unheard = were_open - {card.id for card in self.running} - set(update.generations)
        if update.everything or unheard:
            await self._load_generations(Actor.for_system_read(update.person_id))
        for own, one in update.generations.items():
            if one is None:
                self.generations = [card for card in self.generations if card.id != own]
            elif (
                one.purpose == "result"
                and not (card := generation_card(one, self._characters_by_id())).is_open
            ):
                self._file(card)

    def _show_error(self, error: AppError) -> None:
        """Errors of the composer stand at their field."""
        at = {p.field: p.message for p in error.fields} if isinstance(error, InvalidInput) else {}
        self.prompt_error = at.get("prompt", "")
        self.seed_error = at.get("seed", "")
        self.script_error = at.get("script", "")
        self.source_error = at.get("output_id", "")
        self.audio_error = at.get("upload_id", "")
        if isinstance(error, NotEnoughCredits):
            self._toast(
                error.sentence,
                body=copy.COMES_BACK.format(count=self.allowance, when=self.resets_in),
                tone="bad",
            )
        elif not any(
            (self.prompt_error, self.seed_error, self.script_error, self.source_error, self.audio_error)
        ):
            self._toast(error.sentence, tone="bad")
