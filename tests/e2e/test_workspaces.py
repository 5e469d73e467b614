"""A workspace shared by two people, each with a tab of their own."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

import httpx2
import pytest
from playwright.async_api import Browser, BrowserContext, Page, expect

from influencer_app.db.transaction import transaction
from influencer_app.domain.credits.service import grant
from influencer_app.domain.workspaces.schemas import WorkspaceRole
from influencer_app.domain.workspaces.service import add_member, remove_member
from influencer_app.settings import Settings
from influencer_app.wiring import close_runtime, open_runtime
from tests.e2e.conftest import (
    PASSWORD,
    Site,
    api_client,
    new_context,
    new_page,
    sign_up,
    sign_up_in_the_form,
    watched,
)
from tests.e2e.page_checks import THEMES, clean_in_both_themes, seen_everywhere

pytestmark = pytest.mark.e2e
LONG = 90_000


@asynccontextmanager
async def installation(site: Site) -> AsyncIterator[None]:
    """This process works on the site's own database and live channel."""
    services = json.loads((site.data_dir / "run" / "services.json").read_text())
    settings = Settings.read(
        _env_file=None,
        data_dir=site.data_dir,
        database_url=services["database_url"],
        redis_url=services["redis_url"],
        secret_key="not-used-by-what-is-done-here-0123456789",
    )
    await open_runtime(settings)
    try:
        yield
    finally:
        await close_runtime()


async def create_team(client: httpx2.AsyncClient) -> str:
    """A workspace with credits for a few pictures."""
    made = await client.post("/api/workspaces", json={"name": "Studio North"})
    assert made.status_code == 201, made.text
    found: str = made.json()["id"]
    async with transaction() as session:
        await grant(session, UUID(found), 40, key=found)
    return found


async def join(client: httpx2.AsyncClient, team: str, role: WorkspaceRole) -> UUID:
    person_id = UUID((await client.get("/api/user")).json()["id"])
    async with transaction() as session:
        await add_member(session, UUID(team), person_id, role)
    return person_id


async def open_in(page: Page, team: str, path: str) -> None:
    """The page in a tab that has the workspace open."""
    await page.evaluate("id => sessionStorage.setItem('workspace', id)", team)
    await page.goto(path)


async def test_two_members_follow_each_other_and_a_removed_one_loses_everything_at_once(
    browser: Browser, context: BrowserContext, site: Site
) -> None:
    other = await new_context(browser, site)
    mine, theirs = await context.new_page(), await other.new_page()
    await sign_up_in_the_form(mine)
    await sign_up_in_the_form(theirs)
    async with (
        installation(site),
        await api_client(context, site) as client,
        await api_client(other, site) as guest,
    ):
        team = await create_team(client)
        member = await join(guest, team, "editor")
        await open_in(mine, team, "/dashboard/generate")
        await open_in(theirs, team, "/dashboard/generate")
        wrong = watched(mine)
        for page in (mine, theirs):
            await expect(page.locator("#credits")).to_contain_text("40")
        await mine.fill("#prompt", "a quiet harbour")
        await mine.locator("#make").click()
        for page in (mine, theirs):
            await expect(page.locator("[data-generation]").first).to_contain_text("a quiet harbour")
            await expect(page.locator("[data-kind=done]").first).to_be_visible(timeout=LONG)
        await expect(theirs.locator(".toast")).to_have_count(0)
        await theirs.goto("/dashboard/gallery")
        picture = theirs.locator("main img").first
        await expect(picture).to_be_visible()
        source = await picture.get_attribute("src") or ""

        async with transaction() as session:
            await remove_member(session, UUID(team), member)
        await theirs.wait_for_url("**/dashboard")
        await expect(theirs.locator("#credits")).to_contain_text("80")
        assert (await guest.get(source)).status_code == 404
        await open_in(theirs, team, "/dashboard/gallery")
        await theirs.wait_for_url("**/dashboard")
        assert await theirs.evaluate("sessionStorage.getItem('workspace') || ''") == ""
        await theirs.goto("/dashboard/gallery")
        await expect(theirs.locator("main")).not_to_contain_text("quiet harbour")
        await expect(theirs.locator(f"img[src='{source}']")).to_have_count(0)
        await expect(mine.locator("[data-kind=done]").first).to_be_visible()
    assert wrong == []
    await other.close()


