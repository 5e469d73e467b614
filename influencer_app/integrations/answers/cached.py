"""The ports of prompts, moderation and speech, with the answers of a workspace kept for a day.

Only answers are kept: a prompt that could not be enhanced, a moderation that was skipped and every error are
asked for again. An adapter without ``identity`` computes its answers here, so nothing is kept for it.
"""

import json
from uuid import UUID

from influencer_app.domain.answers import AnswerCache, Question
from influencer_app.domain.generation.ports.prompts import Enhanced, PromptPort
from influencer_app.domain.generation.ports.speech import SpeechAudio, SpeechPort, Voice
from influencer_app.domain.safety.ports import ModerationPort, Verdict


class CachedPrompts:
    """Implements ``PromptPort``."""

    def __init__(self, inner: PromptPort, cache: AnswerCache, workspace_id: UUID) -> None:
        self.identity = inner.identity
        self._inner, self._cache, self._workspace_id = inner, cache, workspace_id

    async def enhance(self, prompt: str, style: str) -> Enhanced:
        """See the port."""
        question = Question.of(self._workspace_id, "prompt", self.identity, style, prompt)
        kept = await self._cache.get(question)
        if kept is not None:
            return Enhanced(**json.loads(kept))
        made = await self._inner.enhance(prompt, style)
        if made.note is None:
            await self._cache.put(question, json.dumps({"text": made.text, "added": made.added}).encode())
        return made


class CachedModeration:
    """Implements ``ModerationPort``."""

    def __init__(self, inner: ModerationPort, cache: AnswerCache, workspace_id: UUID) -> None:
        self.identity = inner.identity
        self._inner, self._cache, self._workspace_id = inner, cache, workspace_id

    async def check_text(self, text: str) -> Verdict:
        """See the port."""
        question = Question.of(self._workspace_id, "moderation", self.identity, "text", text)
        kept = await self._kept(question)
        return kept or await self._keep(question, await self._inner.check_text(text))

    async def check_picture(self, data: bytes, content_type: str) -> Verdict:
        """See the port."""
        question = Question.of(self._workspace_id, "moderation", self.identity, content_type, data)
        kept = await self._kept(question)
        return kept or await self._keep(question, await self._inner.check_picture(data, content_type))

    async def _kept(self, question: Question) -> Verdict | None:
        kept = await self._cache.get(question)
        if kept is None:
            return None
        flagged, *categories = json.loads(kept)
        return Verdict(flagged, tuple(categories))

    async def _keep(self, question: Question, verdict: Verdict) -> Verdict:
        if verdict.note is None:
            await self._cache.put(question, json.dumps([verdict.flagged, *verdict.categories]).encode())
        return verdict


class CachedSpeech:
    """Implements ``SpeechPort``."""

    def __init__(self, inner: SpeechPort, cache: AnswerCache, workspace_id: UUID) -> None:
        self.name, self.identity = inner.name, inner.identity
        self._inner, self._cache, self._workspace_id = inner, cache, workspace_id

    def voices(self) -> tuple[Voice, ...]:
        """See the port."""
        return self._inner.voices()

    async def synthesize(self, script: str, voice: str) -> SpeechAudio:
        """See the port."""
        question = Question.of(self._workspace_id, "speech", self.identity, voice, script)
        kept = await self._cache.get(question)
        if kept is not None:
            head, wav = kept.split(b"\n", 1)
            return SpeechAudio(wav, **json.loads(head))
        made = await self._inner.synthesize(script, voice)
        head = json.dumps({"seconds": made.seconds, "note": made.note}).encode()
        await self._cache.put(question, head + b"\n" + made.wav)
        return made
