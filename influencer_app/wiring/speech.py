"""Wires speech: the provider that ``SPEECH`` names, among those that are configured."""

from typing import TYPE_CHECKING

from influencer_app.db.base import now
from influencer_app.domain.generation.ports.provider import DownloadPort, ProviderPort
from influencer_app.domain.generation.ports.speech import SpeechPort
from influencer_app.integrations.speech import select_speech
from influencer_app.integrations.speech.replicate import ReplicateSpeech
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings

if TYPE_CHECKING:
    from influencer_app.integrations.openai.factory import OpenAIAdapters


def bind_speech(bindings: Bindings, settings: Settings, openai: "OpenAIAdapters | None") -> None:
    """Bind the speech port, unless the engine speaks by itself. The provider has to be bound before.

    Raises ``NotConfigured`` when ``SPEECH`` names a provider without a key.
    """
    available: dict[str, SpeechPort] = {}
    if openai is not None:
        available["openai"] = openai.speech
    bound = bindings.ports()
    provider, downloader = bound.find(ProviderPort), bound.find(DownloadPort)
    if provider is not None and downloader is not None:
        available["replicate"] = ReplicateSpeech(provider, downloader, settings.replicate_speech_model)
    speech = select_speech(settings, available, now().date())
    if speech is not None:
        bindings.bind(SpeechPort).to(speech)
