"""Settings of the database."""

from pydantic import Field

from influencer_app.settings.base import CapabilitySettings


class DatabaseSettings(CapabilitySettings):
    """Postgres, the size of each process's connection pool, and how long is waited for it.

    ``database_stall_seconds`` is after how long without any answer a request is refused; the limits of
    statements and locks are Postgres's own, 0 is none (for a pooler that refuses start-up parameters).
    ``database_prepared_statements`` is turned off behind a pooler that does not carry them.
    """

    database_url: str = ""
    database_pool_size: int = Field(default=5, ge=1)
    database_prepared_statements: bool = True
    database_stall_seconds: float = Field(default=2.0, gt=0)
    web_statement_seconds: int = Field(default=10, ge=0)
    worker_statement_seconds: int = Field(default=60, ge=0)
