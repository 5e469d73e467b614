"""Text that people type is shown as text on every page, whatever it looks like."""

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.e2e.conftest import Site, api_client, sign_up, watched
from tests.e2e.test_next_person import PAGES

pytestmark = pytest.mark.e2e
SCRIPT = "<img src=x onerror=ran()><script>ran()</script>"
COUNT = "window.ran = () => { window.times = (window.times || 0) + 1 }"


async def type_everywhere(page: Page) -> None:
    """A name, a character with a persona, a prompt."""
    await page.goto("/dashboard/settings")
    name = page.locator(".settings-section h2").first
    await expect(name).not_to_have_text("")
    await page.fill("#name", SCRIPT)
    await page.locator(".settings-form [type=submit]").first.click()
    await expect(name).to_have_text(SCRIPT)
    await page.goto("/dashboard/characters?new=1")
    await page.fill("#name", SCRIPT)
    await page.fill("#persona", SCRIPT)
    await page.locator("#save-character").click()
    await expect(page.get_by_role("heading", name=SCRIPT)).to_be_visible()


async def test_text_that_looks_like_script_is_shown_as_text(context: BrowserContext, site: Site) -> None:
    await context.add_init_script(COUNT)
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await type_everywhere(page)
    async with await api_client(context, site) as client:
        made = await client.post("/api/workspaces", json={"name": SCRIPT})
        assert made.status_code == 201, made.text
        asked = await client.post("/api/generate/image", json={"prompt": f"a cafe {SCRIPT}"})
        assert asked.status_code == 202, asked.text
    await page.goto("/dashboard/generate")
    await expect(page.locator("[data-generation]").first).to_contain_text(SCRIPT)
    for path in (*PAGES, "/dashboard/settings?tab=workspaces"):
        await page.goto(path)
        await expect(page.locator("#credits")).to_be_visible()
        assert await page.evaluate("window.times || 0") == 0
        assert await page.locator("img[src=x]").count() == 0
    assert wrong == []
