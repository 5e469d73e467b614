"""A forgotten password and an unconfirmed address, put right through the links in mails."""

import email
import re
from asyncio import sleep, timeout
from email.message import EmailMessage
from email.policy import default

import pytest
from playwright.async_api import BrowserContext, expect

from tests.e2e.conftest import PASSWORD, Site, new_page, sign_up, watched
from tests.mails import TOKEN

pytestmark = pytest.mark.e2e

NEW = "another passphrase for later"


async def mailed(site: Site, address: str, subject: str) -> str:
    """The path of the link in the newest mail of this subject, as soon as it was written."""
    async with timeout(20):
        while True:
            for path in sorted((site.data_dir / "mail").glob("*.eml"), reverse=True):
                mail = email.message_from_bytes(path.read_bytes(), EmailMessage, policy=default)
                if (mail["To"], mail["Subject"]) == (address, subject):
                    body = mail.get_body(("plain",))
                    assert body is not None
                    found = re.search(r"http\S+?(/auth/\S+)", body.get_content())
                    assert found is not None
                    return found[1]
            await sleep(0.1)


async def test_a_forgotten_password_is_set_anew(context: BrowserContext, site: Site) -> None:
    page = await new_page(context, width=390, height=844)
    address = await sign_up(page)
    await context.clear_cookies()
    wrong = watched(page)
    await page.goto("/auth/signin")
    await page.get_by_role("link", name="Forgot your password?").click()
    await page.get_by_label("Email").fill(address)
    await page.get_by_role("button", name="Send link").click()
    await expect(page.get_by_text("Check your inbox")).to_be_visible()
    await page.goto(await mailed(site, address, "Set a new password"))
    await page.get_by_label("New password").fill("password123")
    await page.get_by_role("button", name="Set password").click()
    await expect(page.get_by_text("Too easy to guess", exact=False).first).to_be_visible()
    assert TOKEN.search(page.url)
    await page.get_by_label("New password").fill(NEW)
    await page.get_by_role("button", name="Set password").click()
    await expect(page.get_by_text("Your password was changed.")).to_be_visible()
    await page.get_by_label("Email").fill(address)
    await page.get_by_label("Password", exact=True).fill(NEW)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.wait_for_url(re.compile("/dashboard"))
    assert wrong == []


async def test_an_address_is_confirmed_and_changed(context: BrowserContext, site: Site) -> None:
    page = await new_page(context)
    address, other = await sign_up(page), f"new-{PASSWORD[:1]}@example.com"
    await page.goto("/dashboard/settings")
    await expect(page.get_by_text("Not confirmed")).to_be_visible()
    link = await mailed(site, address, "Confirm your address")
    elsewhere = await new_page(context)
    await elsewhere.goto(link)
    await elsewhere.get_by_role("button", name="Confirm address").click()
    await expect(elsewhere.get_by_text("Address confirmed")).to_be_visible()
    await elsewhere.goto(link)
    await elsewhere.get_by_role("button", name="Confirm address").click()
    await expect(elsewhere.get_by_text("no longer works")).to_be_visible()
    await page.reload()
    await expect(page.get_by_text("Confirmed", exact=True)).to_be_visible()
    await page.get_by_label("New address").fill(other)
    await page.get_by_label("Current password").fill(PASSWORD)
    await page.get_by_role("button", name="Change address").click()
    await expect(page.get_by_text("Check both inboxes")).to_be_visible()
    for box, subject, said in (
        (other, "Confirm your new address", "One link to go"),
        (address, "Confirm the change of your address", "Address changed"),
    ):
        await elsewhere.goto(await mailed(site, box, subject))
        await elsewhere.get_by_role("button", name="Confirm address").click()
        await expect(elsewhere.get_by_text(said)).to_be_visible()
    await page.reload()
    await expect(page.get_by_text(other, exact=True).first).to_be_visible()
