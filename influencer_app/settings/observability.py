"""Settings of logs and metrics."""

from pydantic import Field, SecretStr

from influencer_app.settings.base import CapabilitySettings


class ObservabilitySettings(CapabilitySettings):
    """How the processes log, and who may read ``/metrics``."""

    log_level: str = "INFO"
    log_format: str = Field(default="console", pattern="^(console|json)$")
    metrics_token: SecretStr = SecretStr("")
