"""Browsers connect again at moments of their own."""

from pathlib import Path

import pytest
import reflex_base

from influencer_app.web.site_build.bundle_trimming import BuildChanged
from influencer_app.web.site_build.reconnects import BACKOFF, SPREAD_MS, spread_reconnects

STATE_JS = Path(reflex_base.__path__[0]) / ".templates" / "web" / "utils" / "state.js"


def test_reflex_connects_again_within_a_spread_of_time() -> None:
    spread = spread_reconnects(STATE_JS.read_text(encoding="utf-8"))
    assert f"Math.random() * {SPREAD_MS}" in spread
    assert BACKOFF not in spread
    assert spread_reconnects(spread) == spread


def test_a_file_in_another_shape_is_not_taken_silently() -> None:
    with pytest.raises(BuildChanged):
        spread_reconnects("export const connect = () => {}")
