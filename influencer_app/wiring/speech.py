"""Wires speech: the provider that ``SPEECH`` names, among those that are configured."""

from typing import TYPE_CHECKING

from influencer_app.db.base import now
from influencer_app.domain.generation.ports.speech import SpeechPort
from influencer_app.integrations.speech import select_speech
from influencer_app.integrations.speech.fallback import FallbackSpeech
from influencer_app.integrations.speech.replicate import ReplicateSpeech
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings
from influencer_app.wiring.providers import ProviderAdapters

if TYPE_CHECKING:
    from influencer_app.integrations.openai.factory import OpenAIAdapters


def bind_speech(
    bindings: Bindings,
    settings: Settings,
    openai: "OpenAIAdapters | None",
    replicate: ProviderAdapters | None,
) -> bool:
    """Bind the speech port unless the engine speaks by itself; returns whether it is bound.

    Where another provider could speak too, it does when the first one fails.

    Raises ``NotConfigured`` when ``SPEECH`` names a provider without a key.
    """
    available: dict[str, SpeechPort] = {}
    if openai is not None:
        available["openai"] = openai.speech
    if replicate is not None:
        available["replicate"] = ReplicateSpeech(
            replicate.provider, replicate.downloader, settings.replicate_speech_model
        )
    speech = select_speech(settings, available, now().date())
    if speech is None:
        return False
    others = [other for other in available.values() if other is not speech]
    bindings.bind(SpeechPort).to(FallbackSpeech(speech, others[0]) if others else speech)
    return True