async def test_one_person_has_two_tabs_on_two_workspaces(context: BrowserContext, site: Site) -> None:
    own, shared = await context.new_page(), await context.new_page()
    await sign_up_in_the_form(own)
    await shared.goto("/dashboard")
    wrong = watched(shared)
    async with installation(site), await api_client(context, site) as client:
        team = await create_team(client)
        await open_in(shared, team, "/dashboard/characters")
        await own.goto("/dashboard/characters")
        await shared.get_by_role("button", name="New character").click()
        await shared.fill("#name", "Noor")
        await shared.locator("#save-character").click()
        await expect(shared.get_by_role("heading", name="Noor")).to_be_visible()
        await shared.reload()
        await expect(shared.get_by_role("heading", name="Noor")).to_be_visible()
        await expect(shared.locator("#credits")).to_contain_text("40")
        await expect(own.locator("#credits")).to_contain_text("80")
        await expect(own.get_by_role("heading", name="Noor")).to_have_count(0)
        found = await client.get("/api/characters", headers={"x-workspace": team})
        assert [one["name"] for one in found.json()["items"]] == ["Noor"]
    assert wrong == []


async def switch_by_menu_and_palette(page: Page) -> None:
    """To the personal workspace and back."""
    await page.set_viewport_size({"width": 390, "height": 844})
    menu = page.locator(".bar .menu")
    await menu.locator("summary").click()
    group = menu.get_by_role("group", name="Workspaces")
    await expect(group.locator("[aria-current=true]")).to_have_text("Studio North")
    await clean_in_both_themes(page, "workspace-menu")
    await group.locator("[aria-current=false]").click()
    await page.wait_for_url("**/dashboard")
    await page.set_viewport_size({"width": 1440, "height": 900})
    await expect(page.locator("#credits")).to_contain_text("80")
    await expect(page.locator(".workspace-name")).to_have_count(0)
    await page.keyboard.press("Control+k")
    await page.keyboard.type("studio n")
    await page.keyboard.press("Enter")
    await expect(page.locator(".workspace-name")).to_have_text("Studio North")
    await page.goto("/dashboard/settings?tab=workspaces")


async def test_a_workspace_is_made_shared_and_left_on_its_pages(
    browser: Browser, context: BrowserContext, site: Site
) -> None:
    mine = await new_page(context)
    wrong = watched(mine)
    await sign_up(mine)
    await mine.goto("/dashboard/settings?tab=workspaces")
    await mine.get_by_label("Name of the workspace").fill("Studio North")
    await mine.get_by_role("button", name="New workspace").click()
    await mine.wait_for_url("**/dashboard")
    await mine.goto("/dashboard/settings?tab=workspaces")
    await mine.get_by_label("Role", exact=True).select_option("viewer")
    await mine.locator("#invite-form [type=submit]").click()
    await expect(mine.get_by_text("Open invitations")).to_be_visible()
    link = await mine.locator("[id^='link-']").text_content() or ""
    await seen_everywhere(mine, "settings-members", THEMES)
    await switch_by_menu_and_palette(mine)

    other = await new_context(browser, site)
    theirs = await other.new_page()
    email = await sign_up(theirs)
    await other.clear_cookies()
    await theirs.goto(link[link.index("/invitation") :])
    await theirs.get_by_role("button", name="Join the workspace").click()
    await theirs.get_by_label("Email").fill(email)
    await theirs.get_by_label("Password", exact=True).fill(PASSWORD)
    await theirs.get_by_role("button", name="Sign in", exact=True).click()
    await theirs.get_by_role("button", name="Join the workspace").click()
    await theirs.wait_for_url("**/dashboard")
    await theirs.goto("/dashboard/settings?tab=workspaces")
    await expect(theirs.get_by_role("heading", name="Members")).to_be_visible()
    await expect(theirs.locator("#invite-form")).to_have_count(0)

    await mine.reload()
    member = mine.locator("li").filter(has_text=email)
    await member.locator("select").select_option("editor")
    await expect(mine.get_by_text("Role changed")).to_be_visible()
    await theirs.reload()
    await expect(theirs.locator("li").filter(has_text=email)).to_contain_text("editor")
    await theirs.get_by_role("button", name="Leave this workspace").click()
    await theirs.wait_for_url("**/dashboard")
    await mine.reload()
    await expect(mine.locator("li").filter(has_text=email)).to_have_count(0)
    assert wrong == []
    await other.close()


async def test_an_open_page_of_an_ended_session_leaves_for_sign_in_and_comes_back(
    context: BrowserContext, site: Site
) -> None:
    page = await context.new_page()
    email = await sign_up_in_the_form(page)
    await page.goto("/dashboard")
    await expect(page.locator("#credits")).to_contain_text("80")
    async with await api_client(context, site) as client:
        assert (await client.post("/api/auth/signout")).status_code == 204
    await page.get_by_role("link", name="Gallery", exact=True).click()
    await page.wait_for_url(re.compile(r"/auth/signin\?next=/dashboard/gallery$"))
    await page.fill("[name=email]", email)
    await page.fill("[name=password]", PASSWORD)
    await page.click("form [type=submit]")
    await page.wait_for_url("**/dashboard/gallery")
    await expect(page.locator("#credits")).to_contain_text("80")
