"""Settings of the database."""

from pydantic import Field

from influencer_app.settings.base import CapabilitySettings


class DatabaseSettings(CapabilitySettings):
    """Postgres, and the size of each process's connection pool."""

    database_url: str = ""
    database_pool_size: int = Field(default=5, ge=1)
