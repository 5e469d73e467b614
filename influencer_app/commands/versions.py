"""Reads the current and the newest migration without importing Alembic, which takes 0.4 s."""

import ast
from pathlib import Path

import psycopg

from influencer_app.commands.errors import CommandError
from influencer_app.commands.project import project_root
from influencer_app.settings import Settings

FIRST_BUILD = frozenset((*(f"{number:04}" for number in range(1, 10)), "0002_seed_data"))
"""The revisions of the first build; their schema cannot be migrated to the present one."""


def needs_migration(settings: Settings) -> bool:
    """Whether the database is behind the newest revision.

    Raises ``CommandError`` when this version cannot migrate the database, because it was made by the first
    build or by a newer version, and when the database cannot be reached.
    """
    current = current_version(settings.database_url)
    if current in FIRST_BUILD:
        raise CommandError(
            f"This data is from before: the database is at revision {current} of the first build, which "
            "this version cannot migrate. To keep it, start the earlier version once more and download what "
            f"you need, or back up {settings.data_dir}. Then move that folder away or set another DATA_DIR "
            "(with a server of your own: another DATABASE_URL), and start again."
        )
    if current is not None and current not in _revisions(None):
        raise CommandError(
            f"The database is at revision {current}, which this version does not know. It was made by a "
            "newer one: update, or set another DATA_DIR or DATABASE_URL."
        )
    return current != newest_version()


def newest_version(folder: Path | None = None) -> str:
    """The one revision that no other follows, read from the files."""
    revisions = _revisions(folder)
    heads = set(revisions) - set(revisions.values())
    if len(heads) != 1:
        raise CommandError(
            f"The migrations have {len(heads)} ends instead of one: {', '.join(sorted(heads))}."
        )
    return heads.pop()


def current_version(url: str) -> str | None:
    """Return the database's revision; ``None`` when nothing has been migrated yet.

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
    """Return the URL as psycopg takes it, without the name of SQLAlchemy's driver."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}{separator}{rest}"


def first_line(error: Exception) -> str:
    """Return the first line of a driver's message (the rest repeats it)."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _revisions(folder: Path | None) -> dict[str, str | None]:
    """Each revision with the one before it."""
    revisions: dict[str, str | None] = {}
    for path in (folder or project_root() / "alembic" / "versions").glob("*.py"):
        names = _assigned_constants(ast.parse(path.read_text(encoding="utf-8")))
        revisions[names["revision"] or path.stem] = names.get("down_revision")
    return revisions


def _assigned_constants(module: ast.Module) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for node in module.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if isinstance(targets[0], ast.Name) and isinstance(value, ast.Constant):
            found[targets[0].id] = None if value.value is None else str(value.value)
    return found
