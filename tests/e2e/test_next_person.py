"""A tab belongs to the session that it was opened with: whoever comes next finds nothing of it."""

import json
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.async_api import BrowserContext, Page, expect
from redis.asyncio import Redis
from simple_websocket import AioClient, ConnectionClosed, ConnectionError

from tests.e2e.conftest import Site, sign_up_in_the_form

pytestmark = pytest.mark.e2e
PAGES = (
    "/dashboard",
    "/dashboard/generate",
    "/dashboard/characters",
    "/dashboard/gallery",
    "/dashboard/settings",
    "/dashboard/settings?tab=ledger",
)
SECRET = "velvetsecret"
HYDRATE = "reflex___state____state.hydrate_and_load"


def frames(page: Page) -> list[str]:
    """Everything that the sockets of the page receive from now on."""
    received: list[str] = []

    def follow(socket: Any) -> None:
        socket.on("framereceived", lambda payload: received.append(str(payload)))

    page.on("websocket", follow)
    return received


async def leave_traces(page: Page) -> None:
    """What a person types, makes and is called, on every page."""
    await page.goto("/dashboard/characters")
    await page.get_by_role("button", name="New character").click()
    await page.fill("#name", SECRET)
    await page.locator("#save-character").click()
    await expect(page.get_by_role("heading", name=SECRET)).to_be_visible()
    await page.goto("/dashboard/generate")
    await expect(page.locator("#make")).to_contain_text("8 credits")
    await page.fill("#prompt", f"{SECRET} on the beach")
    await page.locator("#make").click()
    await expect(page.locator("[data-generation]").first).to_contain_text(SECRET)
    await page.fill("#prompt", f"{SECRET} once more")
    for path in PAGES:
        await page.goto(path)
        await expect(page.locator("#credits")).to_contain_text("72")


async def visit_all(page: Page) -> str:
    """What all pages show."""
    shown = ""
    for path in PAGES:
        await page.goto(path)
        await expect(page.locator("#credits")).to_contain_text("80")
        shown += await page.content()
    return shown


async def test_two_people_in_turn_in_one_tab(context: BrowserContext) -> None:
    page = await context.new_page()
    first = await sign_up_in_the_form(page)
    await leave_traces(page)
    before = await page.evaluate("sessionStorage.getItem('token')")
    signing_out = page.locator("form[action='/api/auth/form/signout'] [type=submit]").first
    await signing_out.evaluate("button => button.click()")
    await page.wait_for_url(re.compile("/$"))
    received = frames(page)
    second = await sign_up_in_the_form(page)
    everything = await visit_all(page) + "".join(received)
    assert await page.evaluate("sessionStorage.getItem('token')") not in (None, before)
    assert second in everything
    assert first not in everything
    assert SECRET not in everything


async def hydrated(site: Site, token: str, cookie: str = "") -> str:
    """All that a socket with this token is sent before it is idle for a moment."""
    query = urlencode({"token": token, "EIO": 4, "transport": "websocket"})
    address = site.url.replace("http://", "ws://") + f"/_event/?{query}"
    event = {"name": HYDRATE, "payload": {}, "router_data": {"pathname": "/dashboard"}}
    socket = await AioClient.connect(address, headers={"Cookie": cookie, "Origin": site.url})
    received = ""
    try:
        await socket.receive(timeout=5)
        await socket.send("40/_event," + json.dumps({"event": event}))
        while (frame := await socket.receive(timeout=2)) is not None:
            received += str(frame)
    except ConnectionClosed:
        pass
    else:
        await socket.close()
    return received


async def states(site: Site) -> list[bytes]:
    """The keys of all states of tabs in the site's Valkey."""
    services = json.loads((site.data_dir / "run" / "services.json").read_text())
    async with Redis.from_url(services["redis_url"]) as redis:
        return [key async for key in redis.scan_iter("*reflex___state*")]


async def cookie_of(context: BrowserContext) -> str:
    return "; ".join(f"{one['name']}={one['value']}" for one in await context.cookies())


async def test_a_stolen_token_opens_nothing(
    context: BrowserContext, other: BrowserContext, site: Site
) -> None:
    page, theirs = await context.new_page(), await other.new_page()
    address = await sign_up_in_the_form(page)
    await leave_traces(page)
    token = await page.evaluate("sessionStorage.getItem('token')")
    own = await cookie_of(context)
    await page.close()
    await sign_up_in_the_form(theirs)
    stranger = await cookie_of(other)
    mine = await hydrated(site, token, own)
    assert SECRET in mine
    for cookie in ("", stranger, "evermuse_session=junk"):
        received = await hydrated(site, token, cookie)
        assert "is_hydrated" in received
        assert SECRET not in received
        assert address not in received
    kept = await states(site)
    assert kept
    await context.request.post("/api/auth/signout", headers={"Origin": site.url})
    assert len(await states(site)) < len(kept)
    assert SECRET not in await hydrated(site, token, own)


@pytest.mark.parametrize("token", ["", "x", "1" * 65_000, "../../etc", "00000000-0000-0000-0000-00000000000"])
async def test_a_token_that_is_none_is_refused(site: Site, token: str) -> None:
    try:
        received = await hydrated(site, token)
    except (ConnectionError, ConnectionClosed):
        return
    assert "is_hydrated" not in received
