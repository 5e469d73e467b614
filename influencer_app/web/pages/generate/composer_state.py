"""What is typed into the composer, and what that costs."""

from typing import Any

import reflex as rx

from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.billing.pricing import Quote, quote
from influencer_app.domain.billing.schemas import PriceDetail
from influencer_app.domain.generation.kinds.avatar import AVATAR
from influencer_app.domain.generation.kinds.image import IMAGE
from influencer_app.domain.generation.kinds.video import VIDEO
from influencer_app.domain.generation.ports.engine import Enhanced
from influencer_app.domain.generation.rules import (
    NEGATIVE_PROMPT_MAX,
    PROMPT_MAX,
    SHAPES,
    spoken_seconds,
)
from influencer_app.errors import InvalidInput
from influencer_app.web.access import background, public, signed_in
from influencer_app.web.pages.generate import copy
from influencer_app.web.parsing import parse_choice, parse_text
from influencer_app.web.shell.state import ShellState
from influencer_app.wiring import runtime

STYLES = (
    ("realistic", copy.REALISTIC),
    ("editorial", copy.EDITORIAL),
    ("anime", copy.ANIME),
    ("toon", copy.TOON),
    ("watercolour", copy.WATERCOLOUR),
    ("neon", copy.NEON),
)
MODE_KINDS = {"image": IMAGE, "video": VIDEO, "avatar": AVATAR}
MODES = tuple(MODE_KINDS)
TEXT_MAX = 20_000
"""Characters of a text that a field takes at all; what is too long for a prompt is told when it is sent."""


