"""Texts from before there was one form for them."""

from alembic import command
from influencer_app.db.base import new_id
from tests.support import admin, alembic_config

BEFORE = "0003_index_characters"
OLD = "Zu\u0308rich \u202egnp"
NEW = "Zürich gnp"


def test_old_texts_get_the_form_of_new_ones(database_url: str) -> None:
    command.downgrade(alembic_config(database_url), BEFORE)
    person, workspace, character = new_id(), new_id(), new_id()
    with admin(database_url) as connection:
        connection.execute(
            "insert into person (id, email, email_key, name, role, verified, created_at)"
            " values (%s, 'a@example.com', 'a@example.com', %s, 'member', true, now())",
            (person, OLD),
        )
        connection.execute(
            "insert into workspace (id, name, plan, personal, personal_owner_id, created_at)"
            " values (%s, %s, 'free', true, %s, now())",
            (workspace, "\u200b\u3164", person),
        )
        connection.execute(
            "insert into character (id, workspace_id, person_id, name, age, gender, ethnicity, skin_tone,"
            " hair_style, hair_color, eye_color, body_type, style, persona, voice, created_at, updated_at)"
            " values (%s, %s, %s, %s, 28, '', '', '', '', '', '', '', 'realistic', %s, '', now(), now())",
            (character, workspace, person, OLD, f"one\n{OLD}"),
        )
        others = (
            "insert into person (id, email, email_key, name, role, verified, created_at) select"
            " gen_random_uuid(), n || '@b.example', n || '@b.example', %s, 'member', true, now()"
            " from generate_series(1, 1200) as n"
        )
        connection.execute(others, (OLD,))
    command.upgrade(alembic_config(database_url), "head")
    with admin(database_url) as connection:
        names = connection.execute("select distinct name from person").fetchall()
        assert names == [(NEW,)]
        assert connection.execute("select name from workspace").fetchone() == ("Unnamed",)
        found = connection.execute("select name, persona from character").fetchone()
        assert found == (NEW, f"one\n{NEW}")
