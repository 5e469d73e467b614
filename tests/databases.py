"""A pool of migrated databases for tests; each is reset to what migrations left before it is used again."""

from typing import Any, LiteralString
from uuid import uuid4

import psycopg
from psycopg import sql

from influencer_app.embedded import Postgres
from tests.support import admin, migrate

TEMPLATE = "template_app"

BASELINE = """
create schema baseline;

create table baseline.sequences as
    select format('%I.%I', schemaname, sequencename)::regclass as name, start_value, last_value
    from pg_sequences where schemaname = 'public';

do $$
declare item record; filled boolean;
begin
    for item in
        select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    loop
        execute format('select exists (select from public.%I)', item.relname) into filled;
        if filled then
            execute format('create table baseline.%I as table %I', 'seed_' || item.relname, item.relname);
        end if;
    end loop;
end $$;

create table baseline.schema_changes (command text not null);

create function baseline.note_change() returns event_trigger language plpgsql as $$
begin insert into baseline.schema_changes values (tg_tag); end $$;

create function baseline.reset() returns boolean language plpgsql as $$
declare item record; filled boolean;
begin
    perform pg_terminate_backend(pid, 5000) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid();
    if exists (select from baseline.schema_changes) or exists (select from pg_prepared_xacts
            where database = current_database()) then
        return false;
    end if;
    perform set_config('session_replication_role', 'replica', true);
    for item in
        select c.oid, c.relname, s.oid as seed from pg_class c
        left join pg_class s on s.relnamespace = 'baseline'::regnamespace and s.relname = 'seed_' || c.relname
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
    loop
        execute format('select exists (select from %s)', item.oid::regclass) into filled;
        if filled then
            execute format('delete from %s', item.oid::regclass);
        end if;
        if item.seed is not null then
            execute format('insert into %s table %s', item.oid::regclass, item.seed::regclass);
        end if;
    end loop;
    perform setval(name, coalesce(last_value, start_value), last_value is not null) from baseline.sequences;
    return true;
end $$;

create event trigger note_change on ddl_command_end execute function baseline.note_change();
"""
"""Keeps the rows and sequences that migrations left, and notes each later change of the schema.

``baseline.reset()`` ends all other connections, empties the tables without running their triggers, and
puts those rows back. It returns false, and resets nothing, where the schema is no longer the migrated one.
"""


class DatabasePool:
    """Databases of one server, lent to one test at a time."""

    def __init__(self, server: Postgres, connection: psycopg.Connection[Any]) -> None:
        """Make the template; ``connection`` is to another database of ``server`` and stays open."""
        self._server = server
        self._connection = connection
        self._free: list[str] = []
        server.create_database(TEMPLATE)
        migrate(server.url(TEMPLATE))
        with admin(server.url(TEMPLATE)) as own:
            own.execute(BASELINE)

    def acquire(self) -> str:
        """The name of a database with the migrated schema and its seeds, used by nobody else.

        A database gets another name each time, so that what an earlier test left running cannot reach it.
        """
        name = f"test_{uuid4().hex}"
        if self._free:
            self._execute("alter database {} rename to {}", self._free.pop(), name)
        else:
            self._execute("create database {} template {}", name, TEMPLATE)
        return name

    def release(self, name: str) -> None:
        """Reset the database for the next test; one with a changed schema is dropped."""
        with admin(self._server.url(name)) as own:
            row = own.execute("select baseline.reset()").fetchone()
        if row == (True,):
            self._free.append(name)
        else:
            self._execute("drop database {} with (force)", name)

    def _execute(self, statement: LiteralString, *names: str) -> None:
        self._connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
