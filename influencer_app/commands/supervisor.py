"""All children of one ``influencer up``, started together and stopped in order."""

import asyncio
import signal
from collections.abc import Sequence
from pathlib import Path

from influencer_app.commands.child import Child, Part
from influencer_app.commands.family import remember
from influencer_app.commands.logs import LogFile
from influencer_app.commands.terminal import Terminal


class Supervisor:
    """Make it inside the main thread's event loop: it takes over Ctrl-C, SIGTERM and SIGHUP."""

    def __init__(self, data_dir: Path, terminal: Terminal) -> None:
        self.stopping = asyncio.Event()
        self._data_dir = data_dir
        self._terminal = terminal
        self._stages: list[list[Child]] = []
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._asked_to_stop)

    def start(self, parts: Sequence[Part]) -> list[Child]:
        """Start a group of parts. The groups are stopped in the opposite order of their start."""
        children = [Child(part, self.log(part.name), self._terminal, self._remember) for part in parts]
        self._stages.append(children)
        for child in children:
            child.start()
        return children

    def log(self, name: str) -> LogFile:
        """The log file of a child of this name."""
        return LogFile(self._data_dir / "logs" / f"{name}.log")

    async def stop(self) -> None:
        """Stop everything, group by group; nothing is left when this returns."""
        self.stopping.set()
        while self._stages:
            await asyncio.gather(*(child.stop() for child in self._stages[-1]))
            for child in self._stages.pop():
                child.log.close()
        (self._data_dir / "run" / "children.json").unlink(missing_ok=True)

    def _remember(self) -> None:
        children = (child for stage in self._stages for child in stage)
        remember(self._data_dir / "run", [child.pid for child in children if child.pid is not None])

    def _asked_to_stop(self) -> None:
        if not self.stopping.is_set():
            self._terminal.say("Stopping; once more to end everything at once ...")
            self.stopping.set()
            return
        for stage in self._stages:
            for child in stage:
                child.kill()
