"""Helpers shared by tests of several areas."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from alembic.config import Config
from sqlalchemy import func, literal_column, select

from alembic import command
from influencer_app.db.tables import all_tables
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.accounts.schemas import Actor

ROOT = Path(__file__).parent.parent


def alembic_config(url: str) -> Config:
    """Alembic on this database."""
    made = Config(ROOT / "alembic.ini")
    made.attributes["url"] = url
    return made


def migrate(url: str) -> None:
    """Up to the newest revision."""
    command.upgrade(alembic_config(url), "head")


@contextmanager
def admin(url: str) -> Iterator[psycopg.Connection[Any]]:
    """A connection outside of any transaction."""
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


async def new_person(email: str, plan: str = "free") -> Actor:
    """Somebody with an account and no password."""
    async with transaction() as session:
        person = Person(email=email, email_key=email, name=email.split("@", maxsplit=1)[0], plan=plan)
        session.add(person)
    return Actor(person_id=person.id)


async def every_row() -> set[str]:
    """Every row of every table as text, after the table's name."""
    found: set[str] = set()
    async with reading() as session:
        for table in all_tables().sorted_tables:
            row = func.row_to_json(literal_column(f'"{table.name}"'))
            found |= {f"{table.name} {one}" for one in await session.scalars(select(row).select_from(table))}
    return found
