"""The fields of clips and talking videos: the source picture, motion, script, voice, audio."""

from collections.abc import Mapping

import reflex as rx

from influencer_app.db.transaction import reading
from influencer_app.domain.generation.ports.speech import VOICE_IS_AI
from influencer_app.domain.generation.requests.model_choice import ModeAvailability
from influencer_app.domain.generation.rules import SCRIPT_MAX, spoken_seconds
from influencer_app.domain.uploads.service import get_upload
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError, InvalidInput
from influencer_app.web.access import background, editor, public
from influencer_app.web.cards.output import OutputCard
from influencer_app.web.cards.voice import voice_choices
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.generate import copy
from influencer_app.web.pages.generate.composer_state import MODES, ComposerState
from influencer_app.web.parsing import parse_choice, parse_id
from influencer_app.wiring import runtime

AVAILABLE = dict.fromkeys(MODES, "")
MOTIONS = tuple(str(number) for number in range(1, 11))


class VideoFormState(PageState):
    """What only the modes video and avatar have."""

    sources: list[OutputCard] = []
    source: str = ""
    motion: int = 5
    script: str = ""
    voice: str = ""
    voices: list[tuple[str, str]] = []
    audio: str = ""
    """An upload that is spoken to instead of a script."""
    audio_seconds: float = 0.0
    source_error: str = ""
    script_error: str = ""
    audio_error: str = ""
    unavailable_reasons: dict[str, str] = AVAILABLE
    """By mode; empty for one that can be used."""
    clip_facts: str = ""
    provider_notice: str = ""

    @rx.var
    def motion_label(self) -> str:
        """How lively, as text."""
        lively = copy.MOTION_EVEN if self.motion < 8 else copy.MOTION_LIVELY
        return (copy.MOTION_CALM if self.motion < 4 else lively).format(motion=self.motion)

    @rx.var
    def spoken_seconds(self) -> float:
        """The length of the audio, or the estimate for the script."""
        return self.audio_seconds if self.audio else spoken_seconds(self.script.strip())

    @rx.var
    def script_counter(self) -> str:
        """Characters of the script, and how long it takes to say."""
        return copy.SCRIPT_COUNTER.format(
            typed=len(self.script), most=SCRIPT_MAX, seconds=self.spoken_seconds
        )

    @rx.var
    def audio_label(self) -> str:
        """The length of the audio as text."""
        return copy.SOUND_OF.format(seconds=self.audio_seconds)

    @rx.var
    def voice_note(self) -> str:
        """What listeners have to be told."""
        return VOICE_IS_AI

    @public
    async def choose_source(self, output_id: str) -> None:
        """The picture that moves or speaks; in a talking video it replaces the character."""
        await self._use_source(parse_choice(output_id, tuple(output.id for output in self.sources)))

    @public
    async def set_motion(self, value: str) -> None:
        """1 (calm) to 10 (lively)."""
        self.motion = int(parse_choice(str(value), MOTIONS))

    @public
    async def set_script(self, value: str) -> None:
        """What is said."""
        composer = await self.get_state(ComposerState)
        self.script, self.script_error = composer._typed(value), ""
        composer.spoken_seconds = self.spoken_seconds

    @public
    async def set_voice(self, value: str) -> None:
        """The voice that says it; empty for one that fits."""
        self.voice = parse_choice(value, tuple(name for name, _ in self.voices))

    @editor
    @background
    async def attach_audio(self, actor: Actor, upload_id: str) -> None:
        """Speak to the audio that was just uploaded instead of the script."""
        async with reading(actor) as session:
            upload = await get_upload(session, actor, parse_id(upload_id))
        if upload.seconds is None:
            raise InvalidInput.at("upload_id", copy.NOT_A_SOUND)
        async with self:
            await self._set_audio(str(upload.id), upload.seconds)

    @public
    async def remove_audio(self) -> None:
        """Back to the script."""
        await self._set_audio("", 0.0)

    async def _use_source(self, output_id: str) -> None:
        self.source, self.source_error = output_id, ""
        composer = await self.get_state(ComposerState)
        if composer.mode == "avatar":
            composer._default_id = composer.character_id or composer._default_id
            composer._chosen_at = None
            composer._select("", ())

    async def _set_audio(self, upload_id: str, seconds: float) -> None:
        self.audio, self.audio_seconds, self.audio_error = upload_id, seconds, ""
        (await self.get_state(ComposerState)).spoken_seconds = self.spoken_seconds

    def _show_options(
        self, offers: Mapping[str, ModeAvailability], sources: list[OutputCard], notice: str
    ) -> None:
        """What can be chosen, as it was read for a page load."""
        self.unavailable_reasons = AVAILABLE | {kind: offers[kind].missing for kind in ("video", "avatar")}
        clip = offers["video"]
        self.clip_facts = copy.CLIP_OF.format(seconds=clip.seconds, fps=clip.fps) if clip.seconds else ""
        self.provider_notice = notice
        self.sources = sources
        self.voices = voice_choices(runtime().voices)
        if self.voice not in {name for name, _ in self.voices}:
            self.voice = ""

    def _offer(self, output: OutputCard) -> None:
        """ModeAvailability one more picture as a source, however old."""
        if all(one.id != output.id for one in self.sources):
            self.sources = [output, *self.sources]

    def _clear_errors(self) -> None:
        self.source_error = self.script_error = self.audio_error = ""

    def _show_field_errors(self, error: InvalidInput) -> bool:
        """Show them at their fields; whether there were any."""
        problems = {problem.field: problem.message for problem in error.fields}
        self.script_error = problems.get("script", "")
        self.source_error = problems.get("output_id", "")
        self.audio_error = problems.get("upload_id", "")
        return bool(self.script_error or self.source_error or self.audio_error)

    async def _show_error(self, error: AppError) -> None:
        if not (isinstance(error, InvalidInput) and self._show_field_errors(error)):
            await super()._show_error(error)
