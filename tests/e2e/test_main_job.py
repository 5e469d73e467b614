"""The product as a person uses it."""

import io
import re

import httpx2
import pytest
from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, expect

from influencer_app.media import read_xmp
from tests.e2e.conftest import Site, api_client, new_context, sign_up, sign_up_in_the_form, watched

pytestmark = pytest.mark.e2e
LONG = 90_000


async def invent(page: Page, name: str) -> None:
    await page.goto("/dashboard/characters")
    await page.get_by_role("button", name="New character").click()
    await page.fill("#name", name)
    await page.locator("#save-character").click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()


async def ask_for(page: Page, prompt: str, count: int) -> None:
    await page.goto("/dashboard/generate")
    await page.fill("#prompt", prompt)
    await page.locator(f"label:has(input[name=count][value='{count}'])").click()
    await expect(page.locator("#make")).to_contain_text("pictures" if count > 1 else "picture")


async def test_sign_up_make_a_character_and_two_pictures_and_leave(
    browser: Browser, context: BrowserContext, site: Site
) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up_in_the_form(page)
    await invent(page, "Amara")
    await expect(page.locator("[data-character] img[src*='/preview']")).to_be_visible(timeout=LONG)
    await ask_for(page, "on the beach at sunset, laughing", 2)
    await page.locator("button.face", has_text="Amara").click()
    await expect(page.locator("#make")).to_contain_text("16 credits")

    tab = await context.new_page()
    wrong_in_tab = watched(tab)
    await tab.goto("/dashboard/generate")
    await expect(tab.locator("#credits")).to_contain_text("80")

    await page.get_by_role("button", name="Enhance").click()
    await expect(page.locator("#enhancement")).to_contain_text("low warm light")
    await page.locator("#make").click()
    for shown in (page, tab):
        await expect(shown.locator("[data-generation]").first).to_be_visible()
        await expect(shown.locator("#credits")).to_contain_text("64")
    seen = await page.evaluate(
        """() => new Promise((done) => {
            const seen = new Set();
            const look = () => {
                const bar = document.querySelector('[data-kind=running] [role=progressbar]');
                if (bar) seen.add(bar.getAttribute('aria-valuenow'));
                if (document.querySelector('[data-kind=done]')) { watch.disconnect(); done([...seen]); }
            };
            const watch = new MutationObserver(look);
            watch.observe(document.body, {subtree: true, childList: true, attributes: true});
            look();
        })"""
    )
    assert len(seen) >= 4, f"progress was seen at {seen} only"
    for shown in (page, tab):
        await expect(shown.locator("[data-kind=done] [data-output]")).to_have_count(2)
    before = await page.locator("[data-kind=done] [data-output]").first.get_attribute("data-output")
    await page.reload()
    await expect(page.locator("[data-kind=done] [data-output]").first).to_have_attribute(
        "data-output", before or ""
    )
    await the_files_are_ours_alone(browser, context, site, page)
    await page.goto("/dashboard/gallery")
    await expect(page.locator("[data-output]")).to_have_count(2)

    await page.locator("summary[aria-label=Account]:visible").click()
    await page.get_by_role("button", name="Sign out").locator("visible=true").click()
    await page.wait_for_url(f"{site.url}/")
    await page.goto("/dashboard/generate")
    await page.wait_for_url(re.compile("/auth/signin"))
    assert wrong == wrong_in_tab == []


async def the_files_are_ours_alone(browser: Browser, context: BrowserContext, site: Site, page: Page) -> None:
    """The owner downloads a picture of the asked shape with its XMP; a stranger gets 404 everywhere."""
    async with await api_client(context, site) as mine:
        done = (await mine.get("/api/generations")).json()["items"][0]
        url = done["outputs"][0]["url"]
        data = (await mine.get(url)).content
    with Image.open(io.BytesIO(data)) as picture:
        assert picture.size == (896, 1120)
    assert read_xmp(data)["Iptc4xmpExt:DigitalSourceType"].endswith("/algorithmicMedia")
    other = await new_context(browser, site)
    await sign_up(await other.new_page())
    async with await api_client(other, site) as theirs:
        for path in (url, done["outputs"][0]["thumb_url"], f"/api/generations/{done['id']}"):
            assert (await theirs.get(path)).status_code == 404
    await other.close()
    async with httpx2.AsyncClient(base_url=site.url) as nobody:
        assert (await nobody.get(url)).status_code == 404


async def test_cancel_from_the_page_gives_the_credits_back(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await ask_for(page, "a cafe in the morning", 4)
    await page.locator("#make").click()
    await expect(page.locator("#credits")).to_contain_text("60")
    await page.locator("[data-generation]").get_by_role("button", name="Cancel").click()
    await expect(page.locator("[data-kind=ended]")).to_contain_text("Canceled. 20 credits refunded.")
    await expect(page.locator("#credits")).to_contain_text("80")
    assert wrong == []


async def test_the_keyboard_alone_is_enough(context: BrowserContext) -> None:
    page = await context.new_page()
    await sign_up(page)
    await page.goto("/dashboard/generate")
    await expect(page.locator("#prompt")).to_be_visible()
    await page.focus("#prompt")
    await page.keyboard.type("in a studio")
    await expect(page.locator("#prompt")).to_have_value("in a studio")
    await expect(page.locator("#make")).to_be_enabled()
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-kind=done]")).to_be_visible(timeout=LONG)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"email": "nobody@example.com", "password": "wrong wrong wrong"}, "don’t match"),
        ({"email": "nobody", "password": "wrong wrong wrong"}, "look like an email address"),
    ],
)
async def test_a_wrong_sign_in_says_so_and_keeps_the_address(
    context: BrowserContext, form: dict[str, str], words: str
) -> None:
    page = await context.new_page()
    await page.goto("/auth/signin?next=/dashboard/gallery")
    await page.evaluate("document.querySelector('form').noValidate = true")
    for name, value in form.items():
        await page.fill(f"[name={name}]", value)
    await page.click("form [type=submit]")
    await expect(page.get_by_text(words)).to_be_visible()
    await expect(page.locator("[name=email]")).to_have_value(form["email"])


async def test_an_open_tab_is_quiet_when_nothing_happens(context: BrowserContext, site: Site) -> None:
    """No frame but heartbeats, and no SQL of the web processes, for 60 seconds."""
    page = await context.new_page()
    frames: list[str] = []
    page.on(
        "websocket",
        lambda socket: [
            socket.on("framereceived", lambda data: frames.append(str(data))),
            socket.on("framesent", lambda data: frames.append(str(data))),
        ],
    )
    await sign_up(page)
    await page.goto("/dashboard/generate")
    await expect(page.get_by_text("Your first picture appears here")).to_be_visible()
    async with httpx2.AsyncClient(base_url=site.url) as client:
        first, second = await queries(client), await queries(client)
        await page.wait_for_timeout(2_000)
        frames.clear()
        third = await queries(client)
        await page.wait_for_timeout(60_000)
        fourth = await queries(client)
    assert [frame for frame in frames if frame not in ("2", "3")] == []
    assert third - second == second - first
    assert fourth - third == second - first, "the tab caused SQL"


async def queries(client: httpx2.AsyncClient) -> int:
    """SQL statements of all web processes so far; asking costs the same few each time."""
    text = (await client.get("/metrics")).text
    found = re.search(r'evermuse_db_queries_total\{role="web"\} ([\d.]+)', text)
    assert found is not None
    return int(float(found[1]))
