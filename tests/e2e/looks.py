"""How a page is looked at: a picture kept, axe asked, a narrow window tried."""

from pathlib import Path

import axe_playwright_python
from playwright.async_api import Page, expect

from tests.e2e.conftest import ARTIFACTS

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
WHOLE = ("landing", "pricing", "terms", "privacy", "kit")
"""Pages whose picture is of all of them."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


WIDEST = """() => [...document.querySelectorAll("body *")]
    .map((one) => [one.tagName, one.className, Math.round(one.getBoundingClientRect().right)].join(" "))
    .filter((said) => Number(said.split(" ").pop()) > innerWidth + 1).slice(0, 8)"""
"""What reaches over the right edge."""


ALL_LOADED = """() => Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.decode();
}))"""
"""Also the pictures that nobody has scrolled to."""


async def looked_at(page: Page, name: str, path: str, theme: str, width: int) -> None:
    """Open it, keep a picture, and let axe and a narrow window have their say."""
    await page.goto(path, wait_until="networkidle")
    await expect(page.locator("h1").first).to_be_visible()
    if name.startswith("characters-form"):
        await expect(page.locator("#character [data-drawn] img")).to_be_visible()
    if name in WHOLE:
        await page.evaluate(ALL_LOADED)
    await page.screenshot(path=ARTIFACTS / f"{name}-{theme}-{width}.png", full_page=name in WHOLE)
    assert await found_by_axe(page) == [], f"{name} {theme} {width}"
    height = (page.viewport_size or {"height": 900})["height"]
    await page.set_viewport_size({"width": 360, "height": 800})
    wide = await how_wide(page)
    assert wide <= 360, f"{name} scrolls sideways: {wide} px, {await page.evaluate(WIDEST)}"
    await page.set_viewport_size({"width": width, "height": height})


async def found_by_axe(page: Page) -> list[str]:
    """What breaks WCAG 2.2 AA or good practice in the page as it is now, with the first places of each."""
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG)
    return [f"{v['id']}: {[n['html'][:160] for n in v['nodes']][:3]}" for v in found["violations"]]


async def how_wide(page: Page) -> int:
    """The width of all that can be scrolled to, in CSS pixels, once the window is drawn at its size."""
    drawn = """() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
        () => done(document.documentElement.scrollWidth))))"""
    return int(await page.evaluate(drawn))
