"""The pages are built where no runtime is open."""

import sys

import pytest
import reflex as rx

from tests.web.handlers import states


def test_every_state_begins_without_a_runtime(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(states())
    monkeypatch.setattr(sys.modules["influencer_app.wiring.runtime"]._Current, "runtime", None)
    assert rx.State(_reflex_internal_init=True).dict(initial=True)
