"""Every page in both themes and all widths: clean for axe, nothing sideways, a screenshot kept."""

import sys

import pytest
from playwright.async_api import BrowserContext, Page, Response, expect

from tests.e2e.conftest import new_page, sign_up, watched
from tests.e2e.page_checks import THEMES, fits_narrow_window, opened, seen_everywhere

pytestmark = pytest.mark.e2e

PUBLIC = {
    "landing": "/",
    "pricing": "/pricing",
    "terms": "/terms",
    "privacy": "/privacy",
    "sign-in": "/auth/signin",
    "sign-up": "/auth/signup",
    "forgot": "/auth/forgot",
    "forgot-sent": "/auth/forgot?done=sent",
    "reset": "/auth/reset?token=abc",
    "reset-expired": "/auth/reset?error=invalid-token",
    "verify": "/auth/verify?token=abc",
    "verify-half": "/auth/verify?done=half",
    "verify-failed": "/auth/verify?error=invalid-token",
    "invitation": "/invitation?token=abc",
    "second-factor": "/auth/second-factor",
    "second-factor-wrong": "/auth/second-factor?error=wrong-code",
    "second-factor-over": "/auth/second-factor?error=expired-challenge",
    "first-admin": "/auth/admin?token=abc",
    "first-admin-over": "/auth/admin?error=invalid-token",
    "lost": "/nothing-here",
}
ALIKE = {
    "characters-form": "/dashboard/characters?new=1",
    "settings-profile": "/dashboard/settings",
    "settings-security": "/dashboard/settings?tab=security",
    "settings-workspaces": "/dashboard/settings?tab=workspaces",
    "settings-appearance": "/dashboard/settings?tab=appearance",
}
"""Pages that show the same whatever somebody has made."""

STUDIO = {
    "home": "/dashboard",
    "create": "/dashboard/generate",
    "characters": "/dashboard/characters",
    "gallery": "/dashboard/gallery",
    "settings-ledger": "/dashboard/settings?tab=ledger",
}


@pytest.mark.parametrize("theme", THEMES)
async def test_public_pages(context: BrowserContext, theme: str) -> None:
    """They ask for the system's theme once, when they are opened."""
    await look_at_all(await new_page(context, theme=theme), PUBLIC, (theme,))


async def test_pages_of_the_studio(context: BrowserContext) -> None:
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await look_at_all(page, {**ALIKE, **{f"{name}-empty": path for name, path in STUDIO.items()}})
    own = await with_things(page)
    await look_at_all(page, {**STUDIO, "person": f"/dashboard/characters?character={own}"})
    assert wrong == []


async def look_at_all(page: Page, pages: dict[str, str], themes: tuple[str, ...] = THEMES) -> None:
    """Open each page, and see it in these themes and in all widths."""
    for name, path in pages.items():
        await opened(page, name, path)
        await seen_everywhere(page, name, themes)
        await fits_narrow_window(page, name)


async def with_things(page: Page) -> str:
    """A character and a set of pictures, asked for by the page's own calls; the character's id."""
    made = await page.request.post(
        "/api/characters", data={"name": "Amara", "age": 28, "gender": "female", "skin_tone": "deep"}
    )
    character: str = (await made.json())["id"]
    body = {"prompt": "on the beach at sunset, laughing", "count": 2, "character_id": character}
    assert (await page.request.post("/api/generate/image", data=body)).status == 202
    await page.goto("/dashboard/generate")
    await expect(page.locator("[data-kind=done]")).to_be_visible(timeout=90_000)
    await expect(page.locator("button.face img").first).to_be_visible()
    return character


async def test_pages_weigh_little(context: BrowserContext, capsys: pytest.CaptureFixture[str]) -> None:
    """Compressed script and style of each page, printed; at most 260 kB of script where there is state."""
    page = await context.new_page()
    await sign_up(page)
    tools = await context.new_cdp_session(page)
    await tools.send("Network.enable")
    await tools.send("Network.setCacheDisabled", {"cacheDisabled": True})
    answers: list[Response] = []
    page.on("response", lambda response, kept=answers: kept.append(response))
    script: dict[str, int] = {}
    style: dict[str, int] = {}
    for name, path in {"landing": "/", **ALIKE, **STUDIO}.items():
        answers.clear()
        await page.goto(path, wait_until="networkidle")
        script[name] = await weight(answers, (".js", ".mjs"))
        style[name] = await weight(answers, (".css",))
    with capsys.disabled():
        for what, bytes_of in (("script", script), ("style", style)):
            weights = {name: f"{size / 1000:.0f} kB" for name, size in bytes_of.items()}
            sys.stdout.write(f"\ncompressed {what} a page: {weights}\n")
    assert script["landing"] <= 160_000
    assert max(script.values()) <= 260_000
    assert min(style.values()) > 0


async def weight(answers: list[Response], endings: tuple[str, ...]) -> int:
    """Bytes that came for files of these endings."""
    sizes = [await one.request.sizes() for one in answers if one.url.split("?")[0].endswith(endings)]
    return sum(size["responseBodySize"] for size in sizes)
