"""The shell around studio pages: palette, queue, notifications, theme; by keyboard, live, on phones."""

import re

import pytest
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.e2e.conftest import ARTIFACTS, PASSWORD, Site, new_page, sign_up, watched
from tests.e2e.page_checks import Rules, found_by_axe, how_wide

pytestmark = pytest.mark.e2e
LONG = 90_000
PAGES = (
    *("/dashboard", "/dashboard/generate", "/dashboard/characters", "/dashboard/gallery", "/dashboard/bin"),
    *(
        f"/dashboard/settings?tab={tab}"
        for tab in ("profile", "security", "ledger", "billing", "plans", "appearance")
    ),
)


async def with_amara(page: Page) -> str:
    """A character made by a call of the page's own; returns its id."""
    body = {"name": "Amara", "age": 28, "gender": "female", "skin_tone": "deep"}
    made = await page.request.post("/api/characters", data=body)
    return str((await made.json())["id"])


async def ask_for(page: Page, count: int, prompt: str = "in a cafe in the morning") -> str:
    """Pictures asked for by a call; returns the generation's id."""
    made = await page.request.post("/api/generate/image", data={"prompt": prompt, "count": count})
    assert made.status == 202
    return str((await made.json())["id"])


async def open_palette(page: Page, words: str = "") -> Locator:
    await page.keyboard.press("Control+k")
    field = page.get_by_role("combobox", name="Search or jump to")
    await expect(field).to_be_focused()
    await page.keyboard.type(words)
    return field


async def reach(page: Page, wanted: Locator) -> None:
    """By the tabulator alone."""
    await expect(wanted).to_be_visible()
    for _ in range(60):
        if await wanted.evaluate("element => element === document.activeElement"):
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by keyboard")


