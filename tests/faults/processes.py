"""Real Celery workers, to be killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from influencer_app.settings import Settings
from tests.support import ROOT


class Worker:
    """``celery worker`` on one queue, in a process group of its own."""

    def __init__(self, queue: str, settings: Settings, log: Path) -> None:
        self.queue = queue
        self._log = log
        self._environment = {
            **os.environ,
            "DATABASE_URL": settings.database_url,
            "REDIS_URL": settings.redis_url,
            "DATA_DIR": str(settings.data_dir),
            "SECRET_KEY": settings.secret_key.get_secret_value(),
            "LEASE_SECONDS": str(settings.lease_seconds),
            "GENERATION_ATTEMPTS_MAX": str(settings.generation_attempts_max),
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; jobs wait in the queue until it is ready."""
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "celery", "-A", "workers.app", "worker"),
                    *("-Q", self.queue, "-n", f"{self.queue}@test", "-c", "1"),
                    *("--without-gossip", "--without-mingle", "--loglevel", "INFO"),
                ],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to the parent and its children, as the kernel does when memory runs out."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def log(self) -> str:
        """All it has said."""
        return self._log.read_text(encoding="utf-8")


@contextmanager
def workers(settings: Settings, *queues: str) -> Iterator[dict[str, Worker]]:
    """A worker on each queue, all killed at the end."""
    made = {queue: Worker(queue, settings, settings.data_dir / f"{queue}.log") for queue in queues}
    try:
        for worker in made.values():
            worker.start()
        yield made
    finally:
        for worker in made.values():
            worker.kill()
