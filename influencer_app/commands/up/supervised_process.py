"""Keeps one process running: starts it, restarts it with growing delays, stops it."""

import asyncio
import signal
import time
from collections.abc import Callable

from influencer_app.commands.up.child_process import ChildProcess
from influencer_app.commands.up.logs import LogFile
from influencer_app.commands.up.processes import ProcessSpec
from influencer_app.commands.up.terminal import Terminal

RESTART_DELAYS = (0.1, 0.5, 1.0, 1.5, 3.0, 6.0, 15.0, 30.0)
"""Seconds before the next start, by the number of consecutive failures."""

STABLE_SECONDS = 10.0
"""A process that ran this long has recovered."""

SHOW_OUTPUT_AFTER = 3
"""Consecutive failures after which its last output is shown."""


class SupervisedProcess:
    """Keeps one process running until it is stopped. Create and use it in the main thread's event loop.

    ``exits`` counts how often it has ended by itself. ``on_change`` is called after each start and end.
    """

    def __init__(
        self, spec: ProcessSpec, log: LogFile, terminal: Terminal, on_change: Callable[[], None]
    ) -> None:
        self.spec = spec
        self.log = log
        self.exits = 0
        self._terminal = terminal
        self._on_change = on_change
        self._failures = 0
        self._started = 0.0
        self._process: ChildProcess | None = None
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and not self._process.ended.done() else None

    def start(self) -> None:
        """Start it, and keep it running from now on."""
        self._task = asyncio.create_task(self._keep_running(), name=f"supervise {self.spec.name}")

    async def stop(self) -> None:
        """Stop it and its process group, gently first. Returns when all of them have ended."""
        self._stopping.set()
        if self._task is None:
            return
        for number, seconds in self.spec.stop:
            if self._process is not None and self.pid is not None:
                self._process.send_signal(number)
            done, _ = await asyncio.wait((self._task,), timeout=seconds)
            if done:
                break
        else:
            self.kill()
        await self._task

    def kill(self) -> None:
        """Kill it at once; ``stop`` still has to be awaited."""
        self._stopping.set()
        if self._process is not None and self.pid is not None:
            self._process.kill()

    async def _keep_running(self) -> None:
        while not self._stopping.is_set():
            self._started = time.monotonic()
            try:
                self._process = ChildProcess(self.spec.program, self._receive_output)
            except OSError as error:  # no process or no pipe is left for it
                how = f"cannot be started ({error.strerror})"
            else:
                self._on_change()
                code = await self._process.ended
                self._on_change()
                how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
            if self._stopping.is_set():
                break
            self.exits += 1
            self._failures = 0 if self._is_stable else self._failures + 1
            delay = RESTART_DELAYS[min(max(self._failures - 1, 0), len(RESTART_DELAYS) - 1)]
            self._report_exit(how, delay)
            await _wait_for(self._stopping, delay)

    @property
    def _is_stable(self) -> bool:
        return time.monotonic() - self._started > STABLE_SECONDS

    def _receive_output(self, data: bytes) -> None:
        """Log its lines; show them too, unless it failed just before: then it would repeat itself."""
        for line in self.log.feed(data):
            if not self.spec.quiet and (self._failures == 0 or self._is_stable):
                self._terminal.child(self.spec.name, line)

    def _report_exit(self, how: str, delay: float) -> None:
        self._terminal.say(f"{self.spec.name} {how}; starting it again in {delay:g} s.")
        if self._failures >= SHOW_OUTPUT_AFTER:
            self._terminal.say(f"It keeps ending; its last lines (the whole output is in {self.log.path}):")
            for line in self.log.last:
                self._terminal.child(self.spec.name, line)


async def _wait_for(event: asyncio.Event, seconds: float) -> None:
    """Wait until the event is set, at most so many seconds."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return
