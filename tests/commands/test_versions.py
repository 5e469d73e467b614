"""Reading the current and the newest migration."""

import pytest

from influencer_app.commands.errors import CommandError
from influencer_app.commands.versions import newest_version, plain_url


def test_the_newest_migration_is_the_one_nobody_follows(tmp_path):
    (tmp_path / "a.py").write_text('revision = "0001"\ndown_revision = None\n')
    (tmp_path / "b.py").write_text('revision: str = "0002"\ndown_revision: str | None = "0001"\n')
    assert newest_version(tmp_path) == "0002"
    (tmp_path / "c.py").write_text('revision = "0003"\ndown_revision = "0001"\n')
    with pytest.raises(CommandError, match="2 ends"):
        newest_version(tmp_path)


def test_addresses_lose_the_name_of_the_driver():
    assert plain_url("postgresql+psycopg://a:b@h:1/d") == "postgresql://a:b@h:1/d"
    assert plain_url("postgres://h/d") == "postgres://h/d"