class ComposerState(ShellState):
    """The left side of Create."""

    mode: str = "image"
    script: str = ""
    audio: str = ""
    """An upload that is spoken to instead of a script."""
    audio_seconds: float = 0.0
    clip_seconds: float = 0.0
    """Length of a clip at its usual frame rate."""
    spans: dict[str, int] = {}
    prompt: str = ""
    enhancement: str = ""
    negative: str = ""
    seed: str = ""
    character_id: str = ""
    style: str = "realistic"
    aspect_ratio: str = "4:5"
    count: int = 1
    advanced: bool = False
    prices: dict[str, int] = {}
    prompt_error: str = ""
    seed_error: str = ""
    enhancing: bool = False
    form_version: int = 0
    """Counts what the page itself has typed over a person's words: fields keep their own text otherwise, and
    one in which nobody has typed shows what the state brings."""

    _typing_in: str = ""
    """The connection over which something was typed that is not kept yet."""

    @rx.var
    def price_each(self) -> int:
        """Credits for one picture, clip or talking video as it is asked for now."""
        return self._quote().each

    @rx.var
    def spoken(self) -> float:
        """How many seconds the sound lasts, or the script is taken to."""
        return self.audio_seconds if self.audio else spoken_seconds(self.script.strip())

    @rx.var
    def what(self) -> str:
        """What is made, in words."""
        return {"video": copy.A_CLIP, "avatar": copy.A_TALKING_VIDEO}.get(self.mode) or pictures(self.count)

    @rx.var
    def price(self) -> int:
        """Credits for all of them."""
        return self._quote().total

    @rx.var
    def price_label(self) -> str:
        """What the button costs."""
        return copy.CREDITS.format(number=self.price)

    @rx.var
    def make_label(self) -> str:
        """What the button does."""
        return copy.MAKE.format(what=self.what)

    @rx.var
    def affordable(self) -> bool:
        """Whether the balance covers it."""
        return self.available >= self.price

    @rx.var
    def balance_after(self) -> str:
        """What is left after it."""
        return copy.LEFT.format(have=self.available, left=self.available - self.price)

    @rx.var
    def shortage_title(self) -> str:
        """How many credits are missing."""
        missing = self.price - self.available
        return copy.SHORT_ONE if missing == 1 else copy.SHORT.format(missing=missing)

    @rx.var
    def shortage_detail(self) -> str:
        """Of what."""
        said = copy.COST if self.mode == "image" and self.count > 1 else copy.COSTS
        what = self.what[:1].upper() + self.what[1:]
        return said.format(what=what, price=self.price, have=self.available)

    @rx.var
    def fewer(self) -> int:
        """How many pictures the balance would cover, where that is fewer; else 0."""
        enough = self.available // self.price_each if self.price_each else 0
        return enough if self.mode == "image" and enough < self.count else 0

    @rx.var
    def fewer_label(self) -> str:
        """The same in words."""
        return copy.MAKE_INSTEAD.format(what=pictures(self.fewer))

    @rx.var
    def fewer_price(self) -> int:
        """And in credits."""
        return self.fewer * self.price_each

    @rx.var
    def character_facts(self) -> str:
        """Who was picked."""
        return next((face.facts for face in self.characters if face.id == self.character_id), "")

    @rx.var
    def counter(self) -> str:
        """Characters typed of those allowed."""
        return copy.COUNTER.format(typed=len(self.prompt), most=PROMPT_MAX)

    @public
    async def set_prompt(self, value: str) -> None:
        """What is typed; what was added before no longer fits it."""
        text = self._typed(value)
        if text != self.prompt:
            self.prompt, self.enhancement, self.prompt_error = text, "", ""

    @public
    async def set_negative(self, value: str) -> None:
        """What should not be in the picture."""
        self.negative = self._typed(value)[:NEGATIVE_PROMPT_MAX]

    @public
    async def set_seed(self, value: str) -> None:
        """A number, or nothing for a random one."""
        self.seed, self.seed_error = str(value).strip()[:20], ""

    @public
    async def set_style(self, value: str) -> None:
        """How it is drawn."""
        self.style = parse_choice(value, tuple(name for name, _ in STYLES))

    @public
    async def set_aspect_ratio(self, value: str) -> None:
        """The shape."""
        self.aspect_ratio = parse_choice(value, tuple(SHAPES))

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
        chosen = parse_choice(face_id, tuple(face.id for face in self.characters))
        self.character_id = "" if chosen == self.character_id else chosen

    @signed_in
    @background
    async def enhance(self, actor: Actor) -> None:
        """Write the prompt out; what is added is shown apart and can be undone."""
        async with self:
            typed, style = self.prompt.strip(), self.style
            if not typed:
                raise InvalidInput.at("prompt", copy.DESCRIBE_FIRST)
            app = runtime()
            a_minute = app.settings.generate_calls_per_minute
            await app.limits.hit("enhance", str(actor.person_id), a_minute, 60)
            self.enhancing = True
        done = Enhanced(text=typed, added="")
        try:
            done = await app.prompts.enhance(typed, style)
        finally:
            async with self:
                self.enhancing = False
                if self.prompt.strip() == typed:
                    self.enhancement = done.added
                if done.note:
                    self._toast(copy.NOTHING_ADDED, body=done.note)

    @public
    async def undo_enhance(self) -> None:
        """Back to the person's own words."""
        self.enhancement = ""

    def _typed(self, value: Any) -> str:
        """What somebody types just now: nothing that is loaded takes its place."""
        self._typing_in = self.router.session.session_id
        return parse_text(value, TEXT_MAX)

    def _quote(self) -> Quote:
        """What the request costs as it stands in the form, by the rule that charges it."""
        kind = MODE_KINDS[self.mode].price_kind_for(with_character=bool(self.who))
        price = PriceDetail(
            kind=kind, credits=self.prices.get(kind, 0), per_seconds=self.spans.get(kind) or None
        )
        length = {"clip": self.clip_seconds, "talk": self.spoken}.get(self.mode, 0.0)
        return quote(price, count=self.count if self.mode == "image" else 1, seconds=length)

    def _plain_prompt(self) -> str:
        """The person's own words, as the enhancer begins with them."""
        return self.prompt.strip().rstrip(" ,.;")


def pictures(number: int) -> str:
    """One or more pictures, in words."""
    return copy.ONE_PICTURE if number == 1 else copy.PICTURES.format(number=number)
