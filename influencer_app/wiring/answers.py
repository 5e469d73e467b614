"""Wires the cache for what models answer."""

from dataclasses import dataclass
from uuid import UUID

from redis.asyncio import Redis

from influencer_app.db.ports import Ports
from influencer_app.domain.answers import AnswerCache
from influencer_app.domain.generation.ports.prompts import PromptPort
from influencer_app.domain.generation.ports.speech import SpeechPort
from influencer_app.domain.safety.ports import ModerationPort
from influencer_app.integrations.answers.cached import CachedModeration, CachedPrompts, CachedSpeech
from influencer_app.integrations.answers.redis import RedisAnswers
from influencer_app.integrations.speech.fallback import FallbackSpeech
from influencer_app.wiring.bindings import Bindings


@dataclass(frozen=True, slots=True)
class WorkspaceModels:
    """What models do for one workspace; the same question is answered out of the cache for a day."""

    prompts: PromptPort
    moderation: ModerationPort | None
    speech: SpeechPort | None


def bind_answers(bindings: Bindings, redis: Redis) -> None:
    """Bind the cache that all processes share."""
    bindings.bind(AnswerCache).to(RedisAnswers(redis))


def models_for(ports: Ports, workspace_id: UUID | None) -> WorkspaceModels:
    """The adapters of ``ports`` with the cache of the workspace, where their answers are worth keeping.

    Without a workspace nothing is kept.
    """
    prompts = ports[PromptPort]
    moderation, speech = ports.find(ModerationPort), ports.find(SpeechPort)
    if workspace_id is not None:
        cache = ports[AnswerCache]
        if prompts.identity:
            prompts = CachedPrompts(prompts, cache, workspace_id)
        if moderation and moderation.identity:
            moderation = CachedModeration(moderation, cache, workspace_id)
        if isinstance(speech, FallbackSpeech):
            speech = speech.each(lambda one: CachedSpeech(one, cache, workspace_id))
        elif speech and speech.identity:
            speech = CachedSpeech(speech, cache, workspace_id)
    return WorkspaceModels(prompts, moderation, speech)
