"""Signing in with a code, a recovery code and a passkey, in a browser with a virtual authenticator."""

import json
import re
import time

import pyotp
import pytest
from playwright.async_api import BrowserContext, Page, expect
from redis import Redis

from tests.e2e.conftest import PASSWORD, Site, new_page, sign_up, watched
from tests.e2e.page_checks import fits_narrow_window, seen_everywhere
from tests.support import admin

pytestmark = pytest.mark.e2e

SECURITY = "/dashboard/settings?tab=security"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


async def sign_out(page: Page) -> None:
    assert (await page.request.post("/api/auth/signout")).ok


async def enter_password(page: Page, address: str) -> None:
    await page.goto(f"/auth/signin?next={SECURITY.split('?', maxsplit=1)[0]}")
    await page.get_by_label("Email").fill(address)
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Sign in", exact=True).click()


def make_stale(site: Site) -> None:
    """Everybody has proved who they are a while ago."""
    services = json.loads((site.data_dir / "run" / "services.json").read_text())
    with admin(services["database_url"]) as connection:
        connection.execute("update sign_in_session set authenticated_at = now() - interval '11 minutes'")
    with Redis.from_url(services["redis_url"]) as redis:
        redis.delete(*redis.keys("session:*"))


async def test_codes_and_recovery_codes_sign_in(context: BrowserContext, site: Site) -> None:
    page = await new_page(context)
    wrong = watched(page)
    address = await sign_up(page)
    await page.goto(SECURITY)
    await page.get_by_role("button", name="Set up an app").click()
    key = page.locator("#totp-secret")
    await expect(key).not_to_be_empty()
    await seen_everywhere(page, "second-factor-setup")
    totp = pyotp.TOTP((await key.inner_text()).replace(" ", ""))
    assert (await page.get_by_alt_text("QR code").get_attribute("src") or "").startswith("data:image/svg")
    await page.get_by_label("Code that the app shows").fill(totp.now())
    await page.keyboard.press("Enter")
    codes = page.locator("#recovery-codes")
    await expect(codes).to_be_visible()
    found = (await codes.inner_text()).split()
    assert len(set(found)) == 10
    await seen_everywhere(page, "second-factor-codes")
    await page.get_by_role("button", name="I have saved them").click()
    await expect(page.get_by_text("10 left")).to_be_visible()

    await sign_out(page)
    await enter_password(page, address)
    await page.wait_for_url(re.compile("/auth/second-factor"))
    await seen_everywhere(page, "second-factor", ("dark",))
    await fits_narrow_window(page, "second-factor")
    await page.get_by_label("Code").fill("000000")
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await expect(page.get_by_text("This code is wrong")).to_be_visible()
    await page.get_by_label("Code").fill(found[0].upper())
    await page.keyboard.press("Enter")
    await page.wait_for_url(re.compile("/dashboard/settings"))
    await sign_out(page)
    await enter_password(page, address)
    await page.wait_for_url(re.compile("/auth/second-factor"))
    await page.get_by_label("Code").fill(totp.at(time.time(), counter_offset=1))
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.wait_for_url(re.compile("/dashboard/settings"))
    await page.goto(SECURITY)
    await expect(page.get_by_text("9 left")).to_be_visible()

    make_stale(site)
    await page.get_by_role("button", name="Make new codes").click()
    dialog = page.get_by_role("dialog", name="Confirm that it’s you")
    await expect(dialog).to_be_visible()
    await seen_everywhere(page, "confirm-identity")
    await dialog.get_by_label("Password", exact=True).fill("something else")
    await page.keyboard.press("Enter")
    await expect(dialog.get_by_text("This is not your current password.")).to_be_visible()
    await dialog.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.keyboard.press("Enter")
    await expect(codes).not_to_be_empty()
    assert not set(found) & set((await codes.inner_text()).split())
    assert wrong == []


async def test_a_passkey_alone_signs_in(context: BrowserContext, site: Site) -> None:
    page = await new_page(context, width=390, height=844)
    tools = await context.new_cdp_session(page)
    await tools.send("WebAuthn.enable")
    await tools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    wrong = watched(page)
    address = await sign_up(page)
    await page.goto(SECURITY)
    await page.get_by_role("button", name="Add a passkey").click()
    await page.locator("#passkey-name").fill("My phone")
    await page.keyboard.press("Enter")
    codes = page.locator("#recovery-codes")
    await expect(codes).not_to_be_empty()
    await page.get_by_role("button", name="I have saved them").click()
    await expect(page.locator("[data-passkey-row]")).to_contain_text("never used")
    await seen_everywhere(page, "passkeys")

    await sign_out(page)
    await page.goto(f"/auth/signin?next={SECURITY.split('?', maxsplit=1)[0]}")
    await page.get_by_role("button", name="Sign in with a passkey").click()
    await page.wait_for_url(re.compile("/dashboard/settings"))
    await sign_out(page)
    await enter_password(page, address)
    await page.wait_for_url(re.compile("/auth/second-factor"))
    await page.get_by_role("button", name="Use a passkey instead").click()
    await page.wait_for_url(re.compile("/dashboard/settings"))
    await page.goto(SECURITY)
    make_stale(site)
    await page.get_by_role("button", name="Remove My phone").click()
    await page.get_by_role("dialog").get_by_role("button", name="Use a passkey").click()
    await expect(page.get_by_text("Passkey removed")).to_be_visible()
    await expect(page.locator("[data-passkey-row]")).to_have_count(0)
    assert wrong == []
