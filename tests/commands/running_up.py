"""A real ``influencer up`` for tests: started, read line by line, looked through, ended."""

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
from influencer_app.embedded.identity import may_use, service_identity

STANDIN = Path(__file__).with_name("standin.py")
IS_LINUX = sys.platform.startswith("linux")


def wait_until(is_true: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait for it, or fail."""
    end = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < end, "it took too long"
        time.sleep(0.02)


class RunningUp:
    """One process of ``up`` on a folder; its lines are in ``lines``."""

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
                str(STANDIN),
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

    def wait_for(self, words: str, seconds: float = 30) -> "RunningUp":
        """Wait until it has printed these words."""
        wait_until(lambda: words in self.text or self.process.poll() is not None, seconds)
        assert words in self.text
        return self

    def end(self, number: int = signal.SIGTERM) -> int:
        """Stop it; returns its exit code."""
        self.process.send_signal(number)
        return self.code()

    def code(self) -> int:
        """Wait for its end; returns its exit code."""
        code = self.process.wait(30)
        self._reader.join()
        self.process.stdout.close()
        return code

    def family(self) -> list[psutil.Process]:
        """Every process below it."""
        return psutil.Process(self.process.pid).children(recursive=True)

    def leader(self, name: str) -> psutil.Process:
        """The main process called so (``postgres``, ``valkey-server``, ``sleep``)."""
        parents = {self.process.pid}
        return next(child for child in self.family() if child.name() == name and child.ppid() in parents)

    def services(self) -> dict[str, object]:
        """What it generated."""
        return json.loads((self.folder / "run" / "services.json").read_text())

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.append(line)


def as_ordinary_user() -> tuple[str, ...]:
    """What to put before a command so that it runs without root's rights; nothing for other users.

    Where the interpreter lies in a folder of root's, reading (never writing) everywhere is kept.
    """
    identity = service_identity()
    if identity is None:
        return ()
    user = (f"--reuid={identity.uid}", f"--regid={identity.gid}", "--clear-groups")
    if not may_use(Path(sys.executable).resolve(), identity):
        user += ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    return ("setpriv", *user)
