"""Settings of the queue and its workers."""

from pydantic import Field

from influencer_app.settings.base import CapabilitySettings


class QueueSettings(CapabilitySettings):
    """Redis or Valkey, the connections of a web process for its tabs, and the processes for each queue."""

    redis_url: str = ""
    redis_connections_max: int = Field(default=64, ge=8)
    io_processes: int = Field(default=1, ge=1)
    cpu_processes: int = Field(default=2, ge=1)
