"""Settings for programs in a browser: a key that works, and a webhook that arrives."""

import os
import re
import subprocess
import sys

import httpx2
import pytest
from playwright.async_api import BrowserContext, Page, expect

from tests.doubles.webhooks.receiver import Receiver
from tests.doubles.webhooks.serving import serving
from tests.e2e.conftest import Site, new_page, sign_up, watched
from tests.e2e.page_checks import THEMES, clean_in_both_themes, fits_narrow_window, seen_everywhere
from tests.support import ROOT

pytestmark = pytest.mark.e2e


def on_a_plan(site: Site, email: str) -> None:
    """Programs come with a paid plan where plans are sold."""
    subprocess.run(
        [sys.executable, "-m", "influencer_app.cli", "admin", "plan", email, "creator"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(site.data_dir)},
        check=True,
        timeout=60,
    )


async def shown_once(page: Page, name: str, pattern: str) -> str:
    """The secret in the dialog, which goes away with it."""
    field = page.locator("#new_secret")
    await expect(page.locator("dialog#secret")).to_be_visible()
    await expect(field).to_have_value(re.compile(pattern))
    value = await field.input_value()
    await clean_in_both_themes(page, name)
    await page.locator("dialog#secret").get_by_role("button", name="Done").click()
    await expect(page.locator("dialog#secret")).to_be_hidden()
    await expect(field).to_have_value("")
    return value


async def test_a_key_is_made_used_and_revoked(context: BrowserContext, site: Site) -> None:
    page = await new_page(context)
    wrong = watched(page)
    on_a_plan(site, await sign_up(page))
    await page.goto("/dashboard/settings?tab=keys")
    await expect(page.get_by_text("No keys yet")).to_be_visible()
    await page.get_by_role("button", name="New key").click()
    form = page.locator("#key-form")
    await form.get_by_label("Name").fill("Nightly script")
    await form.get_by_role("button", name="Create key").click()
    await expect(page.locator("#scope-error")).to_be_visible()
    await clean_in_both_themes(page, "settings-new-key")
    await form.get_by_label("Read", exact=False).check()
    await form.get_by_role("button", name="Create key").click()
    key = await shown_once(page, "settings-key-shown", r"^em_[0-9A-Za-z]{49}$")
    async with httpx2.AsyncClient(base_url=site.url, headers={"authorization": f"Bearer {key}"}) as program:
        assert (await program.get("/api/user/credits")).json()["available"] == 1000
        assert (await program.get("/api/user")).status_code == 403
        await page.reload()
        row = page.locator("[data-key]")
        await expect(row).to_contain_text("Last used")
        await expect(row).to_contain_text(key[:9])
        await seen_everywhere(page, "settings-keys", THEMES)
        await fits_narrow_window(page, "settings-keys")
        await row.get_by_role("button", name="Revoke").click()
        await page.locator("dialog#revoke-key").get_by_role("button", name="Revoke").click()
        await expect(row).to_have_count(0)
        assert (await program.get("/api/user/credits")).status_code == 401
    assert wrong == []


async def test_a_webhook_is_made_tested_and_watched(context: BrowserContext, site: Site) -> None:
    page = await new_page(context)
    wrong = watched(page)
    on_a_plan(site, await sign_up(page))
    await page.goto("/dashboard/settings?tab=webhooks")
    receiver = Receiver(answers=[500])
    async with serving(receiver) as port:
        await page.get_by_role("button", name="New webhook").click()
        form = page.locator("#webhook-form")
        await form.get_by_label("Address").fill("ftp://hooks.example")
        await form.get_by_role("button", name="Create webhook").click()
        await expect(page.locator("#url-error")).to_be_visible()
        await clean_in_both_themes(page, "settings-new-webhook")
        await form.get_by_label("Address").fill(f"http://127.0.0.1:{port}/hook")
        await form.get_by_role("button", name="Create webhook").click()
        secret = await shown_once(page, "settings-secret-shown", r"^whsec_")
        await page.get_by_role("button", name="Send test").click()
        deliveries = page.locator("[data-delivery]")
        await expect(deliveries.first).to_contain_text("500")
        await page.get_by_role("button", name="Send test").click()
        await expect(deliveries.first).to_contain_text("Delivered")
        await expect(deliveries).to_have_count(2)
        assert receiver.verified(secret)["type"] == "webhook.test"
        await seen_everywhere(page, "settings-webhooks", THEMES)
        await fits_narrow_window(page, "settings-webhooks")
        await deliveries.first.get_by_role("button", name="Send again").click()
        await expect(page.get_by_text("Sent again")).to_be_visible()
        await expect(deliveries.first).to_contain_text("Delivered")
    await page.get_by_role("button", name="Delete").click()
    await page.locator("dialog#delete-webhook").get_by_role("button", name="Delete").click()
    await expect(page.get_by_text("No webhooks yet")).to_be_visible()
    assert wrong == []
