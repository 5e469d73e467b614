"""Runs migrations on ``DATABASE_URL``; two at once wait for each other."""

from typing import Any

from alembic.autogenerate.api import AutogenContext
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool
from sqlmodel.sql.sqltypes import AutoString

from alembic import context
from influencer_app.db.base import Instant
from influencer_app.db.engine import driver_url
from influencer_app.db.tables import all_tables
from influencer_app.settings import Settings

ONE_AT_A_TIME = 5_071_986
LOCK_TIMEOUT = "5s"
"""How long a statement waits for a lock: everything that needs the table queues behind it meanwhile."""
STATEMENT_TIMEOUT = "60s"
"""How long a statement runs. A migration that builds an index concurrently sets it to 0 for itself."""


def plain_types(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Write our types into migrations as SQLAlchemy's own, so that old ones never need our code."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String({item.length or ''})"
    return False


def run(connection: Connection) -> None:
    """Migrate on this connection, holding a lock that other migrations wait for."""
    context.configure(
        connection=connection,
        target_metadata=all_tables(),
        compare_server_default=True,
        render_item=plain_types,
    )
    with context.begin_transaction():
        connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})
        _limit(connection)
        context.run_migrations()


def _limit(connection: Connection) -> None:
    """Set the timeouts for the session, so that they outlast a commit in the middle of the migrations.

    Waiting for another migration is not limited: this comes after it.
    """
    for name, value in (("lock_timeout", LOCK_TIMEOUT), ("statement_timeout", STATEMENT_TIMEOUT)):
        connection.execute(text("select set_config(:name, :value, false)"), {"name": name, "value": value})


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    url = context.config.attributes.get("url") or Settings.read().database_url
    with create_engine(driver_url(url), poolclass=NullPool).connect() as own:
        run(own)
        own.commit()
