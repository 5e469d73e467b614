"""Every page in both themes and widths: nothing for axe to find, nothing sideways, a picture kept."""

import sys
from pathlib import Path

import axe_playwright_python
import pytest
from playwright.async_api import Browser, BrowserContext, Page, Response, expect

from tests.e2e.conftest import ARTIFACTS, Site, new_context, sign_up, watched

pytestmark = pytest.mark.e2e

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
PUBLIC = {
    "landing": "/",
    "pricing": "/pricing",
    "terms": "/terms",
    "privacy": "/privacy",
    "sign-in": "/auth/signin",
    "sign-up": "/auth/signup",
    "lost": "/nothing-here",
}
STUDIO = {
    "home": "/dashboard",
    "create": "/dashboard/generate",
    "characters": "/dashboard/characters",
    "characters-form": "/dashboard/characters?new=1",
    "gallery": "/dashboard/gallery",
    "settings-profile": "/dashboard/settings",
    "settings-security": "/dashboard/settings?tab=security",
    "settings-ledger": "/dashboard/settings?tab=ledger",
    "settings-appearance": "/dashboard/settings?tab=appearance",
}
WHOLE = ("landing", "pricing", "terms", "privacy")
"""Pages whose picture is of all of them."""
LOOKS = [(theme, width) for theme in ("dark", "light") for width in (390, 1440)]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


async def looked_at(page: Page, name: str, path: str, theme: str, width: int) -> None:
    """Open it, keep a picture, and let axe and a narrow window have their say."""
    await page.goto(path, wait_until="networkidle")
    await expect(page.locator("h1").first).to_be_visible()
    if name == "characters-form":
        await expect(page.locator("#character")).to_be_visible()
    await page.screenshot(path=ARTIFACTS / f"{name}-{theme}-{width}.png", full_page=name in WHOLE)
    await page.evaluate(AXE.read_text(encoding="utf-8"))
    found = await page.evaluate("(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG)
    wrong = [f"{v['id']}: {[n['html'][:160] for n in v['nodes']][:3]}" for v in found["violations"]]
    assert wrong == [], f"{name} {theme} {width}"
    height = (page.viewport_size or {"height": 900})["height"]
    await page.set_viewport_size({"width": 360, "height": 800})
    wide = await page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360, f"{name} scrolls sideways: {wide} px"
    await page.set_viewport_size({"width": width, "height": height})


@pytest.mark.parametrize("width", [390, 1024, 1440])
@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_public_pages(browser: Browser, site: Site, theme: str, width: int) -> None:
    context = await new_context(browser, site, theme=theme, width=width)
    page = await context.new_page()
    for name, path in PUBLIC.items():
        await looked_at(page, name, path, theme, width)
    await context.close()


@pytest.mark.parametrize(("theme", "width"), LOOKS)
async def test_pages_of_the_studio(browser: Browser, site: Site, theme: str, width: int) -> None:
    context = await new_context(browser, site, theme=theme, width=width)
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    for name, path in STUDIO.items():
        await looked_at(page, f"{name}-empty", path, theme, width)
    await with_things(page)
    for name, path in STUDIO.items():
        await looked_at(page, name, path, theme, width)
    assert wrong == []
    await context.close()


async def with_things(page: Page) -> None:
    """A character and a set of pictures, asked for by the page's own calls."""
    made = await page.request.post(
        "/api/characters", data={"name": "Amara", "age": 28, "gender": "female", "skin_tone": "deep"}
    )
    character = (await made.json())["id"]
    body = {"prompt": "on the beach at sunset, laughing", "count": 2, "character_id": character}
    assert (await page.request.post("/api/generate/image", data=body)).status == 202
    await page.goto("/dashboard/generate")
    await expect(page.locator("[data-kind=done]")).to_be_visible(timeout=90_000)
    await expect(page.locator("button.face img").first).to_be_visible()


async def test_pages_weigh_little(
    browser: Browser, site: Site, context: BrowserContext, capsys: pytest.CaptureFixture[str]
) -> None:
    """Compressed script of each page; printed, and at most 260 kB where there is state."""
    first = await context.new_page()
    await sign_up(first)
    await first.close()
    bytes_of: dict[str, int] = {}
    for name, path in {"landing": "/", **STUDIO}.items():
        fresh = await browser.new_context(base_url=site.url, storage_state=await context.storage_state())
        page = await fresh.new_page()
        scripts: list[Response] = []
        page.on("response", lambda response, kept=scripts: kept.append(response))
        await page.goto(path, wait_until="networkidle")
        sizes = [
            await one.request.sizes() for one in scripts if one.url.split("?")[0].endswith((".js", ".mjs"))
        ]
        bytes_of[name] = sum(size["responseBodySize"] for size in sizes)
        await fresh.close()
    weights = {name: f"{size / 1000:.0f} kB" for name, size in bytes_of.items()}
    with capsys.disabled():
        sys.stdout.write(f"\ncompressed script a page: {weights}\n")
    assert bytes_of["landing"] <= 160_000
    assert max(bytes_of.values()) <= 260_000
