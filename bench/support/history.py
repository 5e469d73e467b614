"""A database with years of work in it, filled by SQL within minutes."""

import json
from pathlib import Path

import psycopg

from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.settings import Settings

SQL = Path(__file__).with_name("history.sql")
REQUEST = FrozenRequest(
    prompt="a quiet morning by the sea, soft light",
    style="editorial",
    aspect_ratio="4:5",
    width=896,
    height=1120,
    count=1,
    seed=1,
    engine="sketch",
    model="sketch",
    script="Good morning.",
)


def fill(settings: Settings, outputs: int, waiting: int) -> None:
    """Fill an empty database; see the comments of the SQL."""
    run_script(settings, SQL, outputs=outputs, waiting=waiting)


def run_script(settings: Settings, script: Path, **numbers: int) -> None:
    """Run a script with ``{name}`` replaced by numbers and ``%(request)s`` by a frozen request."""
    sql = script.read_text(encoding="utf-8")
    for name, number in numbers.items():
        sql = sql.replace(f"{{{name}}}", str(number))
    request = json.dumps(REQUEST.model_dump(mode="json"))
    url = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in _statements(sql.replace("%(request)s", "'" + request.replace("'", "''") + "'")):
            connection.execute(statement.encode())
        connection.execute("vacuum analyze")


def _statements(sql: str) -> list[str]:
    """The statements of a script; those of a function's body end in a line of their own."""
    return [one for one in sql.split(";\n") if one.strip()]
