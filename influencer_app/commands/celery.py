"""``influencer worker`` and ``influencer beat``: replace this process with Celery."""

import hashlib
import os
import platform
import sys
from typing import NoReturn

from influencer_app.commands.errors import CommandError
from influencer_app.settings import Settings

SILENCED_WARNING = "ignore:You're running the worker with superuser privileges"
"""Celery warns about root because of pickle; our messages are JSON only."""

IO_TASKS_MAX = 128
"""At once in one ``io`` worker; more than that a provider would have to keep waiting to hold up others."""

CELERY = (sys.executable, "-W", SILENCED_WARNING, "-m", "celery", "--quiet", "--app", "workers.app")


def worker_command(settings: Settings, queue: str, name: str = "") -> list[str]:
    """Return the command line of a worker for the queue ``io`` or ``cpu``.

    A ``cpu`` worker forks a process for each task at a time; an ``io`` worker has many tasks at once on one
    loop, so that those that wait for a provider hold up nobody. Its node name survives restarts and differs
    between installations that share a broker.
    """
    pool = ("prefork", settings.cpu_processes) if queue == "cpu" else ("threads", IO_TASKS_MAX)
    options = ["--queues", queue, "--hostname", name or node_name(settings, queue), "--pool", pool[0]]
    options += ["--concurrency", str(pool[1]), "--without-mingle", "--without-gossip"]
    return [*CELERY, "worker", *options, "--loglevel", _celery_log_level(settings)]


def beat_command(settings: Settings) -> list[str]:
    """Return the command line of the scheduler; its state is kept in ``DATA_DIR/run``."""
    schedule = settings.data_dir / "run" / "beat-schedule"
    options = ["--schedule", str(schedule), "--pidfile", "", "--loglevel", _celery_log_level(settings)]
    return [*CELERY, "beat", *options]


def node_name(settings: Settings, queue: str) -> str:
    """Return a name such as ``cpu@host-1a2b3c``: queue, machine and a hash of ``DATA_DIR``."""
    installation = hashlib.sha256(str(settings.data_dir).encode()).hexdigest()[:6]
    return f"{queue}@{platform.node().split('.')[0] or 'localhost'}-{installation}"


def run_worker(settings: Settings, queue: str, name: str = "") -> NoReturn:
    """Replace this process with a worker. Raises ``CommandError`` when no broker is configured."""
    _require_broker(settings)
    _exec(worker_command(settings, queue, name))


def run_beat(settings: Settings) -> NoReturn:
    """Replace this process with the scheduler. Raises ``CommandError`` when no broker is configured."""
    _require_broker(settings)
    (settings.data_dir / "run").mkdir(parents=True, exist_ok=True, mode=0o700)
    _exec(beat_command(settings))


def _celery_log_level(settings: Settings) -> str:
    """Our tasks log what they did; at INFO Celery would repeat it, so it starts at WARNING."""
    level = settings.log_level.upper()
    return "WARNING" if level == "INFO" else level


def _require_broker(settings: Settings) -> None:
    if not settings.redis_url:
        raise CommandError("No Redis is known; run `make up`, or set REDIS_URL.")


def _exec(command: list[str]) -> NoReturn:
    sys.stdout.flush()
    os.execv(command[0], command)  # noqa: S606  our own command line
