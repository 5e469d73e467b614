"""Pages that the browser translates: it puts elements in the place of text nodes, also of later ones."""

import re

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.e2e.conftest import sign_up, watched

pytestmark = pytest.mark.e2e
LONG = 90_000
TRANSLATE = """() => {
    const left = "script, style, svg, textarea, select, [translate=no]";
    const translate = (root) => {
        const found = [];
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const parent = node.parentElement;
            if (node.data.trim() && !parent.closest(left) && !parent.closest("font")) found.push(node);
        }
        for (const node of found) {
            const outer = document.createElement("font");
            const inner = document.createElement("font");
            inner.textContent = `${node.data}\u200a`;
            outer.append(inner);
            node.replaceWith(outer);
        }
    };
    translate(document.body);
    new MutationObserver((changes) => changes.forEach(({ target }) => {
        if (target.isConnected && target.nodeType === Node.ELEMENT_NODE) translate(target);
    })).observe(document.body, { subtree: true, childList: true });
}"""
"""As Chrome does it: text nodes become <font><font>...</font></font>; the mark is a hair space."""


async def translated(page: Page, path: str) -> None:
    await page.goto(path, wait_until="networkidle")
    await expect(page.locator("h1").first).to_be_visible()
    await page.evaluate(TRANSLATE)
    assert await page.locator("font").count() > 5


async def test_a_translated_page_works(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    body = {"name": "Amara", "age": 28, "gender": "female"}
    assert (await page.request.post("/api/characters", data=body)).ok

    await translated(page, "/dashboard/generate")
    credits = page.locator("#credits")
    await expect(credits).to_contain_text("80")
    await page.fill("#prompt", "on the beach at sunset")
    await page.get_by_role("button", name="Enhance").click()
    await expect(page.locator("#enhancement")).to_contain_text("low warm light")
    for mode, shown in (
        ("video", False),
        ("avatar", False),
        ("image", True),
        ("video", False),
        ("image", True),
    ):
        await page.locator(f"label:has(input[name=mode][value={mode}])").click()
        await expect(page.locator("#prompt")).to_be_visible(visible=shown)
    await page.locator("label:has(input[name=count][value='2'])").click()
    await expect(page.locator("#make")).to_contain_text("16 credits")
    await page.locator("#make").click()
    await expect(credits).to_contain_text("64")
    await expect(page.locator("[data-kind=done] [data-output]")).to_have_count(2, timeout=LONG)
    await expect(page.locator("#queue-button")).not_to_contain_text("2")

    await translated(page, "/dashboard/gallery")
    await page.locator("[data-output] a, a[data-output], [data-output] button").first.click()
    await expect(page.locator("#lightbox")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#lightbox")).to_be_hidden()
    search = page.get_by_role("searchbox")
    await search.fill("nothing like it")
    await search.press("Enter")
    await expect(page.locator("[data-output]")).to_have_count(0)
    await search.fill("")
    await search.press("Enter")
    await expect(page.locator("[data-output]")).to_have_count(2)

    await translated(page, "/dashboard/characters")
    await page.get_by_role("button", name="New character").click()
    await page.locator("#save-character").click()
    await page.fill("#name", "Bea")
    await page.locator("#save-character").click()
    await expect(page.get_by_role("heading", name="Bea")).to_be_visible()
    await page.get_by_role("button", name="Notifications").first.click()

    await translated(page, "/dashboard/settings?tab=profile")
    for tab in ("security", "ledger", "appearance", "profile"):
        await page.locator(f"a[href$='tab={tab}']").first.click()
        await expect(page).to_have_url(re.compile(f"tab={tab}"))
        await expect(page.locator(f"a[href$='tab={tab}'][aria-current=page]").first).to_be_visible()
    await translated(page, "/dashboard")
    await expect(page.get_by_text("This page crashed")).to_have_count(0)
    assert [one for one in wrong if "favicon" not in one] == []
