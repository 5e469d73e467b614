"""An account's data is downloaded, the account erased and kept, and a workspace deleted, in a browser."""

import io
import zipfile

import pytest
from playwright.async_api import Browser, BrowserContext, expect

from tests.e2e.conftest import PASSWORD, Site, new_context, new_page, sign_up, watched
from tests.e2e.page_checks import THEMES, clean_in_both_themes, fits_narrow_window, seen_everywhere

pytestmark = pytest.mark.e2e


async def test_data_is_downloaded_and_the_account_erased_and_kept(
    context: BrowserContext, site: Site
) -> None:
    page = await new_page(context)
    wrong = watched(page)
    email = await sign_up(page)
    await page.goto("/dashboard/settings?tab=data")
    await page.get_by_role("button", name="Prepare the download").click()
    link = page.locator("#export").get_by_role("link", name="Download")
    await expect(link).to_be_visible(timeout=30_000)
    async with page.expect_download() as started:
        await link.click()
    path = await (await started.value).path()
    found = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    assert email in found.read("data/person.json").decode()

    await page.fill("#erase_password", "not the password")
    await page.get_by_role("button", name="Erase my account").click()
    await expect(page.locator("#erase_password-error")).to_contain_text("not your current password")
    await page.fill("#erase_password", PASSWORD)
    await page.keyboard.press("Enter")
    await expect(page.locator("#erase-banner")).to_be_visible()
    await seen_everywhere(page, "settings-data", THEMES)
    await fits_narrow_window(page, "settings-data")
    await page.set_viewport_size({"width": 390, "height": 844})
    await page.goto("/dashboard/generate")
    await expect(page.locator("#erase-banner")).to_be_visible()
    await clean_in_both_themes(page, "create-erase-banner")
    await page.get_by_role("button", name="Keep my account").click()
    await expect(page.locator("#erase-banner")).to_have_count(0)
    await page.reload()
    await expect(page.locator("#credits")).to_be_visible()
    await expect(page.locator("#erase-banner")).to_have_count(0)
    assert wrong == []


async def test_a_workspace_is_deleted_by_its_name_and_leaves_every_tab(
    browser: Browser, context: BrowserContext, site: Site
) -> None:
    mine = await new_page(context)
    await sign_up(mine)
    await mine.goto("/dashboard/settings?tab=workspaces")
    await mine.get_by_label("Name of the workspace").fill("Studio North")
    await mine.get_by_role("button", name="New workspace").click()
    await mine.wait_for_url("**/dashboard")
    await mine.goto("/dashboard/settings?tab=workspaces")
    await mine.locator("#invite-form [type=submit]").click()
    link = await mine.locator("[id^='link-']").text_content() or ""
    other = await new_context(browser, site)
    theirs = await other.new_page()
    await sign_up(theirs)
    await theirs.goto(link[link.index("/invitation") :])
    await theirs.get_by_role("button", name="Join the workspace").click()
    await theirs.wait_for_url("**/dashboard")
    await theirs.goto("/dashboard/characters")
    await expect(theirs.locator("#credits")).to_contain_text("0")

    await mine.get_by_role("button", name="Delete workspace").click()
    dialog = mine.locator("#delete-workspace")
    await expect(dialog).to_be_visible()
    await dialog.get_by_label("Type its name").fill("Studio South")
    await mine.keyboard.press("Enter")
    await expect(dialog.locator("#typed_name-error")).to_contain_text("exactly as it is shown")
    await clean_in_both_themes(mine, "settings-delete-workspace")
    await dialog.get_by_label("Type its name").fill("Studio North")
    await mine.keyboard.press("Enter")
    for page in (mine, theirs):
        await page.wait_for_url("**/dashboard")
        await expect(page.locator("#credits")).to_contain_text("80")
    await mine.goto("/dashboard/settings?tab=workspaces")
    await expect(mine.get_by_text("Studio North")).to_have_count(0)
    await other.close()
