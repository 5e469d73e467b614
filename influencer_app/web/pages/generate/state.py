"""Create as a whole: loading it, and the handlers that concern several of its states."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID, uuid4

import reflex as rx

from influencer_app.app_services.rate_limits import limit_generate_calls
from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.model_choice import list_mode_availability
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.schemas import GenerationDetail, NewAvatar, NewImage, NewVideo
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError, InvalidInput, NotEnoughCredits, PriceChanged
from influencer_app.web import routes
from influencer_app.web.access import background, editor, public, signed_in
from influencer_app.web.page_state import PageState, follow_live, query_parameters
from influencer_app.web.pages.gallery.lightbox_state import LightboxState
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.composer_state import MODES, TEXT_MAX, ComposerState
from influencer_app.web.pages.generate.data import CreateData, read_create
from influencer_app.web.pages.generate.default_character import default_character
from influencer_app.web.pages.generate.draft_state import DraftState
from influencer_app.web.pages.generate.prompt_hints_data import read_not_drawn
from influencer_app.web.pages.generate.prompt_hints_state import PromptHintsState
from influencer_app.web.pages.generate.requests import image_fields, repeat_video
from influencer_app.web.pages.generate.stream_state import StreamState, decode_thumbhashes
from influencer_app.web.pages.generate.video_form_state import VideoFormState
from influencer_app.web.parsing import parse, parse_choice, parse_id, parse_number, parse_text
from influencer_app.wiring import runtime

RANDOM_SEED = -1
"""As in many other programs, this means a new seed each time."""


class GenerateState(PageState):
    """``submit_key`` goes with each request that costs credits, and serves once: clicks that come before the
    answer to the first have the same key, and start nothing."""

    submit_key: str = ""
    _used_key: str | None = None
    _told_prices: dict[str, int] = {}
    """What a repetition costs now, where its card showed another price."""

    @signed_in
    @background
    async def load(self, actor: Actor) -> Any:
        """The composer's prices and draft, and the newest results.

        ``?character=`` chooses a character, ``?mode=video&picture=`` a picture to move (``avatar``: to
        speak), ``?recall=`` takes a request back, with ``&seed=`` its seed too.
        """
        asked = query_parameters(self)
        await follow_live(self, actor, ComposerState, StreamState, LightboxState)
        mode = asked.get("mode", "") if asked.get("mode") in MODES else ""
        data = await read_create(actor, asked.get("picture", "") if mode else "", asked.get("recall", ""))
        await decode_thumbhashes(data.page.rows)
        async with self:
            await self._show(data, mode, asked.get("character", ""))
            if data.recalled is not None:
                await self._take_back(data.recalled, asked.get("seed", ""))
            if data.problem is not None:
                await self._show_error(data.problem)
            question = await (await self.get_state(PromptHintsState))._question()
        sentences = await read_not_drawn(actor, question)
        async with self:
            (await self.get_state(PromptHintsState))._answer(question, sentences)
        return rx.redirect(routes.CREATE) if data.recalled is not None else None

    @public
    async def set_mode(self, value: str) -> None:
        """Picture, clip or talking video."""
        composer = await self.get_state(ComposerState)
        composer.mode = parse_choice(value, MODES)
        if composer.mode == "image" and composer._chosen_at is None and not composer.character_id:
            composer._select(composer._default_id, (await self._shell()).characters)
        await self._clear_errors()

    @editor
    async def make(self, actor: Actor, form: dict[str, Any]) -> None:
        """Start what the composer asks for. Its card is shown at once, and nothing typed is lost.

        The fields' own text counts: the last letters may still be on their way to the server. It waits its
        turn behind the events before it, so that no choice is missed.
        """
        typed = form if isinstance(form, dict) else {}
        if typed.get("submit_key", self.submit_key) != self.submit_key:
            return
        try:
            await self._make(actor, typed)
        except PriceChanged:
            await self._show_prices(actor)
            raise
        finally:
            self.submit_key = uuid4().hex

    @editor
    @background
    async def again(self, actor: Actor, generation_id: str, submit_key: str) -> None:
        """The same request once more."""
        wanted = parse_id(generation_id)
        async with self._submitting(submit_key) as is_first:
            if not is_first:
                return
            one = await _find(actor, wanted)
            async with self._at_price_of("again", one, one.credits_reserved) as price:
                if one.type == "image":
                    fields = {**image_fields(one), "expected_credits": price}
                    await self._start_image(actor, fields, one.enhanced_prompt)
                    return
                await limit_generate_calls(actor)
                async with transaction(actor) as session:
                    made = await repeat_video(session, actor, one, expected_credits=price)
            async with self:
                await self._add(made)

    @editor
    @background
    async def vary(self, actor: Actor, generation_id: str, submit_key: str) -> None:
        """One more picture of the same request, with a seed of its own."""
        wanted = parse_id(generation_id)
        async with self._submitting(submit_key) as is_first:
            if not is_first:
                return
            one = await _find(actor, wanted)
            async with self._at_price_of("vary", one, one.credits_reserved // one.count) as price:
                fields = {**image_fields(one), "count": 1, "seed": None, "expected_credits": price}
                await self._start_image(actor, fields, one.enhanced_prompt)

    @signed_in
    @background
    async def edit(self, actor: Actor, generation_id: str, keep_seed: bool) -> None:
        """Take a request back into the composer, with its seed or without."""
        one = await _find(actor, parse_id(generation_id))
        async with self:
            await self._take_back(one, str(one.seed) if keep_seed else "")

    @asynccontextmanager
    async def _submitting(self, submit_key: str) -> AsyncIterator[bool]:
        """Whether ``submit_key`` was not used before; at the end the page gets another one."""
        async with self:
            is_first = submit_key == self.submit_key != self._used_key
            if is_first:
                self._used_key = submit_key
        try:
            yield is_first
        finally:
            if is_first:
                async with self:
                    self.submit_key = uuid4().hex

    @asynccontextmanager
    async def _at_price_of(self, what: str, one: GenerationDetail, paid: int) -> AsyncIterator[int]:
        """The price on the button: what it cost before, or what was said when that was refused."""
        key = f"{what} {one.id}"
        async with self:
            price = self._told_prices.get(key, paid)
        try:
            yield price
        except PriceChanged as error:
            async with self:
                self._told_prices = {**self._told_prices, key: error.credits_required}
                (await self.get_state(StreamState))._reprice(str(one.id), what, error.credits_required)
            raise

    async def _show_prices(self, actor: Actor) -> None:
        """The prices as they are now, on the button."""
        async with reading(actor) as session:
            offers = await list_mode_availability(session)
        composer = await self.get_state(ComposerState)
        composer._show_prices(offers)
        composer.spoken_seconds = (await self.get_state(VideoFormState)).spoken_seconds

    async def _make(self, actor: Actor, typed: dict[str, Any]) -> None:
        """Start what the composer asks for."""
        await self._clear_errors()
        composer = await self.get_state(ComposerState)
        if composer.mode == "image":
            request = self._image_request(composer, typed)
            await (await self.get_state(PromptHintsState))._refresh(actor)
            await self._start_image(actor, *request)
            return
        video = await self.get_state(VideoFormState)
        await limit_generate_calls(actor)
        new = self._video_request(composer, video, typed)
        async with transaction(actor) as session:
            if isinstance(new, NewVideo):
                made = await start_video(session, actor, new)
            else:
                made = await start_avatar(session, actor, new)
        await self._add(made)

    def _image_request(
        self, composer: ComposerState, typed: dict[str, Any]
    ) -> tuple[dict[str, Any], str | None]:
        """The fields of ``NewImage``, and the prompt written out where that was asked for."""
        prompt = parse_text(typed.get("prompt", composer.prompt), TEXT_MAX)
        if prompt != composer.prompt:
            composer.prompt, composer.enhancement = prompt, ""
        composer.negative = parse_text(typed.get("negative", composer.negative), TEXT_MAX)
        composer.seed = parse_text(typed.get("seed", composer.seed), 20).strip()
        seed = parse_number(composer.seed)
        fields = {
            "prompt": composer.prompt,
            "negative_prompt": composer.negative,
            "character_id": composer.character_id or None,
            "style": composer.style,
            "aspect_ratio": composer.aspect_ratio,
            "count": composer.count,
            "seed": None if seed == RANDOM_SEED else seed,
            **_expected(typed),
        }
        added = composer.enhancement
        return fields, f"{composer._plain_prompt()}, {added}" if added else None

    def _video_request(
        self, composer: ComposerState, video: VideoFormState, typed: dict[str, Any]
    ) -> NewVideo | NewAvatar:
        expected = _expected(typed)
        if composer.mode == "video":
            clip = {"output_id": video.source or None, "motion": video.motion}
            return parse(NewVideo, {**clip, **expected})
        video.script = parse_text(typed.get("script", video.script), TEXT_MAX)
        who = composer.character_id
        source = {"character_id": who or None} if who or not video.source else {"output_id": video.source}
        speech = (
            {"upload_id": video.audio}
            if video.audio
            else {"script": video.script, "voice": video.voice or None}
        )
        return parse(NewAvatar, {**source, **speech, **expected})

    async def _start_image(self, actor: Actor, fields: dict[str, Any], enhanced: str | None) -> None:
        await limit_generate_calls(actor)
        new = parse(NewImage, fields)
        async with transaction(actor) as session:
            made = await start_image(session, actor, new, enhanced_prompt=enhanced)
        async with self:
            await self._add(made)

    async def _add(self, made: GenerationDetail) -> None:
        (await self._shell())._add_running(made)
        (await self.get_state(StreamState))._follow(made)

    async def _take_back(self, one: GenerationDetail, seed: str) -> None:
        """Fill the composer with a request of before; an empty seed means a new one."""
        composer = await self.get_state(ComposerState)
        composer.prompt, composer.prompt_error = one.prompt, ""
        enhanced = one.enhanced_prompt or ""
        composer.enhancement = enhanced.removeprefix(composer._plain_prompt()).removeprefix(", ")
        composer.negative, composer.style = one.negative_prompt, one.style
        composer.aspect_ratio, composer.count = one.aspect_ratio, one.count
        options = (await self._shell()).characters
        known = {option.id for option in options}
        composer._select(str(one.character_id) if str(one.character_id) in known else "", options)
        composer._chosen_at = now()
        seed = parse_text(seed, 20)
        composer.seed = "" if parse_number(seed) == RANDOM_SEED else seed
        composer.show_advanced = composer.show_advanced or bool(composer.seed)
        composer.form_version += 1

    async def _show(self, data: CreateData, mode: str, character_id: str) -> None:
        """Everything that was read; what somebody has typed meanwhile stays."""
        if self.submit_key == self._used_key:  # its request never came to an end
            self.submit_key = uuid4().hex
        shell = await self._shell()
        shell._show(data.shell)
        composer = await self.get_state(ComposerState)
        video = await self.get_state(VideoFormState)
        composer.available = data.shell.balance.available
        composer._show_prices(data.offers)
        video._show_options(data.offers, data.sources, data.provider_notice)
        (await self.get_state(PromptHintsState))._show()
        await (await self.get_state(DraftState))._restore(data.draft)
        await (await self.get_state(StreamState))._show(data.page)
        composer.examples = list(
            copy.REMOTE_EXAMPLES if runtime().engine_config.remote else copy.LOCAL_EXAMPLES
        )
        composer._default_id = default_character(
            data.shell.characters,
            data.page.rows,
            chosen=composer.character_id,
            chosen_at=composer._chosen_at,
        )
        is_known = character_id in {option.id for option in shell.characters}
        composer._select(character_id if is_known else composer._default_id, shell.characters)
        if is_known:
            composer._chosen_at = now()
        if mode:
            composer.mode = mode
        if data.picture is not None:
            video._offer(data.picture)
            await video._use_source(data.picture.id)
        elif composer.mode == "avatar" and video.source and not is_known:
            composer._select("", ())

    async def _clear_errors(self) -> None:
        (await self.get_state(ComposerState))._clear_errors()
        (await self.get_state(VideoFormState))._clear_errors()

    async def _show_error(self, error: AppError) -> None:
        """Errors of a request stand at their fields."""
        shell = await self._shell()
        if isinstance(error, NotEnoughCredits):
            body = copy.COMES_BACK.format(count=shell.allowance, when=shell.resets_in)
            shell._toast(error.sentence, body=body, tone="bad")
            return
        composer = await self.get_state(ComposerState)
        video = await self.get_state(VideoFormState)
        shown = False
        if isinstance(error, InvalidInput):
            shown = any([composer._show_field_errors(error), video._show_field_errors(error)])
        if not shown:
            await super()._show_error(error)


def _expected(typed: dict[str, Any]) -> dict[str, Any]:
    """The price that the button showed, which is what is charged or nothing is started."""
    return {"expected_credits": parse_number(parse_text(typed.get("expected_credits", ""), 20))}


async def _find(actor: Actor, generation_id: UUID) -> GenerationDetail:
    async with reading(actor) as session:
        return await get_generation(session, actor, generation_id)
