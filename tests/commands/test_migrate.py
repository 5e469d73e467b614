"""Databases that this version cannot migrate are told from those that it can."""

import subprocess
import sys
from pathlib import Path

import pytest

from influencer_app.commands.errors import CommandError
from influencer_app.commands.up.processes import migration
from influencer_app.commands.versions import needs_migration
from influencer_app.settings import Settings
from tests.support import ROOT, admin


def stamp(database_url: str, revision: str) -> None:
    """Write the revision as the version before did."""
    with admin(database_url) as connection:
        connection.execute("update alembic_version set version_num = %s", (revision,))


def migrate(database_url: str, data_dir: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "influencer_app.cli", "migrate"],
        env={"PATH": "/usr/bin:/bin", "DATABASE_URL": database_url, "DATA_DIR": str(data_dir)},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("revision", ["0001", "0002", "0009"])
def test_data_of_the_first_build_is_named_as_such(database_url: str, tmp_path: Path, revision: str) -> None:
    stamp(database_url, revision)
    result = migrate(database_url, tmp_path)
    assert result.returncode == 1
    assert f"This data is from before: the database is at revision {revision}" in result.stderr
    assert str(tmp_path) in result.stderr
    assert "set another DATA_DIR" in result.stderr
    assert "Traceback" not in result.stderr
    with admin(database_url) as connection:
        assert connection.execute("select version_num from alembic_version").fetchone() == (revision,)


def test_up_says_the_same_before_it_migrates(settings: Settings) -> None:
    stamp(settings.database_url, "0009")
    with pytest.raises(CommandError, match="This data is from before"):
        migration(settings)


def test_a_newer_database_is_named_as_such(database_url: str, tmp_path: Path) -> None:
    stamp(database_url, "9999_from_the_future")
    result = migrate(database_url, tmp_path)
    assert result.returncode == 1
    assert "made by a newer one" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_database_without_tables_is_migrated(database_url: str, tmp_path: Path, settings: Settings) -> None:
    assert not needs_migration(settings)
    with admin(database_url) as connection:
        connection.execute("drop schema public cascade")
        connection.execute("create schema public")
    assert needs_migration(settings)
    result = migrate(database_url, tmp_path)
    assert result.returncode == 0, result.stderr
    assert not needs_migration(settings)
