"""What is typed into the composer, and what that costs."""

from typing import Any

import reflex as rx

from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.generation.ports import Enhanced
from influencer_app.domain.generation.rules import (
    NEGATIVE_PROMPT_MAX,
    PROMPT_MAX,
    SHAPES,
    price_kind,
    spans,
    spoken_seconds,
)
from influencer_app.errors import InvalidInput
from influencer_app.web.access import public, signed_in, waiting
from influencer_app.web.pages.generate import words
from influencer_app.web.parsing import parse_choice, parse_text
from influencer_app.web.studio import StudioState
from influencer_app.wiring import runtime

STYLES = (
    ("realistic", words.REALISTIC),
    ("editorial", words.EDITORIAL),
    ("anime", words.ANIME),
    ("toon", words.TOON),
    ("watercolour", words.WATERCOLOUR),
    ("neon", words.NEON),
)
MODES = ("image", "clip", "talk")
TEXT_MAX = 20_000
"""Characters of a text that a field takes at all; what is too long for a prompt is told when it is sent."""


class ComposerState(StudioState):
    """The left side of Create."""

    mode: str = "image"
    script: str = ""
    sound: str = ""
    """An upload that is spoken to instead of a script."""
    sound_seconds: float = 0.0
    spans: dict[str, int] = {}
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
    enhancing: bool = False
    typed_anew: int = 0
    """Counts what the page itself has typed over a person's words: fields keep their own text otherwise, and
    one in which nobody has typed shows what the state brings."""

    _typing_in: str = ""
    """The connection over which something was typed that is not kept yet."""

    @rx.var
    def price_each(self) -> int:
        """Credits for one picture, clip or talking video as it is asked for now."""
        if self.mode == "clip":
            return self.prices.get("video", 0)
        if self.mode == "talk":
            return self.prices.get("avatar", 0) * spans(self.spoken, self.spans.get("avatar"))
        return self.prices.get(price_kind(has_character=bool(self.who)), 0)

    @rx.var
    def spoken(self) -> float:
        """How many seconds the sound lasts, or the script is taken to."""
        return self.sound_seconds if self.sound else spoken_seconds(self.script.strip())

    @rx.var
    def what(self) -> str:
        """What is made, in words."""
        return {"clip": words.A_CLIP, "talk": words.A_TALKING_VIDEO}.get(self.mode) or pictures(self.count)

    @rx.var
    def price(self) -> int:
        """Credits for all of them."""
        return self.price_each * (self.count if self.mode == "image" else 1)

    @rx.var
    def price_words(self) -> str:
        """What the button costs."""
        return words.CREDITS.format(number=self.price)

    @rx.var
    def make_words(self) -> str:
        """What the button does."""
        return words.MAKE.format(what=self.what)

    @rx.var
    def affordable(self) -> bool:
        """Whether the balance covers it."""
        return self.available >= self.price

    @rx.var
    def left_words(self) -> str:
        """What is left after it."""
        return words.LEFT.format(have=self.available, left=self.available - self.price)

    @rx.var
    def short_title(self) -> str:
        """How many credits are missing."""
        missing = self.price - self.available
        return words.SHORT_ONE if missing == 1 else words.SHORT.format(missing=missing)

    @rx.var
    def short_words(self) -> str:
        """Of what."""
        said = words.COST if self.mode == "image" and self.count > 1 else words.COSTS
        what = self.what[:1].upper() + self.what[1:]
        return said.format(what=what, price=self.price, have=self.available)

    @rx.var
    def fewer(self) -> int:
        """How many pictures the balance would cover, where that is fewer; else 0."""
        enough = self.available // self.price_each if self.price_each else 0
        return enough if self.mode == "image" and enough < self.count else 0

    @rx.var
    def fewer_words(self) -> str:
        """The same in words."""
        return words.MAKE_INSTEAD.format(what=pictures(self.fewer))

    @rx.var
    def fewer_price(self) -> int:
        """And in credits."""
        return self.fewer * self.price_each

    @rx.var
    def who_words(self) -> str:
        """Who was picked."""
        return next((face.facts for face in self.faces if face.id == self.who), "")

    @rx.var
    def counter(self) -> str:
        """Characters typed of those allowed."""
        return words.COUNTER.format(typed=len(self.prompt), most=PROMPT_MAX)

    @public
    async def set_prompt(self, value: str) -> None:
        """What is typed; what was added before no longer fits it."""
        text = self._typed(value)
        if text != self.prompt:
            self.prompt, self.added, self.prompt_error = text, "", ""

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
    @waiting
    async def enhance(self, actor: Actor) -> None:
        """Write the prompt out; what is added is shown apart and can be undone."""
        async with self:
            typed, style = self.prompt.strip(), self.style
            if not typed:
                raise InvalidInput.at("prompt", words.DESCRIBE_FIRST)
            own = runtime()
            a_minute = own.settings.generate_calls_per_minute
            await own.limits.hit("enhance", str(actor.person_id), a_minute, 60)
            self.enhancing = True
        done = Enhanced(text=typed, added="")
        try:
            done = await own.prompts.enhance(typed, style)
        finally:
            async with self:
                self.enhancing = False
                if self.prompt.strip() == typed:
                    self.added = done.added
                if done.note:
                    self._toast(words.NOTHING_ADDED, body=done.note)

    @public
    async def undo_enhance(self) -> None:
        """Back to the person's own words."""
        self.added = ""

    def _typed(self, value: Any) -> str:
        """What somebody types just now: nothing that is loaded takes its place."""
        self._typing_in = self.router.session.session_id
        return parse_text(value, TEXT_MAX)

    def _plain_prompt(self) -> str:
        """The person's own words, as the enhancer begins with them."""
        return self.prompt.strip().rstrip(" ,.;")


def pictures(number: int) -> str:
    """One or more pictures, in words."""
    return words.ONE_PICTURE if number == 1 else words.PICTURES.format(number=number)
