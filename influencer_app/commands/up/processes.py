"""Describes the processes of an installation, and what has to run before they start."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

from influencer_app.commands.build import build_program
from influencer_app.commands.celery import beat_command, node_name, worker_command
from influencer_app.commands.fingerprint import fingerprint, is_fresh, mark_fresh
from influencer_app.commands.project import project_root
from influencer_app.commands.versions import needs_migration
from influencer_app.embedded.program import Program
from influencer_app.settings import Settings

CELERY_STOP = ((signal.SIGTERM, 8.0), (signal.SIGQUIT, 3.0))
"""A warm shutdown lets running tasks finish; then a cold one returns them to the queue."""


@dataclass(frozen=True, slots=True)
class ProcessSpec:
    """A process to supervise.

    ``stop`` lists (signal, seconds to wait) to try before SIGKILL; ``quiet`` keeps its output off the
    terminal.
    """

    name: str
    program: Program
    stop: tuple[tuple[int, float], ...] = ((signal.SIGTERM, 10),)
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Build:
    """A build to run, and the function to call after it succeeded."""

    program: Program
    on_success: Callable[[], None]


def web_processes(settings: Settings) -> list[ProcessSpec]:
    """The server of pages and API."""
    return [ProcessSpec("web", _subcommand(settings, "web"), stop=((signal.SIGTERM, 6.0),))]


def worker_processes(settings: Settings) -> list[ProcessSpec]:
    """A worker for each queue, and the scheduler."""
    return [
        *(_io_worker(settings, number) for number in range(1, settings.io_processes + 1)),
        ProcessSpec("cpu", _program(settings, worker_command(settings, "cpu")), stop=CELERY_STOP),
        ProcessSpec("beat", _program(settings, beat_command(settings))),
    ]


def _io_worker(settings: Settings, number: int) -> ProcessSpec:
    """The first has the node name that an ``io`` worker has by itself."""
    name = "io" if number == 1 else f"io{number}"
    command = worker_command(settings, "io", node_name(settings, name))
    return ProcessSpec(name, _program(settings, command), stop=CELERY_STOP)


def migration(settings: Settings) -> Program | None:
    """Return the migration to run; ``None`` when the database is at the newest version."""
    if not needs_migration(settings):
        return None
    return _subcommand(settings, "migrate")


def site_build(settings: Settings) -> Build | None:
    """Return the build to run; ``None`` when the pages are fresh."""
    if is_fresh(settings):
        return None
    made_of = fingerprint(settings)
    return Build(build_program(settings), lambda: mark_fresh(made_of))


@dataclass(frozen=True, slots=True)
class StartupPlan:
    """Everything that ``up`` runs besides Postgres and Valkey; tests substitute smaller programs.

    ``prerequisites`` are started before anything else.
    """

    web: Callable[[Settings], list[ProcessSpec]] = web_processes
    workers: Callable[[Settings], list[ProcessSpec]] = worker_processes
    migration: Callable[[Settings], Program | None] = migration
    build: Callable[[Settings], Build | None] = site_build
    prerequisites: tuple[ProcessSpec, ...] = ()


def _subcommand(settings: Settings, name: str) -> Program:
    return _program(settings, [sys.executable, "-m", "influencer_app.cli", name])


def _program(settings: Settings, argv: list[str]) -> Program:
    env = {
        **os.environ,
        "DATA_DIR": str(settings.data_dir),
        "PROMETHEUS_MULTIPROC_DIR": str(settings.data_dir / "run" / "metrics"),
        "PYTHONUNBUFFERED": "1",
    }
    return Program(tuple(argv), project_root(), env=env)
