"""The fields of the composer, and what the request in them costs."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

import reflex as rx

from influencer_app.db.base import now
from influencer_app.domain.billing.pricing import Quote, quote
from influencer_app.domain.billing.schemas import PriceDetail
from influencer_app.domain.generation.kinds.avatar import AVATAR
from influencer_app.domain.generation.kinds.base import GenerationKind
from influencer_app.domain.generation.kinds.image import IMAGE
from influencer_app.domain.generation.kinds.video import VIDEO
from influencer_app.domain.generation.ports.prompts import Enhanced
from influencer_app.domain.generation.requests.model_choice import ModeAvailability, price_kind_at
from influencer_app.domain.generation.rules import PROMPT_MAX, SHAPES
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError, InvalidInput
from influencer_app.web.access import background, editor, public
from influencer_app.web.cards.character import CharacterOption, character_option
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.characters import CHARACTERS
from influencer_app.web.live_loaders.credits import BALANCE
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.generate import copy
from influencer_app.web.parsing import parse_choice, parse_text
from influencer_app.wiring import runtime

STYLES = (
    ("realistic", copy.REALISTIC),
    ("editorial", copy.EDITORIAL),
    ("anime", copy.ANIME),
    ("toon", copy.TOON),
    ("watercolour", copy.WATERCOLOUR),
    ("neon", copy.NEON),
)
MODE_KINDS: dict[str, GenerationKind] = {kind.name: kind for kind in (IMAGE, VIDEO, AVATAR)}
MODES = tuple(MODE_KINDS)
TEXT_MAX = 20_000
"""Characters that a field takes at all; a text too long for a prompt is refused when it is sent."""

COUNT_MAX = 4


class ComposerState(PageState):
    """What is asked for in every mode, and its price; `VideoFormState` has the rest."""

    mode: str = "image"
    prompt: str = ""
    enhancement: str = ""
    """What enhancing added to the prompt."""
    negative: str = ""
    seed: str = ""
    character_id: str = ""
    character_facts: str = ""
    character_has_face: bool = True
    examples: list[str] = []
    """Prompts to begin with, for the engine in use."""
    style: str = "realistic"
    aspect_ratio: str = "4:5"
    count: int = 1
    show_advanced: bool = False
    enhancing: bool = False
    prompt_error: str = ""
    negative_error: str = ""
    seed_error: str = ""
    form_version: int = 0
    """Counts how often the page itself has changed the texts: fields keep what was typed otherwise."""

    available: int = 0
    prices: dict[str, int] = {}
    """Credits by price kind."""
    seconds_per_unit: dict[str, int] = {}
    """The seconds that a price covers, by price kind; 0 where length does not count."""
    spoken_seconds: float = 0.0
    clip_seconds: float = 0.0

    _chosen_at: datetime | None = None
    """When somebody chose a character, or none, themselves; None while Create chose."""

    _default_id: str = ""
    """The character with which Create opens."""

    _typing_session: str = ""
    """The connection over which something was typed that is not saved yet."""

    _loaders: ClassVar = frozenset({BALANCE, CHARACTERS})

    @rx.var
    def price_each(self) -> int:
        """Credits for one picture, clip or talking video."""
        return self._quote().each

    @rx.var
    def price(self) -> int:
        """Credits for all of them."""
        return self._quote().total

    @rx.var
    def noun(self) -> str:
        """What is made, such as "3 pictures"."""
        return {"video": copy.A_CLIP, "avatar": copy.A_TALKING_VIDEO}.get(self.mode) or pictures(self.count)

    @rx.var
    def face_note(self) -> str:
        """What a picture of a character without a face is made from; empty for any other."""
        shown = self.mode == "image" and not self.character_has_face and runtime().engine_config.remote
        return copy.NO_FACE_YET if shown else ""

    @rx.var
    def character_note(self) -> str:
        """Who is chosen and, where it depends on that, what a picture of them costs."""
        price = copy.PRICE_EACH_ONE if self.price_each == 1 else copy.PRICE_EACH.format(price=self.price_each)
        facts = (self.character_facts, price if self.mode == "image" else "")
        return ", ".join(fact for fact in facts if fact)

    @rx.var
    def priced(self) -> bool:
        """Whether the prices are known: until then nothing can be asked for."""
        return bool(self.prices)

    @rx.var
    def price_label(self) -> str:
        """The price on the button; empty until it is known."""
        if not self.prices:
            return ""
        return copy.CREDITS.format(number=self.price)

    @rx.var
    def make_label(self) -> str:
        """The text of the button."""
        return copy.MAKE.format(what=self.noun)

    @rx.var
    def affordable(self) -> bool:
        """Whether the balance covers it."""
        return self.available >= self.price

    @rx.var
    def balance_after(self) -> str:
        """What the balance is, and will be."""
        return copy.LEFT.format(have=self.available, left=self.available - self.price)

    @rx.var
    def shortage_title(self) -> str:
        """How many credits are missing."""
        missing = self.price - self.available
        return copy.SHORT_ONE if missing == 1 else copy.SHORT.format(missing=missing)

    @rx.var
    def shortage_detail(self) -> str:
        """What it costs, and what there is."""
        text = copy.COST if self.mode == "image" and self.count > 1 else copy.COSTS
        noun = self.noun[:1].upper() + self.noun[1:]
        return text.format(what=noun, price=self.price, have=self.available)

    @rx.var
    def fewer(self) -> int:
        """How many pictures the balance would cover, where that is fewer; else 0."""
        enough = self.available // self.price_each if self.price_each else 0
        return enough if self.mode == "image" and enough < self.count else 0

    @rx.var
    def fewer_label(self) -> str:
        """The offer to make fewer."""
        return copy.MAKE_INSTEAD.format(what=pictures(self.fewer))

    @rx.var
    def fewer_price(self) -> int:
        """Its price in credits."""
        return self.fewer * self.price_each

    @rx.var
    def prompt_counter(self) -> str:
        """Characters typed of those allowed."""
        return copy.COUNTER.format(typed=len(self.prompt), most=PROMPT_MAX)

    @public
    async def set_prompt(self, value: str) -> None:
        """The prompt as typed; what was added to an older one no longer fits it."""
        text = self._typed(value)
        if text != self.prompt:
            self.prompt, self.enhancement, self.prompt_error = text, "", ""

    @public
    async def set_negative(self, value: str) -> None:
        """What should not be in the picture."""
        self.negative, self.negative_error = self._typed(value), ""

    @public
    async def set_seed(self, value: str) -> None:
        """A number, or nothing for a random one."""
        self.seed, self.seed_error = parse_text(value, TEXT_MAX).strip()[:20], ""

    @public
    async def set_style(self, value: str) -> None:
        """One of ``STYLES``."""
        self.style = parse_choice(value, tuple(name for name, _ in STYLES))

    @public
    async def set_aspect_ratio(self, value: str) -> None:
        """One of the shapes."""
        self.aspect_ratio = parse_choice(value, tuple(SHAPES))

    @public
    async def set_count(self, value: str) -> None:
        """1 to 4."""
        self.count = int(parse_choice(str(value), tuple(str(n + 1) for n in range(COUNT_MAX))))

    @public
    async def toggle_advanced(self) -> None:
        """Show or hide the advanced fields."""
        self.show_advanced = not self.show_advanced

    @public
    async def choose_character(self, character_id: str) -> None:
        """The character in it; an empty id means none."""
        options = (await self._shell()).characters
        self._select(parse_choice(character_id, ("", *(option.id for option in options))), options)
        self._chosen_at = now()

    @public
    async def use_example(self, text: str) -> None:
        """Fill the prompt with one of the examples."""
        self._replace_prompt(parse_choice(text, tuple(self.examples)))

    @editor
    @background
    async def enhance(self, actor: Actor) -> None:
        """Write the prompt out; the addition is shown apart and can be undone."""
        async with self:
            typed, style = self.prompt.strip(), self.style
        if not typed:
            raise InvalidInput.at("prompt", copy.DESCRIBE_FIRST)
        app = runtime()
        limit = app.settings.generate_calls_per_minute
        await app.limits.hit("enhance", str(actor.person_id), limit, 60)
        async with self:
            self.enhancing = True
        done = Enhanced(text=typed, added="")
        try:
            done = await app.models_for(actor.workspace_id).prompts.enhance(typed, style)
        finally:
            async with self:
                self.enhancing = False
                if self.prompt.strip() == typed:
                    self.enhancement = done.added
                if done.note:
                    (await self._shell())._toast(copy.NOTHING_ADDED, body=done.note)

    @public
    async def undo_enhance(self) -> None:
        """Back to the person's own words."""
        self.enhancement = ""

    def _replace_prompt(self, text: str) -> None:
        """Another prompt, put into the field by the page."""
        self.prompt, self.enhancement, self.prompt_error = self._typed(text), "", ""
        self.form_version += 1

    def _typed(self, value: Any) -> str:
        """A text as it is being typed: nothing that is loaded replaces it."""
        self._typing_session = self.router.session.session_id
        return parse_text(value, TEXT_MAX)

    def _quote(self) -> Quote:
        """What the request in the form costs, by the rule that charges it."""
        kind = MODE_KINDS[self.mode].price_kind_for(with_character=bool(self.character_id))
        if not self.character_has_face:  # never so while the pages are built, when there is no runtime
            kind = price_kind_at(runtime().engine_config, kind, has_face=False)
        price = PriceDetail(
            kind=kind, credits=self.prices.get(kind, 0), per_seconds=self.seconds_per_unit.get(kind) or None
        )
        seconds = {"video": self.clip_seconds, "avatar": self.spoken_seconds}.get(self.mode, 0.0)
        return quote(price, count=self.count if self.mode == "image" else 1, seconds=seconds)

    def _show_prices(self, offers: Mapping[str, ModeAvailability]) -> None:
        """Prices as they were read."""
        self.prices = {kind: offer.credits for kind, offer in offers.items()}
        self.clip_seconds = offers["video"].seconds
        self.seconds_per_unit = {kind: offer.per_seconds or 0 for kind, offer in offers.items()}

    def _plain_prompt(self) -> str:
        """The person's own words, as the enhancer begins with them."""
        return self.prompt.strip().rstrip(" ,.;")

    def _select(self, character_id: str, options: Sequence[CharacterOption]) -> None:
        self.character_id = character_id
        chosen = next((one for one in options if one.id == character_id), None)
        self.character_facts = chosen.facts if chosen else ""
        self.character_has_face = chosen is None or chosen.has_face

    def _clear_errors(self) -> None:
        self.prompt_error = self.negative_error = self.seed_error = ""

    def _show_field_errors(self, error: InvalidInput) -> bool:
        """Show them at their fields; whether there were any."""
        problems = {problem.field: problem.message for problem in error.fields}
        self.prompt_error = problems.get("prompt", "")
        if self.prompt_error and not self.prompt.strip():
            self.prompt_error = copy.DESCRIBE_FIRST
        self.negative_error, self.seed_error = problems.get("negative_prompt", ""), problems.get("seed", "")
        hidden = bool(self.negative_error or self.seed_error)
        self.show_advanced = self.show_advanced or hidden
        return hidden or bool(self.prompt_error)

    async def _show_error(self, error: AppError) -> None:
        if not (isinstance(error, InvalidInput) and self._show_field_errors(error)):
            await super()._show_error(error)

    async def _apply_update(self, update: LiveUpdate) -> None:
        """The balance and the chosen character follow."""
        if (balance := update.get(BALANCE)) is not None:
            self.available = balance.available
        if (characters := update.get(CHARACTERS)) is not None:
            options = [character_option(one) for one in characters]
            known = {option.id for option in options}
            self._select(self.character_id if self.character_id in known else "", options)


def pictures(number: int) -> str:
    """A number of pictures, such as "1 picture"."""
    return copy.ONE_PICTURE if number == 1 else copy.PICTURES.format(number=number)
