"""What ``doctor`` asks the database."""

from collections.abc import Iterator
from typing import Any

import psycopg

from influencer_app.commands.findings import Finding, good, missing, note
from influencer_app.commands.reach import SECONDS, database_problem, place
from influencer_app.commands.versions import newest_version, plain_url
from influencer_app.settings import Settings

MAJOR_MIN = 16
KEPT_FREE = 10
"""Connections left for people, backups and migrations."""


def check_database(settings: Settings) -> Iterator[Finding]:
    """Reachable, new enough, with pgvector, migrated, and with room for all pools."""
    if not settings.database_url:
        yield missing("database", "not known; run `make up`, or set DATABASE_URL")
        return
    if problem := database_problem(settings.database_url):
        yield missing("database", problem)
        return
    url = plain_url(settings.database_url)
    with psycopg.connect(url, connect_timeout=SECONDS, autocommit=True) as connection:
        connection.execute("set statement_timeout = '2s'")
        major = connection.info.server_version // 10_000
        told = good if major >= MAJOR_MIN else missing
        yield told(
            "database", f"Postgres {major} at {place(settings.database_url)} ({MAJOR_MIN} or later is needed)"
        )
        yield _vector(connection)
        yield _version(connection)
        yield _pools(connection, settings)


def connections_wanted(settings: Settings) -> int:
    """What all processes together may open: each has one pool without overflow."""
    processes = settings.web_processes + settings.io_processes + settings.cpu_processes
    return processes * settings.database_pool_size


def _vector(connection: "psycopg.Connection[Any]") -> Finding:
    row = connection.execute(
        "select default_version, installed_version from pg_available_extensions where name = 'vector'"
    ).fetchone()
    if row is None:
        return missing("pgvector", "the server does not have it; install the package pgvector there")
    if row[1] is None:
        return note("pgvector", f"{row[0]} is available, no table uses it yet")
    return good("pgvector", f"{row[1]}")


def _version(connection: "psycopg.Connection[Any]") -> Finding:
    newest = newest_version()
    try:
        row = connection.execute("select version_num from alembic_version").fetchone()
    except psycopg.errors.UndefinedTable:
        row = None
    if row is None:
        return missing("migrations", f"none has run, the newest is {newest}; run `influencer migrate`")
    if row[0] != newest:
        return missing("migrations", f"at {row[0]}, the newest is {newest}; run `influencer migrate`")
    return good("migrations", f"at {newest}, the newest")


def _pools(connection: "psycopg.Connection[Any]", settings: Settings) -> Finding:
    row = connection.execute("show max_connections").fetchone()
    most = int(row[0]) - KEPT_FREE if row else 0
    wanted = connections_wanted(settings)
    text = f"all processes open up to {wanted} connections, the server has room for {most}"
    if wanted > most:
        return missing("pools", f"{text}; lower DATABASE_POOL_SIZE or the number of processes")
    return good("pools", text)
