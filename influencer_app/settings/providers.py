"""Settings of all providers that generate for us."""

from pydantic import Field

from influencer_app.settings.base import CapabilitySettings


class ProviderSettings(CapabilitySettings):
    """Limits and deadlines of generations at a provider, and the hosts that results may come from."""

    provider_creates_per_minute: int = Field(default=500, ge=1)
    provider_generations_max: int = Field(default=200, ge=1)
    provider_deadline_seconds: int = Field(default=1800, ge=10)
    provider_give_up_seconds: int = Field(default=300, ge=1)
    output_hosts: str = "replicate.delivery"
