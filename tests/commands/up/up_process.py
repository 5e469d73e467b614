"""Runs a real ``influencer up`` for tests: starts it, reads its output, inspects and stops it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from influencer_app.embedded import free_port
from influencer_app.embedded.service_user import can_access, service_user

SCRIPT = Path(__file__).with_name("run_up_with_fakes.py")
IS_LINUX = sys.platform.startswith("linux")


def wait_until(is_true: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait until ``is_true`` returns something true, or fail."""
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


class UpProcess:
    """A process of ``up`` on a folder; ``lines`` holds its output."""

    def __init__(self, folder: Path, *prefix: str, port: int | None = None, **env: str) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.lines: list[str] = []
        known = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")
        }
        self.process = subprocess.Popen(
            [
                *prefix,
                sys.executable,
                str(SCRIPT),
                *(("--with-parent",) if prefix[:1] == ("/bin/sh",) else ()),
            ],
            env={**known, "DATA_DIR": str(folder), "PORT": str(self.port), **env},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def wait_for(self, text: str, seconds: float = 60) -> "UpProcess":
        """Wait until it has printed this text."""
        wait_until(lambda: text in self.text or self.process.poll() is not None, seconds)
        assert text in self.text
        return self

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send it a signal; returns its exit code."""
        self.process.send_signal(number)
        return self.wait()

    def wait(self) -> int:
        """Wait for its end; returns its exit code."""
        code = self.process.wait(30)
        self._reader.join()
        self.process.stdout.close()
        return code

    def descendants(self) -> list[psutil.Process]:
        """Every process below it."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def child(self, name: str) -> psutil.Process:
        """Its own child of this name (``postgres``, ``valkey-server``, ``sleep``)."""
        parents = {self.process.pid}
        return next(each for each in self.descendants() if each.name() == name and each.ppid() in parents)

    def services(self) -> dict[str, object]:
        """The content of its ``services.json``."""
        return json.loads((self.folder / "run" / "services.json").read_text())

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line)


def as_ordinary_user() -> tuple[str, ...]:
    """Return a command prefix that drops root's rights; empty for other users.

    Where the interpreter is in a folder that only root may enter, the right to read everything is kept.
    """
    unprivileged = service_user()
    if unprivileged is None:
        return ()
    user = (f"--reuid={unprivileged.uid}", f"--regid={unprivileged.gid}", "--clear-groups")
    if not can_access(Path(sys.executable).resolve(), unprivileged):
        user += ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    return ("setpriv", *user)
