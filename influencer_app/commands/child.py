"""One supervised process: started, watched, started again, stopped."""

import asyncio
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from influencer_app.commands.logs import LogFile
from influencer_app.commands.running import Running
from influencer_app.commands.terminal import Terminal
from influencer_app.embedded.program import Program

DELAYS = (0.1, 0.5, 1.0, 1.5, 3.0, 6.0, 15.0, 30.0)
"""Seconds before the next start, after so many ends in a row."""

STABLE_SECONDS = 10.0
"""A process that lived so long has recovered."""

SHOW_AFTER = 3
"""Ends in a row after which its last words are shown."""


@dataclass(frozen=True, slots=True)
class Part:
    """What to supervise. ``stop`` lists (signal, seconds to wait), before SIGKILL; ``quiet`` keeps its
    lines off the terminal."""

    name: str
    program: Program
    stop: tuple[tuple[int, float], ...] = ((signal.SIGTERM, 10),)
    quiet: bool = False


class Child:
    """Keeps one part running until it is stopped. Make it and run it in the main thread's event loop."""

    def __init__(self, part: Part, log: LogFile, terminal: Terminal, changed: Callable[[], None]) -> None:
        self.part = part
        self.log = log
        self.ends = 0
        self._terminal = terminal
        self._changed = changed
        self._failures = 0
        self._started = 0.0
        self._running: Running | None = None
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._running.pid if self._running and not self._running.ended.done() else None

    def start(self) -> None:
        """Keep it running from now on."""
        self._task = asyncio.create_task(self._keep_running(), name=f"child {self.part.name}")

    async def stop(self) -> None:
        """End it, with its process group; gently first. Returns when nothing is left of it."""
        self._stopping.set()
        if self._task is None:
            return
        for number, seconds in self.part.stop:
            if self._running is not None and self.pid is not None:
                self._running.send_signal(number)
            done, _ = await asyncio.wait((self._task,), timeout=seconds)
            if done:
                break
        else:
            self.kill()
        await self._task

    def kill(self) -> None:
        """End it at once; ``stop`` still collects it."""
        self._stopping.set()
        if self._running is not None and self.pid is not None:
            self._running.kill()

    async def _keep_running(self) -> None:
        while not self._stopping.is_set():
            self._started = time.monotonic()
            self._running = Running(self.part.program, self._hear)
            self._changed()
            code = await self._running.ended
            self._changed()
            if self._stopping.is_set():
                break
            self.ends += 1
            self._failures = 0 if self._is_stable else self._failures + 1
            delay = DELAYS[min(max(self._failures - 1, 0), len(DELAYS) - 1)]
            self._tell(code, delay)
            await _is_set(self._stopping, delay)

    @property
    def _is_stable(self) -> bool:
        return time.monotonic() - self._started > STABLE_SECONDS

    def _hear(self, data: bytes) -> None:
        """Keep its lines; show them unless it has just ended early, for then it repeats itself."""
        for line in self.log.feed(data):
            if not self.part.quiet and (self._failures == 0 or self._is_stable):
                self._terminal.child(self.part.name, line)

    def _tell(self, code: int, delay: float) -> None:
        how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
        self._terminal.say(f"{self.part.name} {how}; starting it again in {delay:g} s.")
        if self._failures >= SHOW_AFTER:
            self._terminal.say(f"It keeps ending; its last words, and all of them in {self.log.path}:")
            for line in self.log.last:
                self._terminal.child(self.part.name, line)


async def _is_set(event: asyncio.Event, seconds: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True
