"""Public pages work without script, are indexed and cached, and do not shift."""

import asyncio
import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, Route, expect

from influencer_app.domain.accounts.password_strength import is_easy_to_guess
from influencer_app.domain.accounts.rules import PASSWORD_MIN
from tests.e2e.conftest import Site, new_context, sign_up, watched

pytestmark = pytest.mark.e2e

EASY = (
    *(
        "Password123!",
        "p@ssw0rd2024",
        "P@$$W0RD!!",
        "1qaz2wsx3edc",
        "zyxwvutsrq",
        "0987654321",
        "abcabcabcabc",
    ),
    *("12121212121", "passwordpassword", "!!!welcome!!!", "1loveyou22", "Evermuse2026"),
    *(
        "wrong wrong wrong",
        "monkey!dragon",
        "iloveyou forever",
        "jennifer1990",
        "abcd1234abcd",
        "dragonfly77",
        "short",
    ),
)
HARD = (
    *("a long enough passphrase", "correct horse battery staple", "tR7#kd82-Lq", "password-of-my-cat"),
    *("vmq27slpr0", "Blaubeerkuchen", "mein hund heißt bello", "hello world 1", "k8#Lw2!pQz"),
)

SHIFTS = """
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
"""

PAINTED = """() => new Promise((done) => new PerformanceObserver((list) => {
    if (!list.getEntriesByName("first-contentful-paint").length) return;
    requestAnimationFrame(() => requestAnimationFrame(done));
}).observe({ type: "paint", buffered: true }))"""


@pytest_asyncio.fixture
async def plain(browser: Browser, site: Site) -> AsyncIterator[Page]:
    """A browser without JavaScript."""
    context = await browser.new_context(base_url=site.url, java_script_enabled=False)
    yield await context.new_page()
    await context.close()


async def test_everything_on_the_landing_page_reads_without_script(plain: Page) -> None:
    await plain.goto("/")
    await expect(plain.get_by_role("heading", level=1)).to_contain_text("One face.")
    await expect(plain.get_by_text("80 free credits every day")).to_be_visible()
    prices = plain.locator("#credits li").filter(has_text="Picture of your character")
    await expect(prices).to_contain_text("8")
    plans = plain.locator(".plan")
    await expect(plans).to_have_count(4)
    await expect(plans.nth(1)).to_contain_text("$29")
    await expect(plans.nth(1)).to_contain_text("1,000 credits every day")
    await expect(plain.locator(".plan-tag:visible")).to_have_count(1)
    await expect(plain.locator("dt")).to_have_count(6)
    pictures = plain.locator("main img")
    assert await pictures.count() >= 20
    await expect(pictures.first).to_have_css("opacity", "1")


async def test_signing_in_without_script_tells_what_is_wrong_beside_the_field(plain: Page) -> None:
    await plain.goto("/auth/signin?next=/dashboard/gallery")
    await plain.fill("[name=email]", "nobody@example.com")
    await plain.fill("[name=password]", "wrong wrong wrong")
    await plain.click("form [type=submit]")
    await expect(plain.get_by_text("don’t match")).to_be_visible()
    await expect(plain.locator("[name=password]")).to_have_attribute("aria-invalid", "true")
    await expect(plain.locator("[name=email]")).to_have_value("nobody@example.com")
    await expect(plain.locator("form input[name=next]")).to_have_value("/dashboard/gallery")
    await expect(plain.get_by_role("link", name="Invent a character")).to_have_attribute(
        "href", "/auth/signup?next=/dashboard/gallery"
    )


async def test_signing_up_keeps_where_people_were_going(context: BrowserContext) -> None:
    page = await context.new_page()
    await page.goto("/dashboard/gallery?favourites=1")
    await expect(page).to_have_url(re.compile("/auth/signin"))
    await page.get_by_role("link", name="Invent a character").click()
    await page.fill("[name=email]", "onward@example.com")
    await page.fill("[name=password]", "a long enough passphrase")
    await page.click("form [type=submit]")
    await expect(page).to_have_url(re.compile(r"/dashboard/gallery\?favourites=1"))


