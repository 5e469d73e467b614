"""Signing up and in with a provider, and linking it, in a browser."""

import re
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Page, expect

from tests.doubles.openid import Account, Provider
from tests.e2e.conftest import PASSWORD, Site, new_page, sign_up, watched
from tests.e2e.page_checks import Rules, checked, fits_narrow_window, seen_everywhere

pytestmark = pytest.mark.e2e
SECURITY = "/dashboard/settings?tab=security"


@pytest_asyncio.fixture
async def page(context: BrowserContext) -> AsyncIterator[Page]:
    yield await new_page(context)


@pytest.fixture
def somebody(google: Provider) -> Account:
    """Whom the provider knows."""
    made = Account(uuid4().hex, f"{uuid4().hex[:12]}@gmail.example", name="Ada Lovelace")
    google.accounts = [made]
    return made


async def through_provider(page: Page, button: str, choice: str) -> None:
    await page.get_by_role("link", name=button).click()
    await page.wait_for_url(re.compile("/authorize"))
    await page.get_by_role("link", name=choice).click()


async def test_sign_up_out_and_in_again_with_a_provider(
    page: Page, site: Site, google: Provider, somebody: Account
) -> None:
    wrong = watched(page)
    as_ada = f"Sign in as {somebody.email}"
    await page.goto("/auth/signup?next=/dashboard/gallery")
    await through_provider(page, "Continue with Google", as_ada)
    await page.wait_for_url("**/dashboard/gallery")
    assert not any(cookie["name"] == "evermuse_sign_in" for cookie in await page.context.cookies())

    await page.goto(SECURITY)
    linked = page.locator("[data-provider=google]")
    await expect(linked).to_contain_text(somebody.email or "")
    await expect(page.get_by_role("heading", name="Set a password")).to_be_visible()
    await linked.get_by_role("button", name="Unlink Google").click()
    await expect(page.locator(".toast").first).to_contain_text("only way to sign in")
    await page.get_by_role("button", name="Dismiss").first.click()
    await seen_everywhere(page, "settings-linked")
    await page.get_by_label("New password").fill(PASSWORD)
    await page.get_by_role("button", name="Set password").click()
    await expect(page.get_by_label("Current password")).to_be_visible()
    await page.request.post("/api/auth/signout")

    await page.goto("/auth/signin")
    await through_provider(page, "Continue with Google", "Cancel")
    await expect(page.get_by_text("You canceled the sign-in.")).to_be_visible()
    await checked(page, "sign-in-canceled", "dark", 390, rules=Rules.ALL)
    await fits_narrow_window(page, "sign-in")
    await through_provider(page, "Continue with Google", as_ada)
    await page.wait_for_url("**/dashboard/generate")

    await page.goto(SECURITY)
    await linked.get_by_role("button", name="Unlink Google").click()
    await expect(linked).to_contain_text("Not linked")
    await linked.get_by_role("button", name="Link Google").click()
    await page.get_by_role("link", name=as_ada).click()
    await page.wait_for_url("**/dashboard/settings?tab=security&linked=google")
    await expect(page.get_by_text("You can sign in with it from now on.")).to_be_visible()
    await expect(linked).to_contain_text(somebody.email or "")
    assert wrong == []


async def test_an_account_with_the_same_address_is_linked_in_settings_alone(
    page: Page, google: Provider
) -> None:
    address = await sign_up(page)
    google.accounts = [Account(uuid4().hex, address)]
    await page.request.post("/api/auth/signout")
    await page.goto("/auth/signin")
    await through_provider(page, "Continue with Google", f"Sign in as {address}")
    await expect(page.get_by_text("This address already has an account.")).to_be_visible()
    await page.get_by_label("Email").fill(address)
    await page.get_by_label("Password", exact=True).fill(PASSWORD)
    await page.get_by_role("button", name="Sign in", exact=True).click()
    await page.wait_for_url("**/dashboard/generate")
    await page.goto(SECURITY)
    await page.get_by_role("button", name="Link Google").click()
    await page.get_by_role("link", name="Cancel").click()
    await expect(page.get_by_text("You canceled it. Nothing was changed.")).to_be_visible()
    await page.get_by_role("button", name="Link Google").click()
    await page.get_by_role("link", name=f"Sign in as {address}").click()
    await expect(page.locator("[data-provider=google]")).to_contain_text(address)
