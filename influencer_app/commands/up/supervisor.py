"""Supervises the children of one ``influencer up``: started in groups, stopped in reverse order."""

import asyncio
import signal
from collections.abc import Sequence
from pathlib import Path

from influencer_app.commands.up.logs import LogFile
from influencer_app.commands.up.processes import ProcessSpec
from influencer_app.commands.up.single_instance import record_children
from influencer_app.commands.up.supervised_process import SupervisedProcess
from influencer_app.commands.up.terminal import Terminal


class Supervisor:
    """Create it inside the main thread's event loop: it handles Ctrl-C, SIGTERM and SIGHUP from then on."""

    def __init__(self, data_dir: Path, terminal: Terminal) -> None:
        self.stopping = asyncio.Event()
        self._data_dir = data_dir
        self._terminal = terminal
        self._groups: list[list[SupervisedProcess]] = []
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
        return LogFile(self._data_dir / "logs" / f"{name}.log")

    async def stop(self) -> None:
        """Stop everything, group by group. Returns when all processes have ended."""
        self.stopping.set()
        while self._groups:
            await asyncio.gather(*(process.stop() for process in self._groups[-1]))
            for process in self._groups.pop():
                process.log.close()
        (self._data_dir / "run" / "children.json").unlink(missing_ok=True)

    def _record_children(self) -> None:
        pids = (process.pid for group in self._groups for process in group)
        record_children(self._data_dir / "run", [pid for pid in pids if pid is not None])

    def _handle_stop_signal(self) -> None:
        if not self.stopping.is_set():
            self._terminal.say("Stopping; once more to end everything at once ...")
            self.stopping.set()
            return
        for group in self._groups:
            for process in group:
                process.kill()
