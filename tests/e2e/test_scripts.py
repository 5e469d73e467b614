"""Our scripts alone, on a page of their own that is served by plain http under a host name."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect

from tests.support import ROOT

pytestmark = pytest.mark.e2e
BODY = """
<p id="elsewhere">elsewhere</p>
<input id="pasted">
<dialog>
  <p id="prompt">a café at dusk</p>
  <button data-copy-from="prompt" data-copied="Copied" data-selected="Selected">
    <span>Copy prompt</span>
  </button>
</dialog>
<div data-upload-url="/api/uploads"><label class="drop-box">Choose</label><input type="file">
<progress></progress><p class="drop-trouble"></p></div>
"""


@pytest_asyncio.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context()
    page = await context.new_page()
    scripts = "".join(
        (ROOT / "assets/js" / name).read_text(encoding="utf-8") for name in ("copy.js", "upload.js")
    )

    async def serve(route: Route) -> None:
        body = f"<!doctype html><meta charset=utf-8>{BODY}<script>{scripts}</script>"
        await route.fulfill(body=body, content_type="text/html")

    await page.route("**/*", serve)
    await page.goto("http://studio.example/")
    assert not await page.evaluate("isSecureContext")
    yield page
    await context.close()


async def test_copying_works_by_plain_http_and_in_a_dialog(page: Page) -> None:
    await page.evaluate("document.querySelector('dialog').showModal()")
    button = page.locator("dialog button")
    await button.click()
    await button.click()
    await expect(button).to_have_text("Copied")
    await expect(button).to_be_focused()
    await expect(button).to_have_text("Copy prompt")
    await page.evaluate("document.querySelector('dialog').close()")
    await page.locator("#pasted").focus()
    await page.keyboard.press("ControlOrMeta+V")
    await expect(page.locator("#pasted")).to_have_value("a café at dusk")


async def test_what_cannot_be_copied_is_selected(page: Page) -> None:
    await page.evaluate("document.execCommand = () => false; document.querySelector('dialog').showModal()")
    await page.locator("dialog button").click()
    await expect(page.locator("dialog button")).to_have_text("Selected")
    assert await page.evaluate("getSelection().toString()") == "a café at dusk"


@pytest.mark.parametrize("place", ["#elsewhere", "#pasted", ".drop-box"])
async def test_a_dropped_file_never_opens_in_place_of_the_page(page: Page, place: str) -> None:
    for kind in ("dragover", "drop"):
        opens = await page.evaluate(
            """([place, kind]) => {
                const dataTransfer = new DataTransfer();
                dataTransfer.items.add(new File(["x"], "x.jpg", { type: "image/jpeg" }));
                const options = { bubbles: true, cancelable: true, dataTransfer };
                return document.querySelector(place).dispatchEvent(new DragEvent(kind, options));
            }""",
            [place, kind],
        )
        assert not opens


async def test_text_is_dragged_as_before(page: Page) -> None:
    taken = await page.evaluate(
        """() => {
            const dataTransfer = new DataTransfer();
            dataTransfer.setData("text/plain", "x");
            const options = { bubbles: true, cancelable: true, dataTransfer };
            return document.getElementById("pasted").dispatchEvent(new DragEvent("drop", options));
        }"""
    )
    assert taken
