"""Somebody is invented by keyboard alone; after each key the focus is drawn, and in sight."""

import re
from uuid import uuid4

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.e2e.conftest import ARTIFACTS, PASSWORD, watched

pytestmark = pytest.mark.e2e
LONG = 90_000
STEPS_MAX = 90

SEEN = """() => new Promise((done) => {
    const drawn = (element) => {
        const style = getComputedStyle(element), box = element.closest(".prompt-box");
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
            || (element.matches("input, textarea, select") && style.boxShadow !== "none")
            || Boolean(box) && getComputedStyle(box).boxShadow !== "none";
    };
    const told = () => {
        const at = document.activeElement;
        if (!at || at === document.body || at.id === "content") return "";
        const name = at.outerHTML.slice(0, 160);
        const shown = [at, at.nextElementSibling].filter(Boolean).find(drawn);
        if (!shown) return `no ring: ${name}`;
        const box = shown.getBoundingClientRect();
        const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
        return inside && box.width > 0 ? "" : `out of sight: ${name}`;
    };
    requestAnimationFrame(() => requestAnimationFrame(() => done(told())));
})"""
"""Nothing where the focus is drawn and in sight, else what is wrong; once the page has been painted."""


async def press(page: Page, *keys: str) -> None:
    """Keys, one after the other; after each the focus is seen."""
    for key in keys:
        await page.keyboard.press(key)
        assert await page.evaluate(SEEN) == ""


async def reach(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """On and on with Tab until ``wanted`` has the focus."""
    await expect(wanted).to_be_visible()
    for _ in range(STEPS_MAX):
        await press(page, key)
        if await wanted.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{wanted} was not reached in {STEPS_MAX} steps")


async def test_somebody_is_invented_by_keyboard_alone(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    keys = page.keyboard
    await page.goto("/")
    await reach(page, page.locator("a[href='/auth/signup']:visible").first)
    await keys.press("Enter")
    await page.wait_for_url(re.compile("/auth/signup"))
    await reach(page, page.locator("[name=email]"))
    await keys.type(f"{uuid4().hex}@example.com")
    await reach(page, page.locator("[name=password]"))
    await keys.type(PASSWORD)
    await keys.press("Enter")
    await page.wait_for_url(re.compile("/dashboard"))
    await expect(page.locator("#character")).to_be_visible()
    await page.goto("/dashboard")

    await reach(page, page.locator(".rail-links a", has_text="Characters"))
    await keys.press("Enter")
    await page.wait_for_url(re.compile("/dashboard/characters"))
    await reach(page, page.get_by_role("button", name="New character"))
    await keys.press("Enter")
    await expect(page.locator("#character")).to_be_visible()
    await a_character(page)
    assert wrong == []


async def a_character(page: Page) -> None:
    """Invented in the open form; refused first, with the focus on what is wrong."""
    keys = page.keyboard
    await reach(page, page.locator("#name"))
    await keys.type("Amara")
    await reach(page, page.locator("#age"))
    await press(page, "Control+a")
    await keys.type("17")
    await reach(page, page.locator("input[name=gender]:checked"))
    await press(page, "ArrowRight", "ArrowLeft")
    await reach(page, page.locator("input[name=skin_tone][value='']"))
    await press(page, *["ArrowRight"] * 3)
    await expect(page.locator("input[name=skin_tone][value=fair]")).to_be_checked()
    await reach(page, page.locator("input[name=hair_style][value='']"))
    await press(page, *["ArrowRight"] * 2)
    await expect(page.locator("input[name=hair_style][value=wavy]")).to_be_checked()
    await reach(page, page.locator("#save-character"))
    await page.screenshot(path=ARTIFACTS / "keyboard-form.png")
    await keys.press("Enter")
    await expect(page.locator("#age")).to_be_focused()
    await expect(page.locator("#age-error")).to_contain_text("18 or older")
    await press(page, "Control+a")
    await keys.type("28")
    await keys.press("Enter")
    await expect(page.get_by_role("heading", name="Amara")).to_be_visible()
    await expect(page.locator("#content")).to_be_focused()


async def test_the_skip_link_passes_by_the_rail(context: BrowserContext) -> None:
    page = await context.new_page()
    await page.goto("/auth/signup")
    await reach(page, page.locator("[name=email]"))
    await page.keyboard.type(f"{uuid4().hex}@example.com")
    await reach(page, page.locator("[name=password]"))
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile("/dashboard"))
    await page.goto("/dashboard")
    await expect(page.locator("h1")).to_be_visible()
    await press(page, "Tab")
    await expect(page.locator("a.skip")).to_be_focused()
    await press(page, "Enter")
    await expect(page.locator("#content")).to_be_focused()
