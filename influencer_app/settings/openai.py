"""Settings of OpenAI."""

from pydantic import Field, SecretStr

from influencer_app.settings.base import CapabilitySettings


class OpenAISettings(CapabilitySettings):
    """The key and the model for each task; used when the key is set."""

    openai_api_key: SecretStr = SecretStr("")
    openai_base_url: str = Field(default="https://api.openai.com/v1", pattern="^https?://")
    openai_prompt_model: str = Field(default="gpt-6-luna", min_length=1)
    openai_moderation_model: str = Field(default="omni-moderation-latest", min_length=1)
    openai_speech_model: str = Field(default="gpt-4o-mini-tts", min_length=1)
