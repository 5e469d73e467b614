"""Runs ``influencer up``: starts everything an installation needs, supervises it, stops it in order."""

import asyncio
import errno
import os
import signal
import sys
import time
from collections.abc import Callable

from influencer_app.commands.connectivity import database_problem, redis_problem
from influencer_app.commands.errors import CommandError
from influencer_app.commands.up.admin_link import find_admin_link
from influencer_app.commands.up.emulators import with_emulated_engines, with_emulated_payments
from influencer_app.commands.up.mail_links import print_mail_links
from influencer_app.commands.up.processes import ProcessSpec, StartupPlan
from influencer_app.commands.up.readiness import check_address, find_unready
from influencer_app.commands.up.run_to_completion import run_to_completion
from influencer_app.commands.up.services import (
    DATABASE,
    GivenSettings,
    Services,
    prepare_folders,
    prepare_services,
)
from influencer_app.commands.up.single_instance import acquire_lock, end_orphans
from influencer_app.commands.up.supervisor import Supervisor
from influencer_app.commands.up.terminal import Terminal
from influencer_app.embedded.launch import die_with_parent
from influencer_app.settings import Settings

SERVER_START_SECONDS = 60.0
SERVER_EXITS_MAX = 3
"""Exits of a server before its first answer after which it counts as failed."""

PROGRESS_SECONDS = 10.0
CANNOT_WRITE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO)


def up(
    *, with_parent: bool = False, engine: str = "", payments: str = "", plan: StartupPlan | None = None
) -> int:
    """Start everything, keep it running, stop it in order. Returns the exit code.

    ``engine`` overrides ``ENGINE``; ``emulator`` runs the real pipeline on emulated vendors, and as
    ``payments`` lets people try to buy. ``with_parent`` also stops in order when the process that started
    this one ends. Raises ``CommandError`` or ``EmbeddedError`` when something cannot be started.
    """
    parent = os.getppid()
    if with_parent:
        die_with_parent(signal.SIGTERM, parent)
    terminal = Terminal()
    plan = plan or StartupPlan()
    if engine == "emulator":
        plan = with_emulated_engines(plan)
    elif engine:
        os.environ["ENGINE"] = engine
    given = GivenSettings.read()
    if payments == "emulator":
        plan = with_emulated_payments(plan, f"http://127.0.0.1:{given.port}")
    watched_parent = parent if with_parent and not sys.platform.startswith("linux") else None
    try:
        _run(given, plan, terminal, watched_parent)
    except OSError as error:
        if error.errno not in CANNOT_WRITE:
            raise
        raise CommandError(
            f"{error.filename or given.data_dir} cannot be written ({error.strerror}); free some space, or "
            "choose another folder with DATA_DIR."
        ) from error
    return 0


def _run(given: GivenSettings, plan: StartupPlan, terminal: Terminal, watched_parent: int | None) -> None:
    run = prepare_folders(given.data_dir)
    with acquire_lock(run):
        if ended := end_orphans(run):
            terminal.say(f"Ended {ended} processes that an earlier start had left.")
        check_address(given)
        services = prepare_services(given)
        installation = _Installation(Settings.read(), services, plan, terminal)
        asyncio.run(installation.run(watched_parent))
        terminal.say("Everything has stopped.")


