"""Characters: the face in the form, the cards with their menu, and the page of one."""

import re
import sys
import time

import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.e2e.conftest import Site, new_context, new_page, sign_up, watched
from tests.e2e.page_checks import WIDEST, clean_in_both_themes, how_wide

pytestmark = pytest.mark.e2e
LONG = 90_000


async def pick(page: Page, name: str, word: str) -> None:
    await page.locator(f"label:has(input[name={name}][value='{word}'])").click()


async def invent(page: Page, name: str = "Amara") -> str:
    """By a call of the page's own; the id."""
    made = await page.request.post("/api/characters", data={"name": name, "age": 28, "gender": "female"})
    own: str = (await made.json())["id"]
    return own


async def test_the_face_follows_what_is_chosen(
    context: BrowserContext, capsys: pytest.CaptureFixture[str]
) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await page.goto("/dashboard/characters?new=1")
    face = page.locator("#character .maker-face")
    await expect(page.locator("#character [data-drawn]")).to_be_visible()
    took = []
    for name, word in (("skin_tone", "deep"), ("hair_style", "afro"), ("eye_color", "amber")):
        began = time.monotonic()
        await pick(page, name, word)
        await expect(face).to_have_attribute("src", re.compile(f"{name}={word}"), timeout=10_000)
        took.append(time.monotonic() - began)
    with capsys.disabled():
        sys.stdout.write(f"\na face after a choice: {[round(one, 2) for one in took]} s\n")
    last = await face.get_attribute("src")
    await page.fill("#name", "Amara")
    await page.fill("#age", "12")
    await page.fill("#persona", "Dry, warm, unhurried.")
    await page.locator("#save-character").click()
    await expect(page.locator("#age-error")).to_contain_text("18 or older")
    await expect(page.locator("#age")).to_be_focused()
    await expect(page.locator("#persona")).to_have_value("Dry, warm, unhurried.")
    await expect(page.locator("input[name=hair_style][value=afro]")).to_be_checked()
    await expect(face).to_have_attribute("src", last or "")
    await page.fill("#age", "28")
    await page.locator("#save-character").click()
    card = page.locator("[data-character]")
    await expect(card).to_contain_text("28, woman, afro, deep skin")
    assert await card.get_attribute("data-character") in (last or "")
    assert wrong == []


async def test_surprise_me_fills_the_form(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await page.goto("/dashboard/characters?new=1")
    await page.locator("#surprise").click()
    await expect(page.locator("#name")).not_to_have_value("")
    await expect(page.locator("#persona")).not_to_have_value("")
    await expect(page.locator("input[name=skin_tone][value='']")).not_to_be_checked()
    name = await page.locator("#name").input_value()
    await page.locator("#save-character").click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()
    assert wrong == []


async def test_the_menu_of_a_card(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await invent(page)
    await page.goto("/dashboard/characters")
    menu = page.get_by_role("button", name="More for Amara")
    await menu.click()
    await clean_in_both_themes(page, "characters-menu")
    await page.get_by_role("menuitem", name="Edit").click()
    await page.fill("#name", "Mia")
    await page.locator("#save-character").click()
    await expect(page.get_by_role("heading", name="Mia")).to_be_visible()
    await page.get_by_role("button", name="More for Mia").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await expect(page.locator("#delete-character")).to_contain_text("stay in the gallery")
    await page.locator("#delete-character").get_by_role("button", name="Delete").click()
    await expect(page.get_by_text("No characters yet")).to_be_visible()
    assert wrong == []


async def test_the_page_of_one_is_live(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    own = await invent(page)
    await page.goto("/dashboard/characters")
    await page.get_by_role("link", name="Amara").click()
    await page.wait_for_url(re.compile(f"character={own}"))
    await expect(page.locator("h2", has_text="Amara")).to_be_visible()
    await expect(page.get_by_text("Nothing made yet")).to_be_visible()
    body = {"prompt": "by the sea", "count": 2, "character_id": own}
    assert (await page.request.post("/api/generate/image", data=body)).status == 202
    await expect(page.locator("[data-in-progress]")).to_be_visible(timeout=20_000)
    await expect(page.locator("[data-output] img")).to_have_count(2, timeout=LONG)
    await expect(page.locator("[data-in-progress]")).to_have_count(0)
    await expect(page.locator(".person-figures")).to_contain_text("16")
    await page.get_by_role("link", name="Favourites").click()
    await expect(page.get_by_text("Nothing of this kind yet")).to_be_visible()
    await page.get_by_role("link", name="Pictures").click()
    await page.locator("[data-output] a").first.click()
    await expect(page.locator("#lightbox[open]")).to_contain_text("by the sea")
    await page.goto(f"/dashboard/characters?character={own}")
    await page.get_by_role("button", name="More for Amara").click()
    await page.get_by_role("menuitem", name="Delete").click()
    await page.locator("#delete-character").get_by_role("button", name="Delete").click()
    await page.wait_for_url(re.compile("/dashboard/characters$"))
    assert wrong == []


async def test_a_strangers_character_has_no_page(context: BrowserContext, site: Site) -> None:
    page = await context.new_page()
    await sign_up(page)
    own = await invent(page)
    assert context.browser is not None
    other = await new_context(context.browser, site)
    theirs = await other.new_page()
    await theirs.goto(f"/dashboard/characters?character={own}")
    await theirs.wait_for_url(re.compile("/auth/signin"))
    await sign_up(theirs)
    await theirs.goto(f"/dashboard/characters?character={own}")
    await expect(theirs.get_by_text("No characters yet")).to_be_visible()
    await other.close()


async def test_nothing_reaches_out_of_a_narrow_window_while_something_is_made(
    context: BrowserContext,
) -> None:
    page = await new_page(context, width=360, height=800)
    await sign_up(page)
    own = await invent(page, "Amara Okafor the unhurried")
    body = {"prompt": "by the sea", "count": 4, "character_id": own}
    await page.goto("/dashboard")
    asked = await page.request.post("/api/generate/image", data=body)
    assert asked.status == 202
    await expect(page.locator("#queue-button")).to_contain_text("in queue")
    for path in ("", "?new=1", f"?character={own}"):
        await page.goto(f"/dashboard/characters{path}")
        await expect(page.locator("#credits")).to_contain_text(re.compile("[1-9]"))
        assert await how_wide(page) <= 360, f"{path}: {await page.evaluate(WIDEST)}"
    # Nobody waits for these pictures.
    made = (await asked.json())["id"]
    assert (await page.request.post(f"/api/generations/{made}/cancel")).ok
