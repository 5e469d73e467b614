"""Generated ports, passwords and secrets."""

import pytest

from influencer_app.commands.errors import CommandError
from influencer_app.commands.up.services import prepare_services
from influencer_app.settings import Settings, services_file


def test_generated_secrets_are_kept_and_given_ones_are_not_replaced(tmp_path):
    (tmp_path / "run").mkdir()
    given = Settings(_env_file=None, data_dir=tmp_path)
    first = prepare_services(given)
    text = services_file(tmp_path).read_text()
    assert prepare_services(given) == first
    assert services_file(tmp_path).read_text() == text
    other = Settings(
        _env_file=None, data_dir=tmp_path, database_url="postgresql://h/d", redis_url="redis://h"
    )
    assert prepare_services(other).postgres is None
    assert prepare_services(other).valkey is None
    assert "database_url" not in services_file(tmp_path).read_text()
    assert prepare_services(given).postgres.password == first.postgres.password


def test_damaged_secrets_are_told(tmp_path):
    (tmp_path / "run").mkdir()
    given = Settings(_env_file=None, data_dir=tmp_path)
    services_file(tmp_path).write_text("{")
    with pytest.raises(CommandError, match="is damaged"):
        prepare_services(given)