async def test_the_palette_finds_a_character_and_goes_there_by_keyboard(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    amara = await with_amara(page)
    await page.goto("/dashboard/settings")
    await expect(
        page.get_by_role("option", name="Make a picture of Amara", include_hidden=True)
    ).to_have_count(1)
    field = await open_palette(page, "ama")
    chosen = page.locator("#palette [role=option][aria-selected=true]")
    await expect(chosen).to_contain_text("Amara")
    for key in ("ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown"):
        await page.keyboard.press(key)
        marked = await chosen.get_attribute("id")
        assert await field.get_attribute("aria-activedescendant") == marked
    await page.screenshot(path=ARTIFACTS / "palette-dark-1440.png")
    assert await found_by_axe(page) == []
    await page.keyboard.press("Control+a")
    await page.keyboard.type("gallery amara")
    await expect(chosen).to_contain_text("Gallery, only Amara")
    await page.keyboard.press("Enter")
    await page.wait_for_url(f"**/dashboard/gallery?character={amara}")
    await expect(page.locator("#palette")).to_be_hidden()
    assert wrong == []


async def test_the_palette_keeps_the_focus_and_gives_it_back(context: BrowserContext) -> None:
    page = await context.new_page()
    await sign_up(page)
    await page.goto("/dashboard/gallery")
    before = page.get_by_role("link", name="Settings").first
    await before.focus()
    await open_palette(page)
    for _ in range(4):
        await page.keyboard.press("Tab")
        assert await page.evaluate(
            "['palette', ''].includes(document.activeElement.closest('dialog')?.id ?? '')"
        )
        assert not await before.evaluate("element => element === document.activeElement")
    await page.keyboard.press("Escape")
    await expect(page.locator("#palette")).to_be_hidden()
    await expect(before).to_be_focused()
    await open_palette(page, "zzz")
    await expect(page.get_by_role("status").get_by_text("Nothing is called that")).to_be_visible()
    await page.keyboard.press("Control+k")
    await expect(before).to_be_focused()
    await open_palette(page, "notifications")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog", name="Notifications")).to_be_visible()
    assert await found_by_axe(page) == []


async def test_the_queue_moves_live_on_another_page(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await page.goto("/dashboard/settings")
    await expect(page.locator("#credits")).to_contain_text("80")
    queue = page.get_by_role("button", name="Queue")
    await queue.click()
    await expect(page.get_by_text("Nothing is running.")).to_be_visible()
    await ask_for(page, 2)
    await expect(page.get_by_role("button", name="1 in queue")).to_be_visible()
    row = page.locator("#queue li")
    await expect(row).to_contain_text("in a cafe in the morning")
    await expect(row.get_by_role("progressbar")).to_be_visible()
    await page.screenshot(path=ARTIFACTS / "queue-dark-1440.png")
    assert await found_by_axe(page) == []
    seen = await page.evaluate(
        """() => new Promise((done) => {
            const seen = new Set();
            const look = () => {
                const bar = document.querySelector('#queue [role=progressbar]');
                if (bar) seen.add(bar.getAttribute('aria-valuenow'));
                else { watch.disconnect(); done([...seen]); }
            };
            const watch = new MutationObserver(look);
            watch.observe(document.body, {subtree: true, childList: true, attributes: true});
            look();
        })"""
    )
    assert len(seen) >= 3, f"progress was seen at {seen} only"
    await expect(queue).to_be_visible()
    assert wrong == []


async def test_what_is_canceled_in_the_queue_leaves_it_and_is_told(context: BrowserContext) -> None:
    page = await context.new_page()
    await sign_up(page)
    await page.goto("/dashboard/settings")
    await ask_for(page, 4)
    await page.get_by_role("button", name="1 in queue").click()
    await page.locator("#queue").get_by_role("button", name="Cancel").click()
    await expect(page.get_by_text("Nothing is running.")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Notifications, 1 new").click()
    await expect(page.locator("#notices li")).to_contain_text("Canceled")


async def test_what_ended_while_away_is_new_until_it_is_looked_at(
    browser: Browser, site: Site, context: BrowserContext
) -> None:
    page = await context.new_page()
    await sign_up(page)
    await page.goto("/dashboard/settings")
    await expect(page.get_by_role("button", name="Notifications", exact=True)).to_be_visible()
    made = await ask_for(page, 2)
    await page.goto("/pricing")
    await ended(page, made)
    await page.goto("/dashboard/gallery")
    bell = page.get_by_role("button", name="Notifications, 1 new")
    await expect(bell).to_be_visible()
    elsewhere = await browser.new_context(base_url=site.url, storage_state=await context.storage_state())
    phone = await elsewhere.new_page()
    await phone.goto("/dashboard/gallery")
    await expect(phone.get_by_role("button", name="Notifications, 1 new")).to_be_visible()
    await bell.focus()
    await page.keyboard.press("Enter")
    row = page.locator("#notices li")
    await expect(row).to_contain_text("2 pictures are ready")
    await expect(row).to_contain_text("ago")
    await page.screenshot(path=ARTIFACTS / "notices-dark-1440.png")
    assert await found_by_axe(page) == []
    await page.keyboard.press("Escape")
    seen = page.get_by_role("button", name="Notifications", exact=True)
    await expect(seen).to_be_focused()
    await expect(phone.get_by_role("button", name="Notifications", exact=True)).to_be_visible()
    await elsewhere.close()
    await page.reload()
    await expect(page.locator("#notices li")).to_have_count(1)
    await expect(seen).to_be_visible()
    await seen.click()
    await row.get_by_role("link").click()
    await page.wait_for_url(re.compile(r"/dashboard/gallery\?picture="))
    await expect(page.locator("dialog[open]")).to_be_visible()


async def test_what_its_own_page_shows_is_not_told_again(context: BrowserContext) -> None:
    page = await context.new_page()
    await sign_up(page)
    await page.goto("/dashboard/generate")
    await expect(page.locator("#prompt")).to_be_visible()
    await ask_for(page, 1)
    await expect(page.locator("[data-kind=done]")).to_be_visible(timeout=LONG)
    await expect(page.locator("#notices li")).to_have_count(1)
    rail = page.get_by_role("navigation", name="Studio")
    await rail.get_by_role("link", name="Gallery").focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("main", name="Gallery")).to_be_focused()
    await expect(page.locator("#notices li")).to_have_count(1)
    await expect(page.get_by_role("button", name="Notifications", exact=True)).to_be_visible()


async def ended(page: Page, generation: str) -> None:
    """Wait on the server until it has come to its end."""
    for _ in range(180):
        answer = await page.request.get(f"/api/generations/{generation}")
        if (await answer.json())["status"] in ("succeeded", "failed", "canceled"):
            return
        await page.wait_for_timeout(500)
    raise AssertionError("it does not end")


async def test_the_theme_is_the_systems_until_one_is_chosen(context: BrowserContext) -> None:
    page = await context.new_page()
    await sign_up(page)
    root = page.locator("html")
    await page.goto("/dashboard/gallery")
    await expect(root).to_have_class(re.compile(r"\bdark\b"))
    await page.emulate_media(color_scheme="light")
    await expect(root).to_have_class(re.compile(r"\blight\b"))
    await open_palette(page, "dark")
    await page.keyboard.press("Enter")
    await expect(root).to_have_class(re.compile(r"\bdark\b"))
    for path in ("/dashboard/settings?tab=appearance", "/", "/dashboard"):
        await page.goto(path)
        await expect(root).to_have_class(re.compile(r"\bdark\b"))
    await open_palette(page, "system theme")
    await page.keyboard.press("Enter")
    await expect(root).to_have_class(re.compile(r"\blight\b"))
    await page.emulate_media(color_scheme="dark")
    await expect(root).to_have_class(re.compile(r"\bdark\b"))


async def test_the_main_job_needs_no_mouse(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await page.goto("/auth/signup")
    await reach(page, page.locator("[name=email]"))
    await page.keyboard.type("keys-alone@example.com")
    await reach(page, page.locator("[name=password]"))
    await page.keyboard.type(PASSWORD)
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile("/dashboard"))
    await expect(page.locator("#character")).to_be_visible()
    await page.goto("/dashboard")
    await expect(page.locator("#credits")).to_contain_text("80")

    await page.keyboard.press("Tab")
    await expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#content")).to_be_focused()

    await open_palette(page, "new character")
    await page.keyboard.press("Enter")
    await reach(page, page.locator("#name"))
    await page.keyboard.type("Amara")
    await reach(page, page.locator("#save-character"))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Amara")).to_be_visible()

    await open_palette(page, "make a picture of amara")
    await expect(page.get_by_role("option", selected=True)).to_contain_text("Amara")
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile(r"/dashboard/generate\?character="))
    await reach(page, page.locator("#prompt"))
    await page.keyboard.type("on the beach at sunset")
    await expect(page.locator("#make")).to_contain_text("8 credits")
    await expect(page.locator("#make")).to_be_enabled()
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("[data-kind=done] [data-output]")).to_have_count(1, timeout=LONG)
    await expect(page.locator("#credits")).to_contain_text("72")
    assert wrong == []


