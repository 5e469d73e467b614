"""Settings of Replicate."""

from pydantic import Field, SecretStr

from influencer_app.settings.base import CapabilitySettings


class ReplicateSettings(CapabilitySettings):
    """The token, webhooks and the speech model; used when the token is set."""

    replicate_api_token: SecretStr = SecretStr("")
    replicate_base_url: str = Field(default="https://api.replicate.com", pattern="^https?://[^/]+$")
    replicate_webhook_secret: SecretStr = SecretStr("")
    replicate_speech_model: str = Field(default="minimax/speech-2.6-turbo", pattern="^[^/ ]+/[^/ ]+$")
