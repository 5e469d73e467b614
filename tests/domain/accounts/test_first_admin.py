"""The link of the first admin."""

from datetime import timedelta

import pytest

from influencer_app.db.base import now
from influencer_app.domain.accounts import first_admin
from influencer_app.domain.accounts.first_admin import LIFETIME, make_admin_token, read_admin_token


def test_a_link_counts_for_a_day_with_the_keys_of_this_installation() -> None:
    token = make_admin_token("one")
    assert read_admin_token(token, ("two", "one")) is not None
    assert read_admin_token(token, ("two",)) is None
    assert read_admin_token("junk", ("one",)) is None


def test_a_link_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    token = make_admin_token("one")
    later = now() + LIFETIME + timedelta(seconds=1)
    monkeypatch.setattr(first_admin, "now", lambda: later)
    assert read_admin_token(token, ("one",)) is None