class _Installation:
    """All processes of an installation, from their start to their end."""

    def __init__(self, settings: Settings, services: Services, plan: StartupPlan, terminal: Terminal) -> None:
        self.settings = settings
        self.services = services
        self.plan = plan
        self.terminal = terminal

    async def run(self, watched_parent: int | None) -> None:
        """Start everything and supervise it until it is told to stop or ``watched_parent`` ends."""
        self.supervisor = supervisor = Supervisor(self.settings.data_dir, self.terminal)
        stopping = asyncio.create_task(supervisor.stopping.wait())
        starting = asyncio.create_task(self._start())
        watching = asyncio.create_task(_watch_parent(watched_parent, supervisor.stopping))
        mails = asyncio.create_task(self._print_mails())
        try:
            await asyncio.wait((stopping, starting), return_when=asyncio.FIRST_COMPLETED)
            if not stopping.done():
                await starting
                await stopping
        finally:
            for task in (starting, watching, mails):
                task.cancel()
            await asyncio.gather(starting, watching, mails, return_exceptions=True)
            await supervisor.stop()

    async def _start(self) -> None:
        """Build the pages while the servers start; start the site when everything else is running."""
        self.supervisor.start(list(self.plan.prerequisites))
        building = asyncio.create_task(self._build())
        try:
            await asyncio.gather(self._start_valkey(), self._start_postgres())
            self.supervisor.start(self.plan.workers(self.settings))
            await building
        finally:
            building.cancel()
            await asyncio.gather(building, return_exceptions=True)
        self.supervisor.start(self.plan.web(self.settings))
        await self._wait_for_site()

    async def _print_mails(self) -> None:
        if not self.settings.smtp_host:
            await print_mail_links(self.settings.data_dir / "mail", self.terminal)

    async def _build(self) -> None:
        build = self.plan.build(self.settings)
        if build is not None:
            log = self.supervisor.log("build")
            await run_to_completion("Building the pages", build.program, log, self.terminal)
            try:
                build.on_success()
            except OSError as error:
                self.terminal.say(
                    f"The build was not recorded ({error.strerror}); the next start repeats it."
                )

    async def _start_valkey(self) -> None:
        valkey = self.services.valkey
        if valkey is None:
            await _require(redis_problem, self.settings.redis_url)
            return
        valkey.initialise()
        spec = ProcessSpec("valkey", valkey.program(), stop=((signal.SIGTERM, 5.0),), quiet=True)
        await self._start_server(spec, valkey.is_ready)

    async def _start_postgres(self) -> None:
        postgres = self.services.postgres
        if postgres is None:
            await _require(database_problem, self.settings.database_url)
        else:
            if not postgres.is_initialised:
                self.terminal.say("Creating the database ...")
            postgres.initialise()
            stop = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0))
            spec = ProcessSpec("postgres", postgres.program(), stop=stop, quiet=True)
            await self._start_server(spec, postgres.is_ready)
            await asyncio.to_thread(postgres.create_database, DATABASE)
        program = await asyncio.to_thread(self.plan.migration, self.settings)
        if program is not None:
            log = self.supervisor.log("migrate")
            await run_to_completion("Migrating the database", program, log, self.terminal)

    async def _start_server(self, spec: ProcessSpec, is_ready: Callable[[], bool]) -> None:
        (process,) = self.supervisor.start([spec])
        deadline = time.monotonic() + SERVER_START_SECONDS
        while not await asyncio.to_thread(is_ready):
            if process.exits >= SERVER_EXITS_MAX or time.monotonic() > deadline:
                last_line = process.log.last[-1] if process.log.last else "nothing"
                raise CommandError(
                    f"{spec.name} does not start; see {process.log.path}. It ended with: {last_line}"
                )
            await asyncio.sleep(0.02)

    async def _wait_for_site(self) -> None:
        reported = time.monotonic()
        while unready := await find_unready(self.settings.host, self.settings.port):
            if time.monotonic() - reported > PROGRESS_SECONDS:
                reported = time.monotonic()
                paths = ", ".join(f"{path} ({status})" for path, status in unready.items())
                self.terminal.say(f"Waiting for the site to answer: {paths}")
            await asyncio.sleep(0.1)
        self.terminal.say(
            f"{self.settings.product_name} is ready: {self.settings.base_url}  (Ctrl-C stops it)"
        )
        if link := await asyncio.to_thread(find_admin_link, self.settings):
            self.terminal.say(f"There is no admin yet. Sign in, then open this link to become one: {link}")


async def _require(find_problem: Callable[[str], str], url: str) -> None:
    if problem := await asyncio.to_thread(find_problem, url):
        raise CommandError(f"{problem}. Start that server, or correct its address.")


async def _watch_parent(parent: int | None, stopping: asyncio.Event) -> None:
    """Check every second whether the parent still lives, where the kernel does not report its end."""
    while parent is not None and os.getppid() == parent:  # noqa: ASYNC110  no event tells it
        await asyncio.sleep(1)
    if parent is not None:
        stopping.set()
