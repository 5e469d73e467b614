"""Measures live updates from a commit to the browser on a running installation.

Run ``python bench/live.py [address]``. Two tabs of one person show Create. This process grants the person
credits; each tab records when its credit display changes. The clock starts just before the commit; both
clocks are this machine's (``time.time()`` and ``Date.now()``). Prints milliseconds.
"""

import asyncio
import os
import shutil
import statistics
import sys
import time
from uuid import UUID, uuid4

from playwright.async_api import Page, async_playwright

from influencer_app.db.transaction import transaction
from influencer_app.domain.credits.service import grant
from influencer_app.settings import settings
from influencer_app.wiring import close_runtime, open_runtime

ROUNDS = 25
WATCH = """() => {
    window.moments = [];
    const pill = document.querySelector('#credits');
    new MutationObserver(() => window.moments.push(Date.now()))
        .observe(pill, {subtree: true, childList: true, characterData: true, attributes: true});
}"""


async def main(address: str) -> None:
    await open_runtime(settings(), "bench")
    async with async_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or shutil.which("chromium")
        browser = await playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu"]
        )
        context = await browser.new_context(base_url=address, bypass_csp=True)
        account = {"email": f"{uuid4().hex}@example.com", "password": uuid4().hex}
        answer = await context.request.post("/api/auth/signup", data=account)
        workspace_id = UUID((await answer.json())["workspace_id"])
        tabs = [await context.new_page() for _ in range(2)]
        for tab in tabs:
            await tab.goto("/dashboard/generate", wait_until="networkidle")
            await tab.evaluate(WATCH)
        waits = [wait for _ in range(ROUNDS) for wait in await one(tabs, workspace_id)]
        await browser.close()
    await close_runtime()
    waits.sort()
    print(
        f"commit to browser: {statistics.median(waits):.0f} ms median, {waits[-1]:.0f} at most"
        f" ({len(waits)} changes, 2 tabs)"
    )


async def one(tabs: list[Page], workspace_id: UUID) -> list[float]:
    """Grant a credit; milliseconds from the start of the commit until each tab shows it."""
    for tab in tabs:
        await tab.evaluate("window.moments = []")
    async with transaction() as session:
        await grant(session, workspace_id, 1, key=uuid4().hex)
        began = time.time() * 1000
    for tab in tabs:
        await tab.wait_for_function("window.moments.length > 0")
    return [await tab.evaluate("window.moments[0]") - began for tab in tabs]


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1] if len(sys.argv) > 1 else settings().base_url))
