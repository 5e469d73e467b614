"""Create says what of a prompt will not be drawn, and offers words that will."""

import pytest
from playwright.async_api import BrowserContext, expect

from tests.e2e.conftest import sign_up, watched
from tests.e2e.page_checks import clean_in_both_themes, fits_narrow_window

pytestmark = pytest.mark.e2e


async def test_what_is_not_drawn_is_told_before_and_after(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await page.goto("/dashboard/generate")
    await expect(page.locator("#style option[value=realistic]")).to_have_text("Illustrated")
    await page.locator("#prompt").press_sequentially("mirror selfie, wearing a tutu", delay=5)
    told = "Draws a close-up instead of a selfie. Can't draw: mirror, tutu."
    await expect(page.locator("#not-drawn")).to_contain_text(told)
    await clean_in_both_themes(page, "prompt-not-drawn")
    await page.locator("#words summary").click()
    await page.get_by_role("button", name="cafe", exact=True).click()
    await expect(page.locator("#prompt")).to_have_value("mirror selfie, wearing a tutu, cafe")
    await expect(page.locator("#not-drawn")).to_have_text(told)
    await page.get_by_role("radio", name="2", exact=True).focus()
    await page.keyboard.press("Space")
    await expect(page.get_by_text("framing, pose and expression hardly do")).to_be_visible()
    await fits_narrow_window(page, "prompt-hints")
    await clean_in_both_themes(page, "prompt-words")
    await page.locator("#make").click()
    made = page.locator("[data-generation]").first
    await expect(made.get_by_text(told)).to_be_visible(timeout=60_000)
    assert wrong == []
