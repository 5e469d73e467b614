"""What tests of several areas use."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from alembic.config import Config

from alembic import command
from influencer_app.db.transaction import transaction
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
    return Actor(person_id=person.id, plan=plan)
