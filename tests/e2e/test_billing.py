"""Buying in a browser: a pack and a plan, on an emulated page of Stripe."""

import re

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.doubles.stripe.catalog import DECLINED_CARD, GOOD_CARD
from tests.e2e.conftest import Site, api_client, new_page, sign_up, watched
from tests.e2e.page_checks import seen_everywhere

pytestmark = pytest.mark.e2e

BILLING = "/dashboard/settings?tab=billing"
HERE = re.compile("tab=billing")


async def pay(page: Page, card: str = GOOD_CARD) -> None:
    """On Stripe's page."""
    await page.wait_for_url(re.compile("/c/pay/"))
    await page.locator("[name=card]").select_option(card)
    await page.get_by_role("button", name="Pay").click()


async def in_portal(page: Page, name: str) -> None:
    """Press a button on the page where a plan is managed, and come back."""
    await page.locator("[data-manage]").click()
    await page.wait_for_url(re.compile("/p/session/"))
    await page.get_by_role("button", name=name, exact=True).click()
    await page.get_by_role("link", name="Back").click()
    await page.wait_for_url(HERE)


async def test_a_pack_is_bought_and_every_tab_shows_the_credits(context: BrowserContext, site: Site) -> None:
    page = await new_page(context, width=390)
    await sign_up(page)
    other = await new_page(context)
    await other.goto("/dashboard")
    await expect(other.locator("#credits")).to_contain_text("80")
    wrong = watched(other)
    await page.goto(BILLING)
    await page.locator("[data-buy=small]").click()
    await pay(page, DECLINED_CARD)
    await expect(page.get_by_role("alert")).to_contain_text("declined")
    await pay(page)
    await page.wait_for_url(HERE)
    await expect(page.locator(".toast")).to_contain_text("Payment received")
    await expect(page.locator("#credits")).to_contain_text("580")
    await expect(other.locator("#credits")).to_contain_text("580")
    await page.reload()
    await expect(page.locator("#credits")).to_contain_text("580")
    assert wrong == []


async def test_a_plan_is_bought_changed_and_canceled(context: BrowserContext, site: Site) -> None:
    page = await new_page(context)
    await sign_up(page)
    await page.goto("/dashboard/settings?tab=plans")
    wrong = watched(page)
    await page.locator("[data-subscribe=creator]").click()
    await pay(page)
    await page.wait_for_url(HERE)
    plan = page.locator("[data-billing-plan]")
    await expect(plan).to_contain_text("Creator")
    await expect(plan).to_contain_text("Active")
    await expect(plan).to_contain_text("$29 a month")
    async with await api_client(context, site) as client:
        assert (await client.get("/api/generate/prices")).json()["plan"]["watermark"] is False
    await in_portal(page, "Change to Studio, monthly")
    await expect(plan).to_contain_text("Studio")
    await expect(page.locator(".invoices tbody tr")).to_have_count(2)
    await in_portal(page, "Change to Creator, monthly")
    await expect(plan).to_contain_text("Changes to Creator on")
    await seen_everywhere(page, "settings-billing")
    await in_portal(page, "Cancel plan")
    await expect(plan).to_contain_text("The plan stays until")
    await in_portal(page, "Resume")
    await expect(plan).not_to_contain_text("Canceled")
    assert wrong == []
