"""``influencer up``: everything that is needed, from nothing to a site that answers, until Ctrl-C."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable

from influencer_app.commands.child import Part
from influencer_app.commands.emulators import with_emulators
from influencer_app.commands.errors import CommandError
from influencer_app.commands.family import end_leftovers, lock
from influencer_app.commands.once import run_once
from influencer_app.commands.parts import Work
from influencer_app.commands.reach import database_problem, redis_problem
from influencer_app.commands.ready import check_address, unready
from influencer_app.commands.services import (
    DATABASE,
    GivenSettings,
    Services,
    prepare_folders,
    prepare_services,
)
from influencer_app.commands.supervisor import Supervisor
from influencer_app.commands.terminal import Terminal
from influencer_app.embedded.launch import die_with_parent
from influencer_app.settings import Settings

SERVER_SECONDS = 60.0
ENDS_MAX = 3
"""Ends of a server before its first answer that are taken as final."""

TELL_SECONDS = 10.0


def up(*, with_parent: bool = False, engine: str = "", work: Work | None = None) -> int:
    """Start everything, keep it running, stop it in order. Returns the exit code.

    ``engine`` stands above ``ENGINE``; ``emulator`` is the real pipeline on emulated vendors.
    ``with_parent`` stops in order also when the process that started this one ends.
    """
    parent = os.getppid()
    if with_parent:
        die_with_parent(signal.SIGTERM, parent)
    terminal = Terminal()
    work = work or Work()
    if engine == "emulator":
        work = with_emulators(work)
    elif engine:
        os.environ["ENGINE"] = engine
    given = GivenSettings.read()
    run = prepare_folders(given.data_dir)
    with lock(run):
        if ended := end_leftovers(run):
            terminal.say(f"Ended {ended} processes that an earlier start had left.")
        check_address(given)
        services = prepare_services(given)
        up = _Up(Settings.read(), services, work, terminal)
        asyncio.run(up.run(parent if with_parent and not sys.platform.startswith("linux") else None))
        terminal.say("Everything has stopped.")
    return 0


class _Up:
    def __init__(self, settings: Settings, services: Services, work: Work, terminal: Terminal) -> None:
        self.settings = settings
        self.services = services
        self.work = work
        self.terminal = terminal

    async def run(self, watched_parent: int | None) -> None:
        self.supervisor = supervisor = Supervisor(self.settings.data_dir, self.terminal)
        stopping = asyncio.create_task(supervisor.stopping.wait())
        starting = asyncio.create_task(self._start())
        watching = asyncio.create_task(_watch(watched_parent, supervisor.stopping))
        try:
            await asyncio.wait((stopping, starting), return_when=asyncio.FIRST_COMPLETED)
            if not stopping.done():
                await starting
                await stopping
        finally:
            for task in (starting, watching):
                task.cancel()
            await asyncio.gather(starting, watching, return_exceptions=True)
            await supervisor.stop()

    async def _start(self) -> None:
        """The pages are built while the servers start; the site starts when all else is there."""
        self.supervisor.start(list(self.work.first))
        building = asyncio.create_task(self._build())
        try:
            await asyncio.gather(self._valkey(), self._postgres())
            self.supervisor.start(self.work.workers(self.settings))
            await building
        finally:
            building.cancel()
            await asyncio.gather(building, return_exceptions=True)
        self.supervisor.start(self.work.web(self.settings))
        await self._wait_for_site()

    async def _build(self) -> None:
        build = self.work.build(self.settings)
        if build is not None:
            await run_once("Building the pages", build.program, self.supervisor.log("build"), self.terminal)
            build.succeeded()

    async def _valkey(self) -> None:
        valkey = self.services.valkey
        if valkey is None:
            await _need(redis_problem, self.settings.redis_url)
            return
        valkey.initialise()
        part = Part("valkey", valkey.program(), stop=((signal.SIGTERM, 5.0),), quiet=True)
        await self._server(part, valkey.is_ready)

    async def _postgres(self) -> None:
        postgres = self.services.postgres
        if postgres is None:
            await _need(database_problem, self.settings.database_url)
        else:
            if not postgres.is_initialised:
                self.terminal.say("Making the database ...")
            postgres.initialise()
            stop = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0))
            await self._server(Part("postgres", postgres.program(), stop=stop, quiet=True), postgres.is_ready)
            await asyncio.to_thread(postgres.create_database, DATABASE)
        program = await asyncio.to_thread(self.work.migration, self.settings)
        if program is not None:
            await run_once("Migrating the database", program, self.supervisor.log("migrate"), self.terminal)

    async def _server(self, part: Part, is_ready: Callable[[], bool]) -> None:
        (child,) = self.supervisor.start([part])
        latest = time.monotonic() + SERVER_SECONDS
        while not await asyncio.to_thread(is_ready):
            if child.ends >= ENDS_MAX or time.monotonic() > latest:
                words = child.log.last[-1] if child.log.last else "nothing"
                raise CommandError(
                    f"{part.name} does not start; see {child.log.path}. Its last words: {words}"
                )
            await asyncio.sleep(0.02)

    async def _wait_for_site(self) -> None:
        told = time.monotonic()
        while problems := await unready(self.settings.host, self.settings.port):
            if time.monotonic() - told > TELL_SECONDS:
                told = time.monotonic()
                asked = ", ".join(f"{path} ({status})" for path, status in problems.items())
                self.terminal.say(f"The site does not answer everything yet: {asked}")
            await asyncio.sleep(0.1)
        self.terminal.say(
            f"{self.settings.product_name} is ready: {self.settings.base_url}  (Ctrl-C stops it)"
        )


async def _need(problem: Callable[[str], str], url: str) -> None:
    if found := await asyncio.to_thread(problem, url):
        raise CommandError(f"{found}. Start that server, or correct its address.")


async def _watch(parent: int | None, stopping: asyncio.Event) -> None:
    """Where the kernel does not tell that the parent has ended, look every second."""
    while parent is not None and os.getppid() == parent:  # noqa: ASYNC110  no event tells it
        await asyncio.sleep(1)
    if parent is not None:
        stopping.set()
