"""Files from a person's own disk: a sound that is spoken to, and photos of a real face."""

import pytest
from playwright.async_api import BrowserContext, FilePayload, Page, expect

from tests import photos
from tests.e2e.conftest import ARTIFACTS, Site, api_client, sign_up, watched
from tests.e2e.page_checks import clean_in_both_themes
from tests.e2e.test_videos import picture
from tests.media.videos import sound_file, tone

pytestmark = pytest.mark.e2e
LONG = 240_000


async def character(context: BrowserContext, site: Site) -> str:
    async with await api_client(context, site) as mine:
        new = {"name": "Amara", "age": 28, "gender": "female", "style": "realistic"}
        own: str = (await mine.post("/api/characters", json=new)).json()["id"]
    return own


async def bring(page: Page, name: str, data: bytes, to: str = "#sound") -> None:
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    await page.locator(to).set_input_files([file])


async def give(page: Page, name: str, data: bytes) -> None:
    await bring(page, name, data, "#real-face")


async def test_a_character_speaks_to_a_sound_that_was_brought(context: BrowserContext, site: Site) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await picture(page)
    await page.locator("[data-kind=done] a[href*='mode=avatar']").first.click()
    await bring(page, "me.wav", sound_file(tone(2.0)))
    await expect(page.locator("[data-audio]")).to_contain_text("2.0 s of sound")
    await expect(page.locator("#script")).to_have_count(0)
    await expect(page.locator("#make")).to_contain_text("15 credits")
    await page.screenshot(path=ARTIFACTS / "bring-sound.png")
    await page.locator("#make").click()
    await expect(page.locator("[data-kind=done] video")).to_have_count(1, timeout=LONG)
    assert wrong == []


async def test_a_sound_that_is_none_says_so_and_nothing_is_lost(context: BrowserContext, site: Site) -> None:
    page = await context.new_page()
    await sign_up(page)
    await page.goto("/dashboard/generate?mode=avatar")
    await page.fill("#script", "What I wrote.")
    await bring(page, "me.mp3", b"not a sound at all")
    await expect(page.locator("#sound-trouble")).to_contain_text("This is a text file, not a")
    await expect(page.locator("#script")).to_have_value("What I wrote.")


async def test_real_faces_with_a_statement(context: BrowserContext, site: Site) -> None:
    page = await context.new_page()
    await sign_up(page)
    await character(context, site)
    await page.goto("/dashboard/characters")
    await page.get_by_role("link", name="Amara", exact=True).click()
    trouble = page.locator("#real-face-trouble")
    await give(page, "me.jpg", photos.snapshot())
    await expect(trouble).to_contain_text("Tick the box")
    await page.locator("#real-face-consent").check()
    await give(page, "wall.jpg", photos.jpeg(photos.wall()))
    await expect(trouble).to_contain_text("No face was found")
    await give(page, "us.jpg", photos.jpeg(photos.two_people()))
    await expect(trouble).to_contain_text("More than one face")
    await give(page, "me.jpg", photos.snapshot())
    await expect(page.locator("[data-reference-photo] img")).to_be_visible()
    await expect(trouble).to_be_empty()
    await expect(page.locator("#real-face-consent")).not_to_be_checked()
    await clean_in_both_themes(page, "faces")
    await page.get_by_role("button", name="Remove this photo").click()
    await expect(page.locator("[data-reference-photo]")).to_have_count(0)
