"""Describes a program to run as a child process, and starts, runs and stops it."""

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from influencer_app.embedded.service_user import ServiceUser

LAUNCH = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Program:
    """A command with its working directory, user and environment.

    ``argv[0]`` is an absolute path; ``death_signal`` is sent to the child when this process dies (only on
    Linux; 0: none).
    """

    argv: tuple[str, ...]
    folder: Path
    user: ServiceUser | None = None
    env: dict[str, str] | None = field(default=None, repr=False)
    death_signal: int = signal.SIGKILL

    def command(self) -> list[str]:
        """Return the command line for ``subprocess`` or ``asyncio``; only this process may start it."""
        uid, gid = (self.user.uid, self.user.gid) if self.user else (-1, -1)
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

    def run(self, stdin_line: str = "", timeout: float = 120) -> "subprocess.CompletedProcess[bytes]":
        """Run it until it ends, at most ``timeout`` seconds, with one line on stdin; stdout holds all output.

        Stdin is an unnamed file that belongs to the program's user, so that the program can also open it as
        ``/dev/stdin`` (which fails for a pipe of root's). Raises ``subprocess.TimeoutExpired``.
        """
        with tempfile.TemporaryFile() as stdin:
            stdin.write(stdin_line.encode() + b"\n")
            stdin.seek(0)
            if self.user is not None:
                os.fchown(stdin.fileno(), self.user.uid, self.user.gid)
            return subprocess.run(  # noqa: S603  no shell, no outside input
                self.command(),
                cwd=self.folder,
                env=self.env,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                timeout=timeout,
                check=False,
            )


def stop(process: "subprocess.Popen[bytes]", steps: tuple[tuple[int, float], ...]) -> None:
    """Send each signal and wait its number of seconds, until the process has ended; at last SIGKILL."""
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
