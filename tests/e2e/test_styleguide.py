"""All parts in all states: axe finds nothing in any of them, at rest and opened."""

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.e2e.conftest import ARTIFACTS, new_page, sign_up, watched
from tests.e2e.page_checks import Rules, checked, fits_narrow_window, found_by_axe, opened

pytestmark = pytest.mark.e2e


@pytest.mark.parametrize(("theme", "width"), [("dark", 1440), ("light", 390)])
async def test_all_parts_in_both_themes(context: BrowserContext, theme: str, width: int) -> None:
    page = await new_page(context, theme=theme, width=width)
    wrong = watched(page)
    await sign_up(page)
    await opened(page, "styleguide", "/dashboard/styleguide")
    await checked(page, "styleguide", theme, width, rules=Rules.ALL)
    await fits_narrow_window(page, "styleguide")
    side = page.get_by_role("region", name=f"{theme.capitalize()} theme")

    await side.locator(f"[popovertarget={theme}-menu]").focus()
    await page.keyboard.press("Enter")
    menu = page.locator(f"#{theme}-menu")
    await expect(menu.get_by_role("menuitem", name="Same seed")).to_be_focused()
    await page.keyboard.press("d")
    await expect(menu.get_by_role("menuitem", name="Delete")).to_be_focused()
    await clean(page, f"kit-menu-{theme}")
    await page.keyboard.press("Escape")
    await expect(menu).to_be_hidden()

    asks = side.get_by_role("button", name="Ask first")
    await asks.click()
    await expect(page.locator("#sure")).to_be_visible()
    await clean(page, f"kit-dialog-{theme}")
    await page.keyboard.press("Escape")
    await expect(page.locator("#sure")).to_be_hidden()
    await expect(asks).to_be_focused()

    opens = side.get_by_role("button", name="Drawer")
    await opens.click()
    await expect(page.locator("#drawer")).to_be_visible()
    await clean(page, f"kit-drawer-{theme}")
    await page.keyboard.press("Escape")
    await expect(opens).to_be_focused()

    await side.get_by_role("tab", name="Look").focus()
    await page.keyboard.press("ArrowRight")
    await expect(side.get_by_role("tab", name="Voice")).to_have_attribute("aria-selected", "true")
    await expect(side.get_by_text("What belongs to voice.")).to_be_visible()

    for words in ("Something is ready", "Something to undo", "Something failed"):
        await side.get_by_role("button", name=words).click()
    await expect(page.get_by_text("The clip could not be made")).to_be_visible()
    await clean(page, f"kit-toasts-{theme}")
    assert wrong == []


async def clean(page: Page, name: str) -> None:
    """A picture is kept, and axe finds nothing."""
    await page.screenshot(path=ARTIFACTS / f"{name}.png")
    assert await found_by_axe(page) == [], name
