"""Everything that can be pressed is there to be pressed, on phones, tablets and at 200 %."""

from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from tests.e2e.conftest import ARTIFACTS, sign_up
from tests.e2e.controls import broken_controls
from tests.e2e.page_checks import THEMES, how_wide

pytestmark = pytest.mark.e2e
LONG = 180_000
SIZES = ((390, 844), (1440, 900), (1024, 768), (720, 450))
PAGES = (
    *("/dashboard", "/dashboard/characters", "/dashboard/characters?new=1", "/dashboard/gallery"),
    *("/dashboard/bin", "/dashboard/settings?tab=profile", "/dashboard/settings?tab=ledger"),
    *("/dashboard/settings?tab=plans", "/dashboard/settings?tab=security"),
)


@pytest_asyncio.fixture(scope="module")
async def session(warm_context: BrowserContext) -> Any:
    """The cookies of a person with a character, a set of two, one in the bin and a canceled set."""
    page = await warm_context.new_page()
    await sign_up(page)
    await page.request.post("/api/characters", data={"name": "Noor Vale", "age": 28, "gender": "female"})
    await page.request.post("/api/generate/image", data={"prompt": "on the beach at sunset", "count": 3})
    canceled = await page.request.post(
        "/api/generate/image", data={"prompt": "in the library with a green sweater", "count": 4}
    )
    canceled_id = (await canceled.json())["id"]
    assert (await page.request.post(f"/api/generations/{canceled_id}/cancel")).ok
    await page.goto("/dashboard/generate")
    await expect(page.locator("[data-output]")).to_have_count(3, timeout=LONG)
    await page.locator("[data-output]").first.hover()
    await page.locator("[data-output]").first.get_by_role("button", name="Delete this picture").click()
    await expect(page.locator("[data-output]")).to_have_count(2)
    kept = await warm_context.cookies()
    await page.close()
    await warm_context.clear_cookies()
    return kept


@pytest_asyncio.fixture(params=SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def page(context: BrowserContext, session: Any, request: pytest.FixtureRequest) -> Page:
    """A page of this person in one of the sizes."""
    await context.add_cookies(session)
    made = await context.new_page()
    width, height = request.param
    await made.set_viewport_size({"width": width, "height": height})
    return made


def size_of(page: Page) -> tuple[int, int]:
    assert page.viewport_size is not None
    return page.viewport_size["width"], page.viewport_size["height"]


async def looked_at(page: Page, name: str) -> None:
    """Keeps a screenshot in each theme; the page's own is the dark one."""
    width, height = size_of(page)
    for theme in THEMES:
        await page.emulate_media(color_scheme="light" if theme == "light" else "dark")
        await page.screenshot(path=ARTIFACTS / f"controls-{name}-{theme}-{width}x{height}.png")


async def test_nothing_covers_or_cuts_off_a_control(page: Page) -> None:
    width, _ = size_of(page)
    for path in PAGES:
        await page.goto(path)
        await expect(page.locator("#credits")).to_be_visible()
        await page.wait_for_load_state("networkidle")
        assert await broken_controls(page) == [], path
        assert await how_wide(page) <= width, path


async def test_what_is_covered_or_cut_off_is_found(context: BrowserContext, session: Any) -> None:
    await context.add_cookies(session)
    page = await context.new_page()
    await page.goto("/dashboard/bin")
    await expect(page.locator("[data-bin]")).to_have_count(1)
    assert await broken_controls(page, "[data-bin]") == []
    await page.evaluate(
        """() => {
            const cover = document.createElement("div");
            Object.assign(cover.style, { position: "fixed", inset: "0", zIndex: "99" });
            document.body.append(cover);
        }"""
    )
    assert all("is covered by" in one for one in await broken_controls(page, "[data-bin]"))
    await page.evaluate("() => document.body.lastElementChild.remove()")
    await page.locator("[data-bin]").evaluate(
        "(row) => Object.assign(row.style, { position: 'relative', height: '60px', overflow: 'clip' })"
    )
    await page.locator("[data-bin] button").first.evaluate(
        "(button) => Object.assign(button.style, { position: 'absolute', top: '40px' })"
    )
    found = await broken_controls(page, "[data-bin]")
    assert any("is clipped by" in one for one in found), found


async def test_create_is_usable(page: Page) -> None:
    width, height = size_of(page)
    await page.goto("/dashboard/generate")
    await expect(page.locator("[data-output]")).to_have_count(2)
    await looked_at(page, "create")
    await page.get_by_role("button", name="Advanced").click()
    await expect(page.locator("#advanced")).to_be_visible()
    await looked_at(page, "create-advanced")
    assert await broken_controls(page) == []
    assert await how_wide(page) <= width
    title = page.locator("[data-kind=ended] p").first
    await title.scroll_into_view_if_needed()
    box = await title.bounding_box()
    assert box is not None
    assert box["width"] > 150, "the canceled card is one word wide"
    await looked_at(page, "create-stream")
    await page.evaluate("() => window.scrollTo(0, 0)")
    shown = await page.locator("#composer-top").evaluate(
        """(body) => {
            const box = body.getBoundingClientRect(), foot = document.querySelector(".composer-foot");
            const rail = document.querySelector(".rail").getBoundingClientRect();
            const sticks = getComputedStyle(foot).position === "sticky";
            const sticky = sticks ? foot.getBoundingClientRect().top : innerHeight;
            const floor = Math.min(sticky, rail.width > rail.height ? rail.top : innerHeight, box.bottom);
            return floor - Math.max(0, box.top);
        }"""
    )
    assert shown > min(260, height * 0.55)


async def test_the_lightbox_shows_the_picture(page: Page) -> None:
    _, height = size_of(page)
    await page.goto("/dashboard/gallery")
    await page.locator("[data-output] button").first.click()
    picture = page.locator("#lightbox .lightbox-picture")
    await expect(picture.locator("img")).to_have_attribute("data-shown", "")
    box = await picture.bounding_box()
    assert box is not None
    assert box["height"] > height * 0.35
    await looked_at(page, "lightbox")
    assert await broken_controls(page, "#lightbox") == []
