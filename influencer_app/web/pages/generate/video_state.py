"""Clips and talking videos in the composer: of which picture, how lively, what is said."""

import asyncio
from typing import Any

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.gallery.queries import get_output, list_outputs
from influencer_app.domain.gallery.schemas import GalleryFilter
from influencer_app.domain.generation.kinds.video import VIDEO
from influencer_app.domain.generation.ports.speech import VOICE_IS_AI
from influencer_app.domain.generation.requests.model_choice import list_mode_availability
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.rules import SCRIPT_MAX
from influencer_app.domain.generation.schemas import GenerationDetail, NewAvatar, NewVideo
from influencer_app.domain.uploads.service import get_upload
from influencer_app.errors import InvalidInput
from influencer_app.web.access import public, signed_in
from influencer_app.web.cards.output import OutputCard, output_card
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.composer_state import MODES, TEXT_MAX, ComposerState
from influencer_app.web.parsing import parse, parse_choice, parse_id, parse_text
from influencer_app.wiring import runtime

SOURCES = 12


class VideoState(ComposerState):
    """What only the modes Clip and Talking have."""

    sources: list[OutputCard] = []
    source: str = ""
    source_error: str = ""
    motion: int = 5
    voice: str = ""
    voices: list[tuple[str, str]] = []
    script_error: str = ""
    audio_error: str = ""
    missing: dict[str, str] = {}
    clip_facts: str = ""
    provider_notice: str = ""

    @rx.var
    def unavailable_reason(self) -> str:
        """Why this mode cannot be used here; empty when it can."""
        return self.missing.get(self.mode, "")

    @rx.var
    def motion_label(self) -> str:
        """How lively, in words."""
        lively = copy.MOTION_EVEN if self.motion < 8 else copy.MOTION_LIVELY
        return (copy.MOTION_CALM if self.motion < 4 else lively).format(motion=self.motion)

    @rx.var
    def script_counter(self) -> str:
        """Characters of the script, and how long it is spoken."""
        return copy.SCRIPT_COUNTER.format(typed=len(self.script), most=SCRIPT_MAX, seconds=self.spoken)

    @rx.var
    def audio_label(self) -> str:
        """How long the sound is."""
        return copy.SOUND_OF.format(seconds=self.audio_seconds)

    @rx.var
    def voice_note(self) -> str:
        """What listeners have to be told."""
        return VOICE_IS_AI

    @public
    async def set_mode(self, value: str) -> None:
        """Picture, Clip or Talking."""
        self.mode = parse_choice(value, MODES)
        self.source_error = self.script_error = self.audio_error = self.prompt_error = ""

    @public
    async def choose_source(self, output_id: str) -> None:
        """The picture that moves or speaks; for talking it stands instead of a character."""
        self.source = parse_choice(output_id, tuple(output.id for output in self.sources))
        self.source_error = ""
        if self.mode == "avatar":
            self.character_id = ""

    @public
    async def set_motion(self, value: str) -> None:
        """1 (calm) to 10 (lively)."""
        self.motion = int(parse_choice(str(value), tuple(str(number) for number in range(1, 11))))

    @public
    async def set_script(self, value: str) -> None:
        """What is said."""
        self.script, self.script_error = self._typed(value), ""

    @signed_in
    async def attach_audio(self, actor: Actor, upload_id: str) -> None:
        """The sound that was just uploaded is spoken to, instead of the script."""
        async with reading(actor) as session:
            brought = await get_upload(session, actor, parse_id(upload_id))
        if brought.seconds is None:
            raise InvalidInput.at("upload_id", copy.NOT_A_SOUND)
        self.audio, self.audio_seconds, self.audio_error = str(brought.id), brought.seconds, ""

    @public
    async def remove_audio(self) -> None:
        """Back to the script."""
        self._clear_audio()

    def _clear_audio(self) -> None:
        self.audio, self.audio_seconds, self.audio_error = "", 0.0, ""

    @public
    async def set_voice(self, value: str) -> None:
        """Who says it."""
        self.voice = parse_choice(value, tuple(name for name, _ in self.voices))

    async def _load_films(self, session: AsyncSession, actor: Actor) -> None:
        """What can be made, at which price, and the newest pictures to make it of."""
        offers = await list_mode_availability(session)
        self.missing = {
            mode: offers[kind].missing for mode, kind in (("video", "video"), ("avatar", "avatar"))
        }
        clip = offers["video"]
        self.clip_seconds = clip.seconds
        self.clip_facts = copy.CLIP_OF.format(seconds=clip.seconds, fps=clip.fps) if clip.seconds else ""
        self.prices = {kind: offer.credits for kind, offer in offers.items()}
        self.spans = {kind: offer.per_seconds or 0 for kind, offer in offers.items()}
        self.provider_notice = await _provider_notice()
        page = await list_outputs(session, actor, GalleryFilter(kind="image"), limit=SOURCES)
        self.sources = await asyncio.to_thread(
            lambda: [output_card(item.output, item.prompt) for item in page.items]
        )
        there = [(one.id, f"{one.name}, {', '.join(one.languages)}") for one in runtime().voices]
        self.voices = [("", copy.VOICE_FITS), *there] if there else []
        if self.voice not in {name for name, _ in self.voices}:
            self.voice = ""

    async def _choose_film(self, actor: Actor, mode: str, output_id: str) -> None:
        """What an address asks for: a mode, and one of the person's pictures, however old."""
        if mode not in MODES:
            return
        self.mode = mode
        if not output_id:
            return
        if all(output.id != output_id for output in self.sources):
            async with reading(actor) as session:
                item = await get_output(session, actor, parse_id(output_id))
            self.sources = [output_card(item.output, item.prompt), *self.sources]
        self.source = output_id

    async def _film_again(
        self, session: AsyncSession, actor: Actor, one: GenerationDetail
    ) -> GenerationDetail:
        """The same clip or talking video once more, with a seed of its own."""
        if one.type == VIDEO.name:
            clip = parse(NewVideo, {"output_id": one.source_output_id, "motion": one.motion})
            return await start_video(session, actor, clip)
        if not one.script:
            raise InvalidInput(copy.SOUND_GONE)
        whose = (
            {"output_id": one.source_output_id}
            if one.source_output_id
            else {"character_id": one.character_id}
        )
        new = parse(NewAvatar, {**whose, "script": one.script, "voice": one.voice or None})
        return await start_avatar(session, actor, new)

    async def _begin_film(
        self, session: AsyncSession, actor: Actor, form: dict[str, Any]
    ) -> GenerationDetail:
        """Start the clip or the talking video that is asked for."""
        if self.mode == "video":
            asked = {"output_id": self.source or None, "motion": self.motion}
            return await start_video(session, actor, parse(NewVideo, asked))
        self.script = parse_text(form.get("script", self.script), TEXT_MAX)
        whose = {"output_id": self.source} if self.source else {"character_id": self.character_id or None}
        said = (
            {"upload_id": self.audio} if self.audio else {"script": self.script, "voice": self.voice or None}
        )
        return await start_avatar(session, actor, parse(NewAvatar, {**whose, **said}))


async def _provider_notice() -> str:
    """What is to be told of the provider; empty while it works, and where none is used."""
    app = runtime()
    if not app.engine_config.remote:
        return ""
    state = await app.limiter.state(app.engine_config.default_engine)
    if state.broken:
        return copy.PROVIDER_BROKEN
    if state.seconds_left > 5:
        return copy.PROVIDER_PAUSE.format(seconds=state.seconds_left)
    return ""
