"""The first minutes of somebody who presses "Invent a character"."""

import re

import pytest
from playwright.async_api import BrowserContext, expect

from tests.e2e.conftest import PASSWORD, watched
from tests.e2e.page_checks import clean_in_both_themes

pytestmark = pytest.mark.e2e


async def test_from_the_landing_page_to_a_first_prompt(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await page.goto("/")
    await page.get_by_role("link", name="Invent a character").first.click()
    await page.fill("[name=name]", "Ada Lovelace")
    await page.fill("[name=email]", "first-visit@example.com")
    await page.fill("[name=password]", "qwertzuiop")
    await page.click("form [type=submit]")
    await expect(page.locator("#password-error")).to_contain_text("Too easy to guess")
    await expect(page.locator("[name=name]")).to_have_value("Ada Lovelace")
    await expect(page.locator("[name=email]")).to_have_value("first-visit@example.com")
    await page.fill("[name=password]", PASSWORD)
    await page.click("form [type=submit]")
    await page.wait_for_url(re.compile("/dashboard/characters"))
    await expect(page.locator("#character [data-drawn]")).to_be_visible()
    await page.locator("#save-character").click()
    await expect(page.locator("#name-error")).to_contain_text("Give them a name.")
    await page.fill("#name", "Noor Vale")
    await page.locator("#save-character").click()
    await page.wait_for_url(re.compile("/dashboard/generate"))
    chosen = page.locator(".face.chosen")
    await expect(chosen).to_have_text("Noor Vale")
    await expect(page.locator("#who-note")).to_contain_text("8 credits a picture")
    await expect(page.locator(".example")).to_have_count(3)
    await expect(page.locator("#stream")).to_contain_text("Your first picture appears here")
    await clean_in_both_themes(page, "create-first")
    await chosen.click()
    await page.locator("[data-no-character]").click()
    await expect(page.locator("#who-note")).to_have_text("5 credits a picture")
    await expect(page.locator("#make")).to_contain_text("5 credits")
    await page.get_by_role("button", name="Describe a scene").click()
    await expect(page.locator("#prompt")).to_be_focused()
    first = page.locator(".example").first
    text = await first.inner_text()
    await first.click()
    await expect(page.locator("#prompt")).to_have_value(text)
    await expect(page.locator(".example")).to_have_count(0)
    assert wrong == []
