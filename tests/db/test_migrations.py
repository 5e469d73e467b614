from typing import Any

from sqlalchemy import create_engine, inspect

from alembic import command
from tests.support import alembic_config


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
