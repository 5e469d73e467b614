"""``influencer plans``."""

import pytest

from influencer_app.commands.errors import CommandError
from influencer_app.commands.plans import plans
from influencer_app.settings import Settings
from tests.support import admin


def test_plans_and_packs_change(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    plans(settings, price=("creator", "month", "3500"))
    plans(settings, price=("creator", "year", "0"))
    plans(settings, change=("creator", "running_max", "3"))
    plans(settings, change=("free", "api_access", "1"))
    plans(settings, pack=("huge", "A lot", "50000", "49000"))
    capsys.readouterr()
    assert plans(settings, pack=("small", "", "0", "0")) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[1] for line in lines[:4]] == ["free", "creator", "studio", "agency"]
    assert "35.00 USD a month  " in lines[1]
    assert "running_max=3" in lines[1]
    assert "api_access=1" in lines[0]
    assert [line.split()[1] for line in lines[4:7]] == ["medium", "large", "huge"]
    assert lines[-1] == "Nothing can be bought: there is no STRIPE_SECRET_KEY."
    with admin(settings.database_url) as connection:
        kept = "select cents, retired_at is null from plan_price where plan = 'creator' order by cents"
        assert connection.execute(kept).fetchall() == [(2900, False), (3500, True), (29000, False)]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"price": ("gold", "month", "1")}, "The plan gold does not exist"),
        ({"price": ("creator", "week", "1")}, "neither month nor year"),
        ({"price": ("creator", "month", "-1")}, "not below 0"),
        ({"price": ("creator", "month", "1.5")}, "not a whole number"),
        ({"change": ("creator", "name", "1")}, "name cannot be 1"),
        ({"change": ("creator", "running_max", "0")}, "running_max cannot be 0"),
        ({"change": ("creator", "watermark", "2")}, "watermark cannot be 2"),
        ({"pack": ("new", "New", "0", "100")}, "has credits and a price"),
        ({"pack": ("a new one", "New", "1", "100")}, "letters, digits"),
    ],
)
def test_what_cannot_be_is_said(settings: Settings, asked: dict[str, tuple[str, ...]], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        plans(settings, **asked)
