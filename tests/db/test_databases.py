"""The pool of the tests itself: what one test leaves in a database reaches no other."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import create_engine
from sqlmodel import Session

from influencer_app.domain.accounts.models import Person
from influencer_app.embedded import Postgres
from tests.databases import TEMPLATE, DatabasePool
from tests.support import admin


def content(postgres: Postgres, name: str) -> dict[str, list[str]]:
    """Every row of every table as text."""
    with admin(postgres.url(name)) as connection:
        tables = connection.execute("select tablename from pg_tables where schemaname = 'public'").fetchall()
        return {table: rows(connection, table) for (table,) in tables}


def rows(connection: psycopg.Connection[Any], table: str) -> list[str]:
    found = connection.execute(
        sql.SQL("select t::text from public.{} t order by 1").format(sql.Identifier(table))
    )
    return [text for (text,) in found]


@contextmanager
def acquired(databases: DatabasePool) -> Iterator[str]:
    name = databases.acquire()
    yield name
    databases.release(name)


def add_person(url: str) -> None:
    engine = create_engine(url)
    with Session(engine) as session:
        session.add(Person(email="a@example.com", email_key="a@example.com", name="A"))
        session.commit()
    engine.dispose()


def test_rows_and_seeds_are_as_migrations_left_them(postgres: Postgres, databases: DatabasePool) -> None:
    migrated = content(postgres, TEMPLATE)
    assert migrated["plan"]
    assert migrated["price"]
    assert migrated["model"]
    assert not migrated["person"]
    with acquired(databases) as name:
        assert content(postgres, name) == migrated
        add_person(postgres.url(name))
        with admin(postgres.url(name)) as connection:
            connection.execute("update plan set daily_credits = 1")
            connection.execute("delete from price")
        dirty = content(postgres, name)
        assert all(dirty[table] != migrated[table] for table in ("person", "plan", "price"))
    with acquired(databases) as name:
        assert content(postgres, name) == migrated


def test_what_an_earlier_test_left_open_cannot_reach_the_next(
    postgres: Postgres, databases: DatabasePool
) -> None:
    name = databases.acquire()
    with psycopg.connect(postgres.url(name, "postgresql")) as left_open:
        left_open.execute("update plan set daily_credits = 1")
        databases.release(name)
        with acquired(databases) as following:
            with pytest.raises(psycopg.OperationalError):
                left_open.execute("select 1")
            with pytest.raises(psycopg.OperationalError, match="does not exist"):
                psycopg.connect(postgres.url(name, "postgresql"))
            assert content(postgres, following) == content(postgres, TEMPLATE)


def test_a_database_with_a_changed_schema_is_not_used_again(
    postgres: Postgres, databases: DatabasePool
) -> None:
    with acquired(databases) as name, admin(postgres.url(name)) as connection:
        connection.execute("alter table person add column shoe_size int")
    with admin(postgres.url("postgres")) as connection:
        assert connection.execute("select from pg_database where datname = %s", [name]).fetchone() is None


def test_sequences_start_again(postgres: Postgres, databases: DatabasePool) -> None:
    with acquired(databases) as name, admin(postgres.url(name)) as connection:
        connection.execute("alter event trigger note_change disable")
        connection.execute("create table numbered (id int generated always as identity)")
        connection.execute(
            "insert into baseline.sequences select 'numbered_id_seq'::regclass, start_value, last_value"
            " from pg_sequences where sequencename = 'numbered_id_seq'"
        )
        for _ in range(2):
            connection.execute("insert into numbered default values")
            assert connection.execute("select array_agg(id) from numbered").fetchone() == ([1],)
            assert connection.execute("select baseline.reset()").fetchone() == (True,)
        connection.execute("alter event trigger note_change enable")
        connection.execute("drop table numbered")
