"""Settings of generation: engine, limits, deadlines and leases."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from influencer_app.settings.base import CapabilitySettings


class GenerationSettings(CapabilitySettings):
    """Which engine and voice are used, and what limits a generation."""

    engine: str = Field(default="auto", pattern="^(auto|sketch|replicate)$")
    speech: Literal["auto", "openai", "replicate", "sketch"] = "auto"
    running_generations_max: int = Field(default=8, ge=1)
    generation_deadline_seconds: int = Field(default=600, ge=10)
    generation_attempts_max: int = Field(default=5, ge=1)
    lease_seconds: int = Field(default=20, ge=5)
    portraits_per_day: int = Field(default=5, ge=0)
    generate_calls_per_minute: int = Field(default=120, ge=1)
    bin_minutes: int = Field(default=7 * 24 * 60, ge=10, le=30 * 24 * 60)
    changes_per_minute: int = Field(default=600, ge=1)
    characters_per_hour: int = Field(default=100, ge=1)

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if self.lease_seconds >= self.generation_deadline_seconds:
            yield (
                f"LEASE_SECONDS is {self.lease_seconds}, which has to be less than "
                f"GENERATION_DEADLINE_SECONDS ({self.generation_deadline_seconds})"
            )