@pytest.mark.parametrize("theme", ["dark", "light"])
async def test_a_narrow_phone_has_the_whole_frame(context: BrowserContext, theme: str) -> None:
    """On each page: nothing sideways, all sheets in the window, targets of a finger's size.

    The theme moves nothing, so the light one is seen on the first page alone.
    """
    page = await new_page(context, width=360, height=720, theme=theme)
    wrong = watched(page)
    await sign_up(page)
    await with_amara(page)
    for path in PAGES if theme == "dark" else PAGES[:1]:
        await page.goto(path, wait_until="networkidle")
        assert await how_wide(page) <= 360, path
        await expect(page.get_by_role("navigation", name="Studio")).to_be_visible()
        await expect(page.locator("#credits")).to_be_visible()
        for opener, sheet in (
            ("#queue-button", "#queue"),
            ("#bell", "#notices"),
            (".palette-open", "#palette"),
        ):
            await page.locator(opener).click()
            await expect(page.locator(sheet)).to_be_visible()
            box = await page.locator(sheet).bounding_box()
            assert box is not None
            assert box["x"] >= 0, f"{path} {sheet}"
            assert box["x"] + box["width"] <= 360, f"{path} {sheet}"
            assert await how_wide(page) <= 360, f"{path} {sheet}"
            if path == PAGES[0]:
                await page.screenshot(path=ARTIFACTS / f"{sheet[1:]}-{theme}-360.png")
                assert await found_by_axe(page, Rules.ALL if theme == "dark" else Rules.COLOUR) == []
            await page.keyboard.press("Escape")
            await expect(page.locator(sheet)).to_be_hidden()
    assert wrong == []
