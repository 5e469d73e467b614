"""Supervises the children of one ``influencer up``: started in groups, stopped in reverse order."""

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from influencer_app.commands.up.logs import LogFile
from influencer_app.commands.up.processes import ProcessSpec
from influencer_app.commands.up.single_instance import record_children
from influencer_app.commands.up.supervised_process import SupervisedProcess
from influencer_app.commands.up.terminal import Terminal

WRITE_AGAIN_SECONDS = 5.0
"""Pause before a file is written again that could not be written."""


class Supervisor:
    """Create it inside the main thread's event loop: it handles Ctrl-C, SIGTERM and SIGHUP from then on.

    It goes on where nothing can be written, on a full disk for example.
    """

    def __init__(self, data_dir: Path, terminal: Terminal) -> None:
        self.stopping = asyncio.Event()
        self._data_dir = data_dir
        self._terminal = terminal
        self._groups: list[list[SupervisedProcess]] = []
        self._can_write = True
        self._writing_again: asyncio.TimerHandle | None = None
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._handle_stop_signal)

    def start(self, specs: Sequence[ProcessSpec]) -> list[SupervisedProcess]:
        """Start a group of processes. Groups are stopped in the opposite order of their start."""
        group = [
            SupervisedProcess(spec, self.log(spec.name), self._terminal, self._record_children)
            for spec in specs
        ]
        self._groups.append(group)
        for process in group:
            process.start()
        return group

    def log(self, name: str) -> LogFile:
        """Return the log file of a child of this name."""
        return LogFile(self._data_dir / "logs" / f"{name}.log", self._report_error)

    async def stop(self) -> None:
        """Stop everything, group by group. Returns when all processes have ended."""
        self.stopping.set()
        while self._groups:
            await asyncio.gather(*(process.stop() for process in self._groups[-1]))
            for process in self._groups.pop():
                process.log.close()
        if self._writing_again is not None:
            self._writing_again.cancel()
        with suppress(OSError):
            (self._data_dir / "run" / "children.json").unlink(missing_ok=True)

    def _record_children(self) -> None:
        """Record the children; where that fails, again a little later."""
        if self._writing_again is not None:
            self._writing_again.cancel()
            self._writing_again = None
        pids = (process.pid for group in self._groups for process in group)
        try:
            record_children(self._data_dir / "run", [pid for pid in pids if pid is not None])
        except OSError as error:
            self._report_error(error)
        else:
            if not self._can_write:
                self._can_write = True
                self._terminal.say("Files can be written again.")

    def _report_error(self, error: OSError) -> None:
        if self._can_write:
            self._can_write = False
            reason = error.strerror or type(error).__name__
            self._terminal.say(
                f"{self._data_dir} cannot be written ({reason}); running on without log files."
            )
        if self._writing_again is None and not self.stopping.is_set():
            loop = asyncio.get_running_loop()
            self._writing_again = loop.call_later(WRITE_AGAIN_SECONDS, self._record_children)

    def _handle_stop_signal(self) -> None:
        if not self.stopping.is_set():
            self._terminal.say("Stopping; once more to end everything at once ...")
            self.stopping.set()
            return
        for group in self._groups:
            for process in group:
                process.kill()
