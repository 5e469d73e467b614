"""The composer's draft: saved a moment after a change, and restored on every device."""

from datetime import datetime
from typing import Any

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.requests.drafts import DraftFields, keep_draft
from influencer_app.domain.generation.rules import SHAPES
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.access import editor
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.generate.composer_state import COUNT_MAX, STYLES, ComposerState
from influencer_app.web.pages.generate.data import DraftData
from influencer_app.web.pages.generate.video_form_state import VideoFormState
from influencer_app.web.parsing import parse

COMPOSER_FIELDS = (
    *("mode", "prompt", "enhancement", "negative", "seed", "character_id", "style", "aspect_ratio", "count"),
)
NOBODY = "none"
"""In a draft: somebody chose that no character is in it."""

VIDEO_FIELDS = ("motion", "script", "voice", "source", "audio")


class DraftState(PageState):
    """``/js/live_text.js`` presses the button of ``save_draft`` when nothing was changed for a moment."""

    _saved_at: datetime | None = None
    _saved: dict[str, Any] = {}

    @editor
    async def save_draft(self, actor: Actor) -> None:
        """Write it down where it differs from what was saved."""
        composer = await self.get_state(ComposerState)
        video = await self.get_state(VideoFormState)
        fields = parse(
            DraftFields,
            {name: getattr(composer, name) for name in COMPOSER_FIELDS}
            | {name: getattr(video, name) for name in VIDEO_FIELDS}
            | {"character_id": composer.character_id or (NOBODY if composer._chosen_at else "")},
        )
        if fields.model_dump() != self._saved:
            async with transaction(actor) as session:
                self._saved_at = await keep_draft(session, actor, fields)
            self._saved = fields.model_dump()
        composer._typing_session = ""

    async def _restore(self, found: DraftData | None) -> None:
        """Take over a draft that was saved later than this tab's; otherwise what the tab has stays."""
        composer = await self.get_state(ComposerState)
        if composer._typing_session and composer._typing_session == self.router.session.session_id:
            return
        if found is None or (self._saved_at is not None and found.saved_at <= self._saved_at):
            return
        fields, self._saved_at = found.fields, found.saved_at
        self._saved = fields.model_dump()
        video = await self.get_state(VideoFormState)
        composer.mode, composer.prompt, composer.enhancement = fields.mode, fields.prompt, fields.enhancement
        composer.negative, composer.seed = fields.negative, fields.seed
        composer.character_id = "" if fields.character_id == NOBODY else fields.character_id
        composer._chosen_at = found.saved_at if fields.character_id else None
        composer.count = min(COUNT_MAX, max(1, fields.count))
        composer.style = fields.style if fields.style in dict(STYLES) else composer.style
        composer.aspect_ratio = (
            fields.aspect_ratio if fields.aspect_ratio in SHAPES else composer.aspect_ratio
        )
        composer.show_advanced = bool(fields.negative or fields.seed)
        video.motion, video.script = fields.motion, fields.script
        video.voice = fields.voice if fields.voice in dict(video.voices) else ""
        video.source = ""
        if found.source is not None:
            video._offer(found.source)
            video.source = found.source.id
        await video._set_audio(found.audio, found.audio_seconds)