async def test_a_password_is_shown_on_demand_and_measured(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await page.goto("/auth/signup")
    field = page.locator("[name=password]")
    await field.fill("abc")
    await expect(page.get_by_text("Too easy to guess", exact=True)).to_be_visible()
    await field.fill("a Much longer 1 than before")
    await expect(page.get_by_text("Strong", exact=True)).to_be_visible()
    await expect(field).to_have_attribute("type", "password")
    await page.get_by_role("button", name="Show password").click()
    await expect(field).to_have_attribute("type", "text")
    assert wrong == []


async def test_the_meter_agrees_with_the_server(context: BrowserContext) -> None:
    page = await context.new_page()
    await page.goto("/auth/signup")
    meter = page.locator("[data-strength]")
    for password in (*EASY, *HARD):
        await page.fill("[name=password]", password)
        shown = int(await meter.get_attribute("data-level") or 0)
        easy = len(password) < PASSWORD_MIN or is_easy_to_guess(password)
        assert (easy, shown == 1) == (password in EASY, easy), password


@pytest.mark.parametrize(
    "path", ["/nowhere", "/dashboard/nowhere", "/dashboard/characters/nowhere", "/admin"]
)
async def test_unknown_addresses_have_a_way_on(context: BrowserContext, path: str) -> None:
    page = await context.new_page()
    await sign_up(page)
    answer = await page.goto(path)
    assert answer is not None
    assert answer.status == 404
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Page not found")
    await page.get_by_role("link", name="Open the studio").click()
    await expect(page).to_have_url(re.compile("/dashboard$"))


@pytest.mark.parametrize("width", [390, 1440])
async def test_nothing_on_the_landing_page_moves_while_it_loads(
    browser: Browser, site: Site, width: int
) -> None:
    """Its fonts come after the first paint, as on a slow network."""
    context = await new_context(browser, site, width=width)
    page = await context.new_page()
    await page.add_init_script(SHIFTS)
    painted = asyncio.Event()

    async def late(route: Route) -> None:
        await painted.wait()
        await route.continue_()

    await page.route("**/fonts/*", late)
    await page.goto("/", wait_until="domcontentloaded")
    await page.evaluate(PAINTED)
    painted.set()
    await page.wait_for_load_state("networkidle")
    assert await page.evaluate("[...document.fonts].filter((font) => font.status === 'loaded').length") >= 3
    for _ in range(await page.evaluate("Math.ceil(document.body.scrollHeight / 700)")):
        await page.mouse.wheel(0, 700)
        await page.wait_for_load_state("networkidle")
    assert await page.evaluate("window.shift") < 0.02
    await context.close()


async def test_pictures_come_in_the_right_size_and_when_they_are_near(browser: Browser, site: Site) -> None:
    wide = await new_context(browser, site)
    page = await wide.new_page()
    await page.goto("/", wait_until="networkidle")
    chosen = await page.locator(".hero-wall img").evaluate_all("all => all.map((one) => one.currentSrc)")
    assert chosen
    assert all("-280.webp?v=" in url for url in chosen), chosen
    await wide.close()
    phone = await new_context(browser, site, width=390)
    page = await phone.new_page()
    await page.goto("/", wait_until="networkidle")
    last = page.locator(".modes img").last
    await expect(last).to_have_js_property("complete", False)
    await last.scroll_into_view_if_needed()
    await expect(last).to_have_js_property("complete", True)
    await phone.close()


async def test_clips_play_while_they_are_seen_and_can_be_heard(browser: Browser, site: Site) -> None:
    context = await browser.new_context(base_url=site.url, reduced_motion="no-preference")
    page = await context.new_page()
    await page.goto("/", wait_until="networkidle")
    talking = page.locator(".modes video").first
    await expect(talking).to_have_js_property("readyState", 0)
    await talking.scroll_into_view_if_needed()
    await expect(talking).to_have_js_property("paused", False)
    await expect(talking).to_have_js_property("muted", True)
    frame = page.locator(".mode-frame").first
    await frame.get_by_role("button", name="Sound of the clip").click()
    await expect(talking).to_have_js_property("muted", False)
    await frame.get_by_role("button", name="Pause the clip").click()
    await expect(talking).to_have_js_property("paused", True)
    assert await page.locator("track").evaluate("track => track.track.cues.length") > 2
    await context.close()


async def test_browsers_keep_what_never_changes(context: BrowserContext) -> None:
    page = await context.new_page()
    kept: dict[str, str] = {}
    page.on("response", lambda r: kept.update({r.url: r.headers.get("cache-control", "")}))
    await page.goto("/", wait_until="networkidle")
    for url, value in kept.items():
        if re.search(r"\.(css|js|webp|png)", url):
            assert "immutable" in value or "/icons/" in url, (url, value)


async def test_numbers_are_written_as_the_person_does(browser: Browser, site: Site) -> None:
    context = await browser.new_context(base_url=site.url, locale="de-DE")
    page = await context.new_page()
    await page.goto("/pricing")
    await expect(page.locator(".plan").nth(1)).to_contain_text("1.000 credits every day")
    await page.goto("/terms")
    await expect(page.locator("time")).to_have_text(re.compile(r"^\d+\. \w+ \d{4}$"))
    await context.close()


async def test_others_find_and_show_the_site(context: BrowserContext, site: Site) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await page.goto("/pricing")
    await expect(page.locator("link[rel=canonical]")).to_have_attribute("href", f"{site.url}/pricing")
    picture = await page.locator("meta[property='og:image']").get_attribute("content")
    assert picture is not None
    assert picture.startswith(site.url)
    for address in (picture, "/robots.txt", "/sitemap.xml", "/site.webmanifest", "/favicon.ico"):
        assert (await page.request.get(address)).ok, address
    assert wrong == []
