"""Settings of the queue and its workers."""

from pydantic import Field

from influencer_app.settings.base import CapabilitySettings


class QueueSettings(CapabilitySettings):
    """Redis or Valkey, and the number of processes for each queue."""

    redis_url: str = ""
    io_processes: int = Field(default=1, ge=1)
    cpu_processes: int = Field(default=2, ge=1)
