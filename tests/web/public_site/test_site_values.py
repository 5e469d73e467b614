import pytest

from influencer_app.web.public_site import site_values as module
from influencer_app.web.public_site.site_values import CachedValues, SiteValues


class Asked:
    """Answers with how often it was asked, or fails."""

    def __init__(self) -> None:
        self.times = 0
        self.away = False

    async def __call__(self) -> SiteValues:
        self.times += 1
        if self.away:
            raise ConnectionError
        return SiteValues(free_daily_credits=str(self.times))


async def test_numbers_are_asked_for_seldom() -> None:
    asked = Asked()
    known = CachedValues(asked)
    assert (await known()).free_daily_credits == (await known()).free_daily_credits == "1"


async def test_numbers_change_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CACHE_SECONDS", 0.0)
    known = CachedValues(Asked())
    await known()
    assert (await known()).free_daily_credits == "2"


async def test_while_the_database_is_away_the_last_numbers_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CACHE_SECONDS", 0.0)
    asked = Asked()
    known = CachedValues(asked, (ConnectionError,))
    await known()
    asked.away = True
    assert (await known()).free_daily_credits == "1"


async def test_who_knows_nothing_says_so() -> None:
    asked = Asked()
    asked.away = True
    with pytest.raises(ConnectionError):
        await CachedValues(asked, (ConnectionError,))()
