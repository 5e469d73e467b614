"""``influencer worker`` and ``influencer beat``: this process becomes Celery."""

import hashlib
import os
import platform
import sys
from typing import NoReturn

from influencer_app.commands.errors import CommandError
from influencer_app.settings import Settings

NO_PICKLE = "ignore:You're running the worker with superuser privileges"
"""Celery warns of pickle and root together; our messages are JSON alone."""

CELERY = (sys.executable, "-W", NO_PICKLE, "-m", "celery", "--quiet", "--app", "workers.app")


def worker_command(settings: Settings, queue: str, name: str = "") -> list[str]:
    """The command line of a worker of queue ``io`` or ``cpu``.

    Its node name stays the same over restarts, and differs between installations that share a broker.
    """
    processes = settings.cpu_processes if queue == "cpu" else settings.io_processes
    options = ["--queues", queue, "--hostname", name or node_name(settings, queue), "--pool", "prefork"]
    options += ["--concurrency", str(processes), "--without-mingle", "--without-gossip"]
    return [*CELERY, "worker", *options, "--loglevel", _level(settings)]


def beat_command(settings: Settings) -> list[str]:
    """The command line of the clock; its schedule is kept in ``DATA_DIR/run``."""
    schedule = settings.data_dir / "run" / "beat-schedule"
    return [
        *CELERY,
        "beat",
        "--schedule",
        str(schedule),
        "--pidfile",
        "",
        "--loglevel",
        _level(settings),
    ]


def _level(settings: Settings) -> str:
    """Our own lines say what was done; Celery's repeat it, so it speaks of trouble alone."""
    level = settings.log_level.upper()
    return "WARNING" if level == "INFO" else level


def node_name(settings: Settings, queue: str) -> str:
    """``cpu@host-1a2b3c``: the queue, this machine and this ``DATA_DIR``."""
    place = hashlib.sha256(str(settings.data_dir).encode()).hexdigest()[:6]
    return f"{queue}@{platform.node().split('.')[0] or 'localhost'}-{place}"


def run_worker(settings: Settings, queue: str, name: str = "") -> NoReturn:
    """Replace this process by a worker."""
    _need_broker(settings)
    _become(worker_command(settings, queue, name))


def run_beat(settings: Settings) -> NoReturn:
    """Replace this process by the clock."""
    _need_broker(settings)
    (settings.data_dir / "run").mkdir(parents=True, exist_ok=True, mode=0o700)
    _become(beat_command(settings))


def _need_broker(settings: Settings) -> None:
    if not settings.redis_url:
        raise CommandError("No Redis is known; run `make up`, or set REDIS_URL.")


def _become(command: list[str]) -> NoReturn:
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606  our own command line
