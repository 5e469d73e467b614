"""Builds the OpenAI adapters on one shared client."""

from dataclasses import dataclass

from openai import AsyncOpenAI

from influencer_app.integrations.moderation.openai import OpenAIModeration
from influencer_app.integrations.openai.client import open_client
from influencer_app.integrations.prompts.openai import OpenAIPrompts
from influencer_app.integrations.speech.openai import OpenAISpeech
from influencer_app.settings import Settings


@dataclass(frozen=True, slots=True)
class OpenAIAdapters:
    """The adapters, and the client to close at shutdown."""

    client: AsyncOpenAI
    prompts: OpenAIPrompts
    moderation: OpenAIModeration
    speech: OpenAISpeech


def build_adapters(settings: Settings) -> OpenAIAdapters:
    """Build the adapters; nothing connects before its first use."""
    client = open_client(settings.openai_api_key.get_secret_value(), settings.openai_base_url)
    return OpenAIAdapters(
        client=client,
        prompts=OpenAIPrompts(client, settings.openai_prompt_model),
        moderation=OpenAIModeration(client, settings.openai_moderation_model, settings.moderation_when_down),
        speech=OpenAISpeech(client, settings.openai_speech_model),
    )
