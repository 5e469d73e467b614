from typing import Any

import pytest
from sqlalchemy import create_engine, inspect
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

from alembic import command
from tests.support import admin, alembic_config


def test_down_and_up_again_and_nothing_is_missing(database_url: str) -> None:
    command.check(alembic_config(database_url))
    command.downgrade(alembic_config(database_url), "base")
    engine = create_engine(database_url)
    assert set(inspect(engine).get_table_names()) <= {"alembic_version"}
    command.upgrade(alembic_config(database_url), "head")
    command.check(alembic_config(database_url))
    plans: Any = (
        engine.connect().exec_driver_sql("select code, daily_credits from plan order by position").all()
    )
    engine.dispose()
    assert plans == [("free", 80), ("creator", 1000), ("studio", 3000), ("agency", 10000)]


def test_prices_and_models_are_seeded_and_the_seed_can_be_taken_back_alone(database_url: str) -> None:
    seeded = "select (select count(*) from plan), (select count(*) from price), (select count(*) from model)"
    with admin(database_url) as connection:
        assert connection.execute(seeded).fetchone() == (4, 4, 8)
        command.downgrade(alembic_config(database_url), "0001_initial_schema")
        assert connection.execute(seeded).fetchone() == (0, 0, 0)
        command.upgrade(alembic_config(database_url), "head")
        assert connection.execute(seeded).fetchone() == (4, 4, 8)


OFFICIAL = "select {} from model where version = '' order by name, kind"
ADDED = """
insert into model (id, engine, kind, name, version, input_schema, shapes, frames, credits, enabled,
 replacement, unavailable_reason, check_failures, check_error, next_check_at)
select gen_random_uuid(), engine, 'video', 'wan-video/wan-2.2-i2v-fast', '', '{}', '[]', 100, 33, true, '',
 '', 0, '', now() from model where kind = 'avatar'
"""


def test_official_models_are_off_and_leave_what_an_operator_has_added(database_url: str) -> None:
    config, before = alembic_config(database_url), "0011_invitations"
    with admin(database_url) as connection:
        columns = "name, kind, enabled, references_max, outputs_max"
        assert connection.execute(OFFICIAL.format(columns)).fetchall() == [
            ("bytedance/seedream-4.5", "character_image", False, 14, 1),
            ("bytedance/seedream-4.5", "image", False, 14, 1),
            ("prunaai/p-video-avatar", "avatar", False, None, None),
            ("wan-video/wan-2.2-i2v-fast", "video", False, None, None),
        ]
        command.downgrade(config, before)
        assert connection.execute(OFFICIAL.format("name")).fetchall() == []
        connection.execute("update model set enabled = false")
        connection.execute(ADDED)
        command.upgrade(config, "head")
        assert (100, 33, True, "") in connection.execute(
            OFFICIAL.format("frames, credits, enabled, licence")
        ).fetchall()
        command.downgrade(config, before)
        assert connection.execute(OFFICIAL.format("credits")).fetchall() == [(33,)]
        command.upgrade(config, "head")


def test_migrations_run_with_timeouts(database_url: str) -> None:
    engine = create_engine(database_url, poolclass=NullPool)
    config = alembic_config(database_url)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        assert connection.exec_driver_sql("show lock_timeout").scalar() == "5s"
        assert connection.exec_driver_sql("show statement_timeout").scalar() == "1min"


def test_a_migration_that_has_to_wait_for_a_lock_fails_and_changes_nothing(database_url: str) -> None:
    with admin(database_url) as connection, connection.transaction():
        connection.execute("select count(*) from file_deletion")
        with pytest.raises(OperationalError, match="lock timeout"):
            command.downgrade(alembic_config(database_url), "base")
        assert connection.execute("select count(*) from plan").fetchone() == (4,)
