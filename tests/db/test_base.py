"""Ids carry the time at which a row was made."""

from datetime import UTC, datetime, timedelta

from influencer_app.db.base import first_id, last_id, new_id, now


def test_ids_of_a_moment_are_between_its_bounds() -> None:
    before = now()
    made = new_id()
    assert first_id(before) <= made <= last_id(before)
    assert last_id(before - timedelta(seconds=5)) < made < first_id(before + timedelta(seconds=5))


def test_there_is_a_bound_for_any_moment() -> None:
    assert first_id(datetime(1900, 1, 1, tzinfo=UTC)).int == 0
