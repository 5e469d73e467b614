"""Thousands of people with sessions and waiting generations, filled in by SQL within seconds."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import psycopg
from support.history import run_script

from influencer_app.domain.accounts import tokens
from influencer_app.settings import Settings

SQL = Path(__file__).with_name("crowd.sql")


@dataclass(frozen=True)
class Member:
    """Somebody with a session, in their personal workspace; ``cookie`` is the header that a browser sends."""

    workspace_id: UUID
    cookie: str


def fill_crowd(settings: Settings, people: int, waiting: int, members: int) -> list[Member]:
    """Fill an empty database, and return the first ``members`` people; they wait at the front."""
    run_script(settings, SQL, people=people, waiting=waiting)
    secrets = settings.secret_keys
    with psycopg.connect(
        settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    ) as connection:
        rows = connection.execute(
            "select w.id, s.id from person p join sign_in_session s on s.person_id = p.id"
            " join workspace w on w.personal_owner_id = p.id"
            " order by split_part(p.email, '@', 1)::int limit %s",
            (members,),
        ).fetchall()
    return [
        Member(workspace, f"{tokens.COOKIE}={tokens.sign(session, secrets, 1)}")
        for workspace, session in rows
    ]
