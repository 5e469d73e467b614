import pytest

from influencer_app.domain.billing.schemas import PlanDetail
from influencer_app.domain.generation.engines import Offer
from influencer_app.settings import Settings
from influencer_app.web.figures import contact_link, figures, fixed, money, shown
from influencer_app.wiring import Runtime


def plan(code: str, cents: int, daily: int, jobs: int = 1, *, watermark: bool = False) -> PlanDetail:
    return PlanDetail(
        code=code,
        name=code.title(),
        monthly_cents=cents,
        daily_credits=daily,
        running_max=jobs,
        watermark=watermark,
    )


PLANS = [plan("free", 0, 100, watermark=True), plan("pro", 2950, 12000, 3), plan("max", 9900, 40000, 9)]
PRICES = {
    "image": Offer(7, None),
    "character_image": Offer(10, None),
    "video": Offer(20, None, "No model makes clips."),
    "avatar": Offer(15, 20),
}


def test_prices_and_plans_are_those_of_the_data() -> None:
    found = shown(PLANS, PRICES)
    assert found.values["price.image"] == "7"
    assert found.values["price.avatar.seconds"] == "20"
    assert found.values["plan.free.daily"] == "100"
    free, pro, _ = found.rows["plans"]
    assert (free["plan.price"], free["plan.free"]) == ("$0", "yes")
    assert (free["plan.mark"], free["plan.many"]) == ("yes", "")
    assert (pro["plan.price"], pro["plan.daily"], pro["plan.jobs"]) == ("$29.50", "12,000", "3")
    assert (pro["plan.pictures"], pro["plan.portraits"]) == ("1,714", "1,200")


def test_the_cheapest_paid_plan_is_recommended() -> None:
    assert [row["plan.best"] for row in shown(PLANS, PRICES).rows["plans"]] == ["", "yes", ""]
    assert [row["plan.best"] for row in shown(PLANS[:1], PRICES).rows["plans"]] == [""]


def test_the_ledger_of_the_example_adds_up() -> None:
    values = shown(PLANS, PRICES).values
    assert values["ledger.reserve"] == "−40"
    assert values["ledger.release"] == "+10"
    assert int(values["ledger.during"]) + 10 == int(values["ledger.after"]) == 100 - 30


def test_what_cannot_be_made_here_has_no_price() -> None:
    values = shown(PLANS, PRICES).values
    assert "price.video" not in values
    assert values["makes.films"] == ""
    clips = {**PRICES, "video": Offer(20, None, "", fps=24, seconds=4.0)}
    values = shown(PLANS, clips).values
    assert (values["price.video"], values["price.video.length"], values["makes.films"]) == ("20", "4", "yes")


def test_an_installation_without_plans_or_prices_has_a_page_all_the_same() -> None:
    found = shown([], {})
    assert (dict(found.values), found.rows) == ({"makes.films": ""}, {"plans": []})


def test_paid_plans_are_asked_for_where_there_is_an_address() -> None:
    rows = shown(PLANS, PRICES, "ada@muse.example").rows["plans"]
    assert [row["plan.ask"] for row in rows[:2]] == ["", "mailto:ada@muse.example?subject=Plan%3A%20Pro"]


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("https://muse.example/help", "https://muse.example/help"),
        ("ada@muse.example", "mailto:ada@muse.example"),
        ("1 Main Street, Springfield", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_a_contact_becomes_a_link_where_it_can(contact: str, link: str) -> None:
    assert contact_link(contact) == link


@pytest.mark.parametrize(("cents", "words"), [(0, "$0"), (2900, "$29"), (2950, "$29.50"), (123400, "$1,234")])
def test_money_has_cents_where_there_are_any(cents: int, words: str) -> None:
    assert money(cents) == words


def test_the_operator_is_named_as_the_settings_say() -> None:
    told = fixed(Settings(operator_name="Ada", operator_contact="ada@muse.example", legal_texts_checked=True))
    assert told["operator.name"] == "Ada"
    assert told["operator.link"] == "mailto:ada@muse.example"
    assert told["operator.checked"] == "yes"
    assert fixed(Settings())["operator.checked"] == ""


async def test_the_numbers_come_from_the_database(app: Runtime) -> None:
    found = await figures()
    assert [row["plan.name"] for row in found.rows["plans"]] == ["Free", "Creator", "Studio", "Agency"]
    assert found.values["price.character_image"] == "8"
