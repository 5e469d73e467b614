"""A draft survives leaving Create, another device and a lost connection."""

import pytest
from playwright.async_api import Browser, BrowserContext, expect

from tests.e2e.conftest import Site, sign_up, watched

pytestmark = pytest.mark.e2e
WORDS = "at the sea in the evening, wind in the hair"


async def test_another_device_shows_what_was_typed_here(
    browser: Browser, site: Site, context: BrowserContext
) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await page.goto("/dashboard/generate")
    await page.locator("#prompt").press_sequentially(WORDS, delay=5)
    await page.get_by_role("radio", name="16:9").focus()
    await page.keyboard.press("Space")
    await page.select_option("#style", "neon")
    # Leaving keeps it at once.
    await page.get_by_role("navigation", name="Studio").get_by_role("link", name="Gallery").click()
    # What the next page asks for is answered after it.
    await expect(page.get_by_text("Your gallery is empty")).to_be_visible()
    phone = await browser.new_context(base_url=site.url, storage_state=await context.storage_state())
    elsewhere = await phone.new_page()
    await elsewhere.goto("/dashboard/generate")
    await expect(elsewhere.locator("#prompt")).to_have_value(WORDS)
    await expect(elsewhere.locator("#style")).to_have_value("neon")
    await expect(elsewhere.get_by_role("radio", name="16:9")).to_be_checked()
    await phone.close()
    assert wrong == []


async def test_a_line_that_was_cut_loses_nothing_typed(
    browser: Browser, site: Site, context: BrowserContext
) -> None:
    page = await context.new_page()
    await sign_up(page)
    await page.goto("/dashboard/generate")
    await page.locator("#prompt").press_sequentially("at the sea", delay=5)
    await context.set_offline(True)
    await page.locator("#prompt").press_sequentially(" in the evening", delay=5)
    await context.set_offline(False)
    await expect(page.locator("#prompt")).to_have_value("at the sea in the evening")
    await page.locator("#make").click()
    await expect(page.locator("[data-generation]").first).to_contain_text("at the sea in the evening")
