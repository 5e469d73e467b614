"""One program to run as a child: what, where, as whom."""

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from influencer_app.embedded.identity import Identity

LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Program:
    """``argv[0]`` is an absolute path; ``death_signal`` reaches the child when we die (Linux; 0: none)."""

    argv: tuple[str, ...]
    folder: Path
    identity: Identity | None = None
    env: dict[str, str] | None = field(default=None, repr=False)
    death_signal: int = signal.SIGKILL

    def command(self) -> list[str]:
        """The command line for ``subprocess`` or ``asyncio``, to be started by this very process."""
        uid, gid = (self.identity.uid, self.identity.gid) if self.identity else (-1, -1)
        numbers = (os.getpid(), self.death_signal, uid, gid)
        return [sys.executable, "-I", "-S", str(LAUNCH), *map(str, numbers), *self.argv]

    def start(self, output: IO[bytes] | int) -> "subprocess.Popen[bytes]":
        """Start it in its own session. Call it from a thread that lives as long as the child should."""
        return subprocess.Popen(  # noqa: S603  no shell, no outside input
            self.command(),
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def run(self, given: str = "", seconds: float = 120) -> "subprocess.CompletedProcess[bytes]":
        """Run it to its end with one line on its standard input, and collect what it printed.

        The input is a file without a name that belongs to the program's user, so that it can also be
        opened as ``/dev/stdin`` (a pipe made by root could not).
        """
        with tempfile.TemporaryFile() as line:
            line.write(given.encode() + b"\n")
            line.seek(0)
            if self.identity is not None:
                os.fchown(line.fileno(), self.identity.uid, self.identity.gid)
            return subprocess.run(  # noqa: S603  no shell, no outside input
                self.command(),
                cwd=self.folder,
                env=self.env,
                stdin=line,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=seconds,
                check=False,
            )


def stop(process: "subprocess.Popen[bytes]", steps: tuple[tuple[int, float], ...]) -> None:
    """Send each (signal, seconds to wait) until it has ended, at last SIGKILL."""
    for signal_number, seconds in steps:
        if process.poll() is not None:
            return
        process.send_signal(signal_number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue
    process.kill()
    process.wait()
