"""The gallery by keyboard and by hand: search, filters, one picture large, thrown away and taken back."""

import re
import sys
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from tests.e2e.conftest import sign_up, watched
from tests.e2e.page_checks import fits_narrow_window, found_by_axe, seen_everywhere

pytestmark = pytest.mark.e2e
LONG = 180_000
SHIFTS = """() => new Promise((done) => new PerformanceObserver((list, observer) => {
    observer.disconnect();
    done(list.getEntries().filter((one) => !one.hadRecentInput).reduce((sum, one) => sum + one.value, 0));
}).observe({type: "layout-shift", buffered: true}) || setTimeout(() => done(0), 500))"""
ASKED: tuple[dict[str, Any], ...] = (
    {"prompt": "a red coat at the sea", "aspect_ratio": "16:9"},
    {"prompt": "in the library", "count": 2, "aspect_ratio": "4:5"},
    {"prompt": "at night in the city", "style": "neon"},
)


@pytest_asyncio.fixture(scope="module")
async def session(warm_context: BrowserContext) -> Any:
    """The cookies of a person whose four pictures hang in the gallery."""
    page = await warm_context.new_page()
    await sign_up(page)
    for asked in ASKED:
        answer = await page.request.post("/api/generate/image", data=asked)
        assert answer.status == 202, await answer.text()
    await opened_gallery(page)
    kept = await warm_context.cookies()
    await page.close()
    await warm_context.clear_cookies()
    return kept


@pytest_asyncio.fixture
async def page(context: BrowserContext, session: Any) -> Page:
    """The gallery of this person."""
    await context.add_cookies(session)
    made = await context.new_page()
    await opened_gallery(made)
    return made


async def opened_gallery(page: Page) -> None:
    await page.goto("/dashboard/gallery")
    await expect(page.locator("[data-output]")).to_have_count(4, timeout=LONG)


async def test_from_the_search_to_one_picture_and_back_by_keyboard(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = watched(page)
    await expect(page.locator(".wall-day")).to_have_text(["Today"])

    await page.goto("/dashboard")
    begun = await page.evaluate("performance.now()")
    await page.get_by_role("navigation", name="Studio").get_by_role("link", name="Gallery").click()
    first = page.locator("[data-output] img").first
    await first.evaluate("(image) => image.decode()")
    took = await page.evaluate("performance.now()") - begun
    await page.goto("/dashboard/gallery")
    await expect(page.locator("[data-output]")).to_have_count(4)
    shift = await page.evaluate(SHIFTS)
    with capsys.disabled():
        sys.stdout.write(
            f"\nfirst picture of the gallery {took:.0f} ms after the click, layout shift {shift:.4f}\n"
        )
    assert shift < 0.02

    await page.keyboard.press("/")
    await page.keyboard.type("red coat")
    await expect(page.locator("[data-output]")).to_have_count(1)
    await expect(page).to_have_url(re.compile(r"q=red\+coat"))
    await page.reload()
    await expect(page.get_by_role("searchbox")).to_have_value("red coat")
    await expect(page.locator("[data-output]")).to_have_count(1)
    await page.get_by_role("searchbox").fill("nothing like it")
    await expect(page.get_by_text("No results")).to_be_visible()
    await page.get_by_role("link", name="Clear filters").click()
    await expect(page.locator("[data-output]")).to_have_count(4)
    await expect(page.get_by_role("searchbox")).to_have_value("")

    opener = page.locator("[data-output] button").first
    await opener.focus()
    await page.keyboard.press("Enter")
    box = page.locator("#lightbox")
    await expect(box).to_be_visible()
    await expect(page).to_have_url(re.compile("picture="))
    await expect(box.locator("#seen-prompt")).to_contain_text("night")
    await page.keyboard.press("ArrowRight")
    await expect(box.locator("#seen-prompt")).to_contain_text("library")
    for words in ("Style", "Seed", "Model", "Credits", "Content Credentials"):
        await expect(box).to_contain_text(words)
    await page.keyboard.press("f")
    await expect(box.get_by_role("button", name="Favourite", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert await found_by_axe(page) == []
    await page.reload()
    await expect(box).to_be_visible()
    await expect(box.locator("#seen-prompt")).to_contain_text("library")
    await page.keyboard.press("Escape")
    await expect(box).to_be_hidden()
    await expect(page).to_have_url(re.compile("gallery$"))

    await page.locator("[data-output] button").first.click()
    await expect(page).to_have_url(re.compile("picture="))
    await page.go_back()
    await expect(box).to_be_hidden()
    await expect(page).to_have_url(re.compile("gallery$"))
    await expect(page.locator("[data-output]")).to_have_count(4)
    for _ in range(3):
        await page.go_forward()
        await expect(box).to_be_visible()
        await expect(page).to_have_url(re.compile("picture="))
        await page.reload()
        await expect(box).to_be_visible()
        await page.go_back()
        await expect(box).to_be_hidden()
        await expect(page).to_have_url(re.compile("gallery$"))
    await page.get_by_role("link", name="Favourites").click()
    await expect(page.locator("[data-output]")).to_have_count(1)
    await page.go_back()
    await expect(page.locator("[data-output]")).to_have_count(4)
    assert wrong == []


async def test_thrown_away_and_taken_back(page: Page) -> None:
    await page.locator("[data-output]").nth(1).locator("button").first.click()
    await page.get_by_role("button", name="Delete the set of 2").click()
    await expect(page.locator("[data-output]")).to_have_count(2)
    await page.get_by_role("button", name="Undo").click()
    await expect(page.locator("[data-output]")).to_have_count(4)


async def test_it_is_looked_at(page: Page) -> None:
    """The wall, then one picture large."""
    await page.wait_for_load_state("networkidle")
    await seen_everywhere(page, "gallery-many")
    await fits_narrow_window(page, "gallery-many")
    await page.locator("[data-output]").nth(1).locator("button").first.click()
    await expect(page.locator("#lightbox img[data-fade]").first).to_have_attribute("data-shown", "")
    await seen_everywhere(page, "lightbox")
