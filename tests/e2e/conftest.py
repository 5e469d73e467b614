"""The whole product, started by ``influencer up`` on a free port, in a real browser."""

import fcntl
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx2
import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from influencer_app.embedded import free_port
from tests.doubles.openid import Provider, served_provider
from tests.doubles.serving import served
from tests.doubles.stripe.app import Emulator
from tests.support import ROOT

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run", "--process-per-site"),
)
PATIENCE = 15_000
"""Milliseconds: two cores draw, serve and browse at once here."""

PASSWORD = "a long enough passphrase"
ARTIFACTS = ROOT / "artifacts"


@dataclass(frozen=True)
class Site:
    """A running installation."""

    url: str
    data_dir: Path
    pid: int


@pytest.fixture(scope="session")
def emulated_stripe() -> Iterator[Emulator]:
    """The Stripe of the site, with pages on which a browser pays."""
    emulator = Emulator()
    with served(emulator) as url:
        emulator.at(url)
        yield emulator


@pytest.fixture(scope="session")
def google() -> Iterator[Provider]:
    """The OpenID provider that stands in for Google."""
    with served_provider() as provider:
        yield provider


@pytest.fixture(scope="session")
def site(
    tmp_path_factory: pytest.TempPathFactory, google: Provider, emulated_stripe: Emulator
) -> Iterator[Site]:
    """Two web processes, workers, database and all, from one command; plans and packs can be bought."""
    data = tmp_path_factory.mktemp("site") / "data"
    keys = {
        "STRIPE_BASE_URL": emulated_stripe.base,
        "STRIPE_SECRET_KEY": emulated_stripe.key,
        "STRIPE_WEBHOOK_SECRET": emulated_stripe.secret,
    }
    with running_site(data, "site.log", **google.settings("google"), **keys) as site:
        emulated_stripe.events.url = f"{site.url}/api/webhooks/stripe"
        yield site


@contextmanager
def running_site(data_dir: Path, log: str, **more: str) -> Iterator[Site]:
    """``influencer up`` with ``more`` in its environment; what it says is kept as the artifact ``log``.

    Development is production with one page more: the kit. Sites of several test processes start one after
    the other, because the first one builds the pages that all of them serve.
    """
    port = free_port()
    environment = {
        **os.environ,
        "DATA_DIR": str(data_dir),
        "PORT": str(port),
        "WEB_PROCESSES": "2",
        "ENVIRONMENT": "development",
        "LOG_LEVEL": "INFO",
        "WEBHOOKS_ALLOW_PRIVATE": "true",
        **more,
    }
    ARTIFACTS.mkdir(exist_ok=True)
    with ExitStack() as starting:
        starting.enter_context(one_at_a_time())
        process = subprocess.Popen(
            [sys.executable, "-m", "influencer_app.cli", "up"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        said = Said(process, ARTIFACTS / log)
        said.start()
        try:
            said.ready.wait(240)
            starting.close()
            assert process.poll() is None, f"influencer up ended, see {said.path}"
            yield Site(f"http://localhost:{port}", data_dir, process.pid)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
            said.join()
    assert process.returncode == 0


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock that other processes of the test run wait for."""
    with (ARTIFACTS / "site.lock").open("a", encoding="ascii") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        yield


class Said(threading.Thread):
    """Keeps what a process prints, and tells when it says that it is ready, or has ended."""

    def __init__(self, process: "subprocess.Popen[str]", path: Path) -> None:
        super().__init__(daemon=True)
        self._process = process
        self.path = path
        self.ready = threading.Event()

    def run(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines, self.path.open("w", encoding="utf-8") as log:
            for line in lines:
                log.write(line)
                log.flush()
                if " is ready: " in line:
                    self.ready.set()
        self.ready.set()


@pytest_asyncio.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium, the one that ``make test`` found."""
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        path = os.environ.get("CHROMIUM") or None
        chromium = await playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        await chromium.close()


@pytest_asyncio.fixture(scope="session")
async def warm_context(browser: Browser, site: Site) -> AsyncIterator[BrowserContext]:
    """A browser in which one page stays open: its process keeps the script of the site compiled."""
    made = await new_context(browser, site)
    await (await made.new_page()).goto("/robots.txt")
    yield made
    await made.close()


@pytest_asyncio.fixture
async def context(warm_context: BrowserContext, site: Site) -> AsyncIterator[BrowserContext]:
    """The browser of somebody who has seen the site before; only its files are left of that."""
    yield warm_context
    stays, *others = warm_context.pages
    for page in others:
        await page.close()
    await warm_context.set_offline(False)
    await warm_context.clear_cookies()
    tools = await warm_context.new_cdp_session(stays)
    await tools.send("Storage.clearDataForOrigin", {"origin": site.url, "storageTypes": "all"})
    await tools.detach()


@pytest_asyncio.fixture
async def other(browser: Browser, site: Site) -> AsyncIterator[BrowserContext]:
    """The browser of somebody else."""
    made = await new_context(browser, site)
    yield made
    await made.close()


async def new_context(browser: Browser, site: Site, *, width: int = 1440) -> BrowserContext:
    """A browser of its own that has never seen the site, ``width`` CSS pixels wide."""
    return await browser.new_context(
        base_url=site.url,
        viewport={"width": width, "height": 900},
        color_scheme="dark",
        reduced_motion="reduce",
    )


async def new_page(
    context: BrowserContext, *, width: int = 1440, theme: str = "dark", height: int = 900
) -> Page:
    """A page of this browser, ``width`` CSS pixels wide, in the ``theme`` dark or light."""
    page = await context.new_page()
    await page.set_viewport_size({"width": width, "height": height})
    await page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    return page


def watched(page: Page) -> list[str]:
    """Everything that goes wrong in a page: console errors, exceptions, failed requests."""
    wrong: list[str] = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda r: wrong.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    return wrong


async def sign_up(page: Page) -> str:
    """By a call, without opening a page; the address of the account."""
    account = {"email": f"{uuid4().hex}@example.com", "password": PASSWORD}
    assert (await page.request.post("/api/auth/signup", data=account)).ok
    return account["email"]


async def sign_up_in_the_form(page: Page) -> str:
    """Through the page's own form; ends on the studio. The address of the account."""
    email = f"{uuid4().hex}@example.com"
    await page.goto("/auth/signup")
    await page.fill("[name=email]", email)
    await page.fill("[name=password]", PASSWORD)
    await page.click("form [type=submit]")
    await page.wait_for_url(re.compile("/dashboard"))
    return email


async def api_client(context: BrowserContext, site: Site) -> httpx2.AsyncClient:
    """A program with the browser's cookies."""
    cookies = {cookie["name"]: cookie["value"] for cookie in await context.cookies()}
    return httpx2.AsyncClient(base_url=site.url, cookies=cookies, timeout=30)
