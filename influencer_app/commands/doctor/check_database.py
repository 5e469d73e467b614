"""Checks the database: version, pgvector, migrations and connections."""

from collections.abc import Iterator
from typing import Any

import psycopg

from influencer_app.commands.connectivity import TIMEOUT_SECONDS, database_problem, redacted_address
from influencer_app.commands.doctor.findings import Finding, Severity
from influencer_app.commands.versions import newest_version, plain_url
from influencer_app.settings import Settings

POSTGRES_MAJOR_MIN = 16
RESERVED_CONNECTIONS = 10
"""Connections left for people, backups and migrations."""


def check_database(settings: Settings) -> Iterator[Finding]:
    """Check that it is reachable, new enough, has pgvector, is migrated and has room for all pools."""
    if not settings.database_url:
        yield Finding.error("database", "not known; run `make up`, or set DATABASE_URL")
        return
    if problem := database_problem(settings.database_url):
        yield Finding.error("database", problem)
        return
    url = plain_url(settings.database_url)
    address = redacted_address(settings.database_url)
    with psycopg.connect(url, connect_timeout=TIMEOUT_SECONDS, autocommit=True) as connection:
        connection.execute("set statement_timeout = '2s'")
        major = connection.info.server_version // 10_000
        severity = Severity.OK if major >= POSTGRES_MAJOR_MIN else Severity.ERROR
        yield Finding(
            severity,
            "database",
            f"Postgres {major} at {address} ({POSTGRES_MAJOR_MIN} or later is needed)",
        )
        yield _check_pgvector(connection)
        yield _check_migrations(connection)
        yield _check_pools(connection, settings)


def connections_wanted(settings: Settings) -> int:
    """Return how many connections all processes may open: each has one pool without overflow."""
    processes = settings.web_processes + settings.io_processes + settings.cpu_processes
    return processes * settings.database_pool_size


def _check_pgvector(connection: "psycopg.Connection[Any]") -> Finding:
    row = connection.execute(
        "select default_version, installed_version from pg_available_extensions where name = 'vector'"
    ).fetchone()
    if row is None:
        return Finding.error("pgvector", "the server does not have it; install the package pgvector there")
    if row[1] is None:
        return Finding.info("pgvector", f"{row[0]} is available, no table uses it yet")
    return Finding.ok("pgvector", f"{row[1]}")


def _check_migrations(connection: "psycopg.Connection[Any]") -> Finding:
    newest = newest_version()
    try:
        row = connection.execute("select version_num from alembic_version").fetchone()
    except psycopg.errors.UndefinedTable:
        row = None
    if row is None:
        return Finding.error("migrations", f"none has run, the newest is {newest}; run `influencer migrate`")
    if row[0] != newest:
        return Finding.error("migrations", f"at {row[0]}, the newest is {newest}; run `influencer migrate`")
    return Finding.ok("migrations", f"at {newest}, the newest")


def _check_pools(connection: "psycopg.Connection[Any]", settings: Settings) -> Finding:
    row = connection.execute("show max_connections").fetchone()
    available = int(row[0]) - RESERVED_CONNECTIONS if row else 0
    wanted = connections_wanted(settings)
    text = f"all processes open up to {wanted} connections, the server has room for {available}"
    if wanted > available:
        return Finding.error("pools", f"{text}; lower DATABASE_POOL_SIZE or the number of processes")
    return Finding.ok("pools", text)
