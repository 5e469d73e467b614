import pytest

from influencer_app.web.middleware import figures as module
from influencer_app.web.middleware.figures import Figures, Remembered, needs_figures


class Asked:
    """Answers with how often it was asked, or fails."""

    def __init__(self) -> None:
        self.times = 0
        self.away = False

    async def __call__(self) -> Figures:
        self.times += 1
        if self.away:
            raise ConnectionError
        return Figures({"asked": str(self.times)})


async def test_numbers_are_asked_for_seldom() -> None:
    asked = Asked()
    known = Remembered(asked)
    assert (await known()).values == (await known()).values == {"asked": "1"}


async def test_numbers_change_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.0)
    known = Remembered(Asked())
    await known()
    assert (await known()).values == {"asked": "2"}


async def test_while_the_database_is_away_the_last_numbers_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.0)
    asked = Asked()
    known = Remembered(asked, (ConnectionError,))
    await known()
    asked.away = True
    assert (await known()).values == {"asked": "1"}


async def test_who_knows_nothing_says_so() -> None:
    asked = Asked()
    asked.away = True
    with pytest.raises(ConnectionError):
        await Remembered(asked, (ConnectionError,))()


@pytest.mark.parametrize(
    ("page", "needs"),
    [
        ('<b data-fill="price.image">', True),
        ('<each-row data-each="plans">', True),
        ('<b data-fill="operator.name">', False),
    ],
)
def test_only_pages_with_numbers_need_them(page: str, needs: bool) -> None:
    assert needs_figures(page) is needs
