"""The main job by keyboard alone: from the landing page to a picture of one's own character."""

from uuid import uuid4

import pytest
from playwright.async_api import BrowserContext, Locator, Page, expect

from tests.e2e.conftest import ARTIFACTS, PASSWORD, Site, watched

pytestmark = pytest.mark.e2e
LONG = 180_000
MOST = 80
SEEN = """() => {
    const there = document.activeElement;
    if (there.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=file])")) return true;
    const part = there.matches("input") ? there.closest("label") : there;
    const near = [part, part.parentElement, ...part.querySelectorAll("*")];
    return near.map((one) => getComputedStyle(one)).some(({ outlineStyle, outlineWidth, boxShadow }) =>
        (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none");
}"""


async def tab_to(page: Page, wanted: Locator, key: str = "Tab") -> None:
    """Press Tab until it has the focus; wherever the focus goes on the way, it is seen."""
    for _ in range(MOST):
        if await wanted.evaluate("(element) => element === document.activeElement"):
            assert await page.evaluate(SEEN), f"the focus is not seen on {wanted}"
            return
        await page.keyboard.press(key)
    raise AssertionError(f"Tab does not lead to {wanted}")


async def test_from_the_landing_page_to_the_gallery(context: BrowserContext, site: Site) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await page.goto("/")
    await tab_to(page, page.locator("a[href^='/auth/signup']").first)
    await page.keyboard.press("Enter")
    await tab_to(page, page.locator("[name=email]"))
    await page.keyboard.type(f"{uuid4().hex}@example.com")
    await tab_to(page, page.locator("[name=password]"))
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")

    await page.wait_for_url("**/dashboard**")
    await expect(page.locator("#character")).to_be_visible()
    await page.goto("/dashboard")
    rail = page.get_by_role("navigation", name="Studio")
    await tab_to(page, rail.get_by_role("link", name="Characters"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main", name="Characters")).to_be_focused()
    await tab_to(page, page.get_by_role("button", name="New character"))
    await page.keyboard.press("Enter")
    form = page.locator("#character")
    await expect(form).to_be_visible()
    await tab_to(page, form.get_by_role("button", name="Surprise me"))
    await page.keyboard.press("Enter")
    await expect(form.locator("#name")).not_to_have_value("")
    name = await form.locator("#name").input_value()
    await tab_to(page, form.get_by_role("button", name="Create character"))
    await page.keyboard.press("Enter")
    await expect(form).to_be_hidden()
    await expect(page.locator(f"img[alt='Portrait of {name}']")).to_be_visible(timeout=LONG)

    await tab_to(page, page.get_by_role("link", name=name, exact=True))
    await page.keyboard.press("Enter")
    await expect(page.locator(".person-name")).to_have_text(name)
    await tab_to(page, page.get_by_role("link", name="Make a picture").first)
    await page.keyboard.press("Enter")
    await expect(page.locator("#prompt")).to_be_visible()
    await tab_to(page, page.locator("#prompt"))
    await page.keyboard.type("on a mountain in the snow")
    await expect(page.locator("#make")).to_be_enabled()
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-kind=done] [data-output] img").first).to_be_visible(timeout=LONG)
    await page.screenshot(path=ARTIFACTS / "keyboard-made.png")

    await page.keyboard.press("Control+k")
    await page.keyboard.type("gallery")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main", name="Gallery")).to_be_visible()
    await tab_to(page, page.locator("[data-output] button").first)
    await page.keyboard.press("Enter")
    box = page.locator("#lightbox")
    await expect(box.locator("#seen-prompt")).to_contain_text("mountain in the snow")
    await tab_to(page, box.get_by_role("link", name="Download"))
    await page.keyboard.press("Escape")
    await expect(box).to_be_hidden()
    await expect(page.locator("[data-output] button").first).to_be_focused()
    assert wrong == []
