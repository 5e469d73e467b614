"""Somebody is invented while one looks on, and gets a page of their own."""

import re

import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import ARTIFACTS, Site, api_client, new_context, sign_up, watched
from tests.e2e.looks import found_by_axe, how_wide

pytestmark = pytest.mark.e2e
LONG = 180_000
WIDTH = "(image) => image.complete ? image.naturalWidth : 0"


async def drawn(page: Page) -> str:
    """The address of the preview, once it has been drawn."""
    face = page.locator("[data-preview]")
    await face.evaluate("(image) => image.decode()")
    assert await face.evaluate(WIDTH) == 192
    return await face.get_attribute("src") or ""


async def test_the_face_follows_what_is_chosen_and_is_the_one_that_comes(
    context: BrowserContext, site: Site
) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await page.goto("/dashboard/characters?new=1")
    form = page.locator("#character")
    first = await drawn(page)
    await form.get_by_title("Ebony").click()
    await expect(page.locator("[data-preview]")).to_have_attribute("src", re.compile("skin_tone=ebony"))
    await drawn(page)
    await form.get_by_role("button", name="Another face").click()
    await expect(page.locator("[data-preview]")).not_to_have_attribute(
        "src", re.compile(re.escape(first.split("&")[0].split("?")[1]))
    )
    await form.locator("#age").fill("17")
    await expect(form).to_contain_text("18 or more")
    await form.get_by_role("button", name="Invent").click()
    await expect(form.locator("#age-error")).to_contain_text("18 or older")
    await form.get_by_role("button", name="Surprise me").click()
    last = await drawn(page)
    name = await form.locator("#name").input_value()
    assert name
    await form.get_by_role("button", name="Invent").click()
    await expect(form).to_be_hidden()
    card = page.locator("[data-character]")
    key = re.search("key=([0-9a-f-]+)", last)
    assert key is not None
    await expect(card).to_have_attribute("data-character", key[1])
    await expect(card.get_by_role("img", name=f"Portrait of {name}")).to_be_visible(timeout=LONG)
    await card.get_by_role("link", name=name, exact=True).click()
    await expect(page.locator(".person-name")).to_have_text(name)
    await expect(page).to_have_url(re.compile("who="))
    await page.reload()
    await expect(page.locator(".person-name")).to_have_text(name)
    await page.get_by_role("link", name="All characters").click()
    await expect(card).to_be_visible()
    assert wrong == []


async def test_a_page_shows_what_is_made_with_them_while_it_is_made(
    browser: Browser, context: BrowserContext, site: Site
) -> None:
    page = await context.new_page()
    await sign_up(page)
    async with await api_client(context, site) as mine:
        new = {
            **{"name": "Amara", "age": 28, "gender": "female", "style": "realistic", "hair_style": "coils"},
            **{"skin_tone": "deep", "hair_color": "black", "eye_color": "brown", "body_type": "slim"},
            "persona": "Night-shift radio host who dresses like the show is on television.",
        }
        own = (await mine.post("/api/characters", json=new)).json()["id"]
        await page.goto(f"/dashboard/characters?who={own}")
        await expect(page.get_by_text("Nothing has been made")).to_be_visible()
        asked = {"prompt": "on a rooftop at dusk", "character_id": own, "count": 3, "aspect_ratio": "4:5"}
        assert (await mine.post("/api/generate/image", json=asked)).status_code == 202
    await expect(page.locator("[data-output] img")).to_have_count(3, timeout=LONG)
    await expect(page.get_by_text("3 results")).to_be_visible()
    cookies = (await context.storage_state())["cookies"]
    for theme in ("dark", "light"):
        for width in (390, 1024, 1440):
            seen = await new_context(browser, site, width=width, theme=theme)
            await seen.add_cookies(cookies)  # type: ignore[arg-type]  # the same shape
            look = await seen.new_page()
            await look.goto(f"/dashboard/characters?who={own}", wait_until="networkidle")
            await look.screenshot(path=ARTIFACTS / f"person-{theme}-{width}.png", full_page=True)
            assert await found_by_axe(look) == [], f"{theme} {width}"
            await look.get_by_role("button", name="Change").click()
            await drawn(look)
            await look.screenshot(path=ARTIFACTS / f"person-form-{theme}-{width}.png")
            assert await found_by_axe(look) == [], f"form {theme} {width}"
            await look.set_viewport_size({"width": 360, "height": 800})
            assert await how_wide(look) <= 360
            await seen.close()
    await page.locator("[data-output]").first.click()
    await expect(page.locator("#lightbox")).to_be_visible()
