import pytest

from influencer_app.domain.billing.schemas import PlanDetail
from influencer_app.domain.generation.requests.model_choice import ModeAvailability
from influencer_app.settings import Settings
from influencer_app.web.public_site.facts import (
    contact_url,
    fixed_values,
    load_site_values,
    money,
    to_site_values,
)
from influencer_app.web.public_site.site_values import SiteValues
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
    "image": ModeAvailability(7, None),
    "character_image": ModeAvailability(10, None),
    "video": ModeAvailability(20, None, "No model makes clips."),
    "avatar": ModeAvailability(15, 20),
}


def test_prices_and_plans_are_those_of_the_data() -> None:
    found = to_site_values(PLANS, PRICES)
    assert found.prices["image"].credits == "7"
    assert found.prices["avatar"].per_seconds == "20"
    assert found.free_daily_credits == "100"
    free, pro, _ = found.plans
    assert (free.price, free.free) == ("$0", True)
    assert (free.watermark, free.parallel) == (True, False)
    assert (pro.price, pro.daily_credits, pro.running_max) == ("$29.50", "12,000", "3")
    assert (pro.images, pro.character_images) == ("1,714", "1,200")


def test_the_cheapest_paid_plan_is_recommended() -> None:
    assert [row.recommended for row in to_site_values(PLANS, PRICES).plans] == [False, True, False]
    assert [row.recommended for row in to_site_values(PLANS[:1], PRICES).plans] == [False]


def test_the_ledger_of_the_example_adds_up() -> None:
    ledger = to_site_values(PLANS, PRICES).ledger
    assert ledger is not None
    assert ledger.reserve == "−40"
    assert ledger.release == "+10"
    assert int(ledger.during) + 10 == int(ledger.after) == 100 - 30


def test_what_cannot_be_made_here_has_no_price() -> None:
    values = to_site_values(PLANS, PRICES)
    assert "video" not in values.prices
    assert not values.makes_videos
    clips = {**PRICES, "video": ModeAvailability(20, None, "", fps=24, seconds=4.0)}
    values = to_site_values(PLANS, clips)
    video = values.prices["video"]
    assert (video.credits, video.length, values.makes_videos) == ("20", "4", True)


def test_an_installation_without_plans_or_prices_has_a_page_all_the_same() -> None:
    assert to_site_values([], {}) == SiteValues()


def test_paid_plans_are_asked_for_where_there_is_an_address() -> None:
    rows = to_site_values(PLANS, PRICES, "ada@muse.example").plans
    assert [row.contact_url for row in rows[:2]] == ["", "mailto:ada@muse.example?subject=Plan%3A%20Pro"]


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
    assert contact_url(contact) == link


@pytest.mark.parametrize(("cents", "words"), [(0, "$0"), (2900, "$29"), (2950, "$29.50"), (123400, "$1,234")])
def test_money_has_cents_where_there_are_any(cents: int, words: str) -> None:
    assert money(cents) == words


def test_the_operator_is_named_as_the_settings_say() -> None:
    values = fixed_values(
        Settings(operator_name="Ada", operator_contact="ada@muse.example", legal_texts_checked=True)
    )
    assert values["operator"]["name"] == "Ada"
    assert values["operator"]["url"] == "mailto:ada@muse.example"
    assert values["operator"]["texts_checked"] is True
    assert fixed_values(Settings())["operator"]["texts_checked"] is False


def test_the_providers_that_are_set_up_have_a_button_each() -> None:
    assert fixed_values(Settings())["identity_providers"] == []
    keycloak = {"openid_issuer": "https://id.example", "openid_client_secret": "x", "openid_name": "Keycloak"}
    found = fixed_values(
        Settings(google_client_id="a", google_client_secret="b", openid_client_id="c", **keycloak)
    )
    assert found["identity_providers"] == [
        {"key": "google", "name": "Google"},
        {"key": "openid", "name": "Keycloak"},
    ]


async def test_the_numbers_come_from_the_database(app: Runtime) -> None:
    found = await load_site_values()
    assert [row.name for row in found.plans] == ["Free", "Creator", "Studio", "Agency"]
    assert found.prices["character_image"].credits == "8"
