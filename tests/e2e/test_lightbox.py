"""The lightbox over Create, keyboard shortcuts, and the way into the bin and out of it."""

import re

import pytest
from playwright.async_api import BrowserContext, expect

from tests.e2e.conftest import sign_up, watched
from tests.e2e.page_checks import clean_in_both_themes, found_by_axe

pytestmark = pytest.mark.e2e
LONG = 120_000
SCROLLED = "() => Math.round(window.scrollY)"


async def test_a_picture_opens_over_create_and_closes_to_the_same_place(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await page.goto("/dashboard/generate")
    await page.locator(".example").first.click()
    await page.locator("label:has(input[name=count][value='3'])").click()
    await expect(page.locator("#make")).to_contain_text("3 pictures")
    await page.locator("#stream").click(position={"x": 5, "y": 5})
    await expect(page.locator("#make")).to_be_enabled()
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-output]")).to_have_count(3, timeout=LONG)
    opener = page.locator("[data-opens-lightbox]").nth(1)
    await opener.click()
    box = page.locator("#lightbox")
    await expect(box).to_be_visible()
    assert "/dashboard/generate" in page.url
    await expect(box.locator("[data-position]")).to_have_text("2 of 3")
    await expect(box.locator("[data-price=video]")).to_have_text("20 credits")
    await expect(box.locator("[data-price=avatar]")).to_have_text("15 credits per 15 s")
    await expect(box.locator(".lightbox-picture img")).to_have_attribute("data-shown", "")
    await clean_in_both_themes(page, "create-lightbox")
    await page.keyboard.press("z")
    await expect(box.locator(".lightbox-zoomed")).to_be_visible()
    wide = await box.locator(".lightbox-zoomed img").evaluate(
        "async (image) => { await image.decode(); return image.clientWidth; }"
    )
    assert wide == 896
    await page.keyboard.press("ArrowRight")
    await expect(box.locator("[data-position]")).to_have_text("3 of 3")
    await expect(box.locator(".lightbox-zoomed")).to_be_hidden()
    await page.keyboard.press("?")
    await expect(page.locator("#shortcuts")).to_be_visible()
    assert await found_by_axe(page) == []
    await page.keyboard.press("Escape")
    await expect(page.locator("#shortcuts")).to_be_hidden()
    await page.keyboard.press("Escape")
    await expect(box).to_be_hidden()
    await expect(page).to_have_url(re.compile("/dashboard/generate$"))
    await page.set_viewport_size({"width": 390, "height": 844})
    await opener.scroll_into_view_if_needed()
    scrolled = await page.evaluate(SCROLLED)
    assert scrolled > 0
    await opener.click()
    await expect(box).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(box).to_be_hidden()
    assert abs(await page.evaluate(SCROLLED) - scrolled) < 2
    await expect(opener).to_be_focused()
    await page.set_viewport_size({"width": 1440, "height": 900})

    await opener.click()
    await box.get_by_role("button", name="Delete this picture").click()
    await expect(page.locator("[data-output]")).to_have_count(2)
    await expect(page.locator(".toast")).to_contain_text("You can restore it there for 7 days.")
    await page.goto("/dashboard/gallery")
    await page.get_by_role("link", name="Bin").click()
    await expect(page.locator("[data-bin]")).to_have_count(1)
    await expect(page.locator("[data-bin] img")).to_be_visible()
    await clean_in_both_themes(page, "bin")
    await page.get_by_role("button", name="Restore").click()
    await expect(page.get_by_text("The bin is empty")).to_be_visible()
    await page.goto("/dashboard/gallery")
    await expect(page.locator("[data-output]")).to_have_count(3)
    assert wrong == []
