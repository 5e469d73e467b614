"""The database's version and the newest one, found out without importing Alembic (0.4 s)."""

import ast
from pathlib import Path

import psycopg

from influencer_app.commands.errors import CommandError
from influencer_app.commands.site import project_root


def newest_version(folder: Path | None = None) -> str:
    """The one revision that no other follows, read from the files."""
    revisions: dict[str, str | None] = {}
    for path in (folder or project_root() / "alembic" / "versions").glob("*.py"):
        names = _assigned(ast.parse(path.read_text(encoding="utf-8")))
        revisions[names["revision"] or path.stem] = names.get("down_revision")
    heads = set(revisions) - set(revisions.values())
    if len(heads) != 1:
        raise CommandError(
            f"The migrations have {len(heads)} ends instead of one: {', '.join(sorted(heads))}."
        )
    return heads.pop()


def current_version(url: str) -> str | None:
    """The database's revision; ``None`` when it has no tables of ours yet.

    Raises ``CommandError`` when the database cannot be reached.
    """
    try:
        with psycopg.connect(plain_url(url), connect_timeout=5, autocommit=True) as connection:
            row = connection.execute("select version_num from alembic_version").fetchone()
    except psycopg.errors.UndefinedTable:
        return None
    except psycopg.OperationalError as error:
        raise CommandError(f"The database does not answer: {first_line(error)}") from None
    return str(row[0]) if row else None


def plain_url(url: str) -> str:
    """The address as psycopg itself takes it, without the name of SQLAlchemy's driver."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}{separator}{rest}"


def first_line(error: Exception) -> str:
    """The first line of what a driver says (the rest repeats it)."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _assigned(module: ast.Module) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for node in module.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if isinstance(targets[0], ast.Name) and isinstance(value, ast.Constant):
            found[targets[0].id] = None if value.value is None else str(value.value)
    return found
