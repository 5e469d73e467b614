"""One socket sends junk a thousand times a second, while another person works."""

import asyncio
import json
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from playwright.async_api import BrowserContext, expect
from simple_websocket import AioClient, ConnectionClosed

from tests.e2e.conftest import Site, sign_up, watched
from tests.e2e.test_next_person import cookie_of

pytestmark = pytest.mark.e2e
A_BATCH, PAUSE = 100, 0.1
BATCHES_MAX = 300
JUNK = "42/_event," + json.dumps(["event", {"name": "no.such.handler", "payload": {"value": "x" * 200}}])


async def send_junk(site: Site, cookie: str) -> int:
    """A thousand events a second, until the site closes the socket; how many it was."""
    query = urlencode({"token": str(uuid4()), "EIO": 4, "transport": "websocket"})
    address = site.url.replace("http://", "ws://") + f"/_event/?{query}"
    socket = await AioClient.connect(address, headers={"Cookie": cookie, "Origin": site.url})
    await socket.receive(timeout=5)
    await socket.send("40/_event,")
    for batch in range(BATCHES_MAX):
        for _ in range(A_BATCH):
            await socket.send(JUNK)
        try:
            while (frame := await socket.receive(timeout=PAUSE)) is not None:
                if str(frame).startswith("41/_event"):
                    await socket.close()
                    return (batch + 1) * A_BATCH
        except ConnectionClosed:
            return (batch + 1) * A_BATCH
    raise AssertionError("The site did not close the socket.")


async def test_another_person_works_undisturbed(
    context: BrowserContext, other: BrowserContext, site: Site
) -> None:
    noisy = await other.new_page()
    await sign_up(noisy)
    page = await context.new_page()
    wrong = watched(page)
    await sign_up(page)
    await page.goto("/dashboard/generate")
    await expect(page.locator("#make")).to_be_enabled()
    cookie = await cookie_of(other)
    junk = [asyncio.create_task(send_junk(site, cookie)) for _ in range(3)]
    await page.fill("#prompt", "reading in the library")
    await page.locator("#make").click()
    await expect(page.locator("[data-kind=done] [data-output] img").first).to_be_visible(timeout=60_000)
    sent = await asyncio.gather(*junk)
    assert max(sent) < A_BATCH * BATCHES_MAX / 2
    assert wrong == []
