"""Selects the speech adapter."""

from collections.abc import Mapping
from datetime import date

from influencer_app.domain.generation.ports.speech import SpeechPort
from influencer_app.domain.model_catalog.deprecations import has_ended
from influencer_app.errors import NotConfigured
from influencer_app.settings import Settings

PREFERENCE = ("openai", "replicate", "sketch")
MISSING_KEY = {
    "openai": "SPEECH is openai, so set OPENAI_API_KEY as well.",
    "replicate": "SPEECH is replicate, so set REPLICATE_API_TOKEN as well.",
}


def select_speech(settings: Settings, available: Mapping[str, SpeechPort], today: date) -> SpeechPort | None:
    """The adapter that ``SPEECH`` names among those ``available`` (by provider); None when there is none.

    With ``sketch`` and no such adapter, the sketch engine speaks by itself if it renders the video. ``auto``
    takes the first of OpenAI, Replicate and the built-in one; OpenAI only until its speech model is shut
    down. Raises ``NotConfigured`` when the named adapter lacks its key.
    """
    if settings.speech != "auto":
        if settings.speech not in available and settings.speech in MISSING_KEY:
            raise NotConfigured(MISSING_KEY[settings.speech])
        return available.get(settings.speech)
    ended = has_ended(settings.openai_speech_model, today)
    usable = [name for name in PREFERENCE if name in available and not (name == "openai" and ended)]
    return available[usable[0]] if usable else None
