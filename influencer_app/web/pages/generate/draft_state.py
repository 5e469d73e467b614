"""The composer's draft: kept on the server a moment after a change, and there again on every device."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.generation.requests.drafts import DraftFields, get_draft, keep_draft
from influencer_app.domain.generation.rules import SHAPES
from influencer_app.domain.uploads.service import get_upload
from influencer_app.errors import NotFound
from influencer_app.web.access import signed_in
from influencer_app.web.pages.generate.composer_state import STYLES
from influencer_app.web.pages.generate.video_state import VideoState
from influencer_app.web.parsing import parse, parse_id

FIELDS = tuple(DraftFields.model_fields)


class DraftState(VideoState):
    """``/js/live_text.js`` presses the button of ``keep_draft`` when nothing was changed for a moment."""

    _draft_at: datetime | None = None
    _drafted: dict[str, Any] = {}

    @signed_in
    async def keep_draft(self, actor: Actor) -> None:
        """Write it down, where it differs from what is written."""
        fields = parse(DraftFields, self._fields())
        if fields.model_dump() != self._drafted:
            async with transaction(actor) as session:
                self._draft_at = await keep_draft(session, actor, fields)
            self._drafted = fields.model_dump()
        self._typing_in = ""

    async def _take_draft(self, session: AsyncSession, actor: Actor) -> None:
        """What was written later than here, on another device or before; else what this tab has stays."""
        if self._typing_in and self._typing_in == self.router.session.session_id:
            return
        found = await get_draft(session, actor)
        if found is None or (self._draft_at is not None and found[1] <= self._draft_at):
            return
        fields, self._draft_at = found
        for name in (
            "mode",
            "prompt",
            "enhancement",
            "negative",
            "seed",
            "motion",
            "script",
            "voice",
            "character_id",
        ):
            setattr(self, name, getattr(fields, name))
        self.count = min(4, max(1, fields.count))
        self.style = fields.style if fields.style in dict(STYLES) else self.style
        self.aspect_ratio = fields.aspect_ratio if fields.aspect_ratio in SHAPES else self.aspect_ratio
        self.advanced = bool(fields.negative or fields.seed)
        self.voice = fields.voice if fields.voice in dict(self.voices) else ""
        self._clear_audio()
        try:
            await self._take_files(session, actor, fields)
        except NotFound:
            self._clear_audio()
        self._drafted = fields.model_dump()

    async def _take_files(self, session: AsyncSession, actor: Actor, fields: DraftFields) -> None:
        """The picture and the sound, unless they are gone."""
        self.source = ""
        if fields.audio:
            brought = await get_upload(session, actor, parse_id(fields.audio))
            self.audio, self.audio_seconds = str(brought.id), brought.seconds or 0.0
        if fields.source:
            await self._choose_film(actor, fields.mode, fields.source)

    def _fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in FIELDS}
