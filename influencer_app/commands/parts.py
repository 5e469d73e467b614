"""The processes of an installation, and what has to be done before they start."""

import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass

from influencer_app.commands.celery import beat_command, worker_command
from influencer_app.commands.child import Part
from influencer_app.commands.site import build_program, fingerprint, is_fresh, mark_fresh, project_root
from influencer_app.commands.versions import needs_migration
from influencer_app.embedded.program import Program
from influencer_app.settings import Settings

CELERY_STOP = ((signal.SIGTERM, 8.0), (signal.SIGQUIT, 3.0))
"""First let running tasks end, then give them back to the queue."""


def web_parts(settings: Settings) -> list[Part]:
    """What people talk to."""
    return [Part("web", _ours(settings, "web"), stop=((signal.SIGTERM, 6.0),))]


def worker_parts(settings: Settings) -> list[Part]:
    """What works behind: two queues and the clock."""
    return [
        Part("io", _program(settings, worker_command(settings, "io")), stop=CELERY_STOP),
        Part("cpu", _program(settings, worker_command(settings, "cpu")), stop=CELERY_STOP),
        Part("beat", _program(settings, beat_command(settings))),
    ]


def migration(settings: Settings) -> Program | None:
    """What brings the database to its newest version; ``None`` when it is there."""
    if not needs_migration(settings):
        return None
    return _ours(settings, "migrate")


@dataclass(frozen=True, slots=True)
class Build:
    """The build to run, and what to call after it succeeded."""

    program: Program
    succeeded: Callable[[], None]


def site_build(settings: Settings) -> Build | None:
    """How to build the pages; ``None`` when they are fresh."""
    if is_fresh(settings):
        return None
    made_of = fingerprint(settings)
    return Build(build_program(settings), lambda: mark_fresh(made_of))


@dataclass(frozen=True, slots=True)
class Work:
    """Everything ``up`` runs besides Postgres and Valkey; tests put smaller things in."""

    web: Callable[[Settings], list[Part]] = web_parts
    workers: Callable[[Settings], list[Part]] = worker_parts
    migration: Callable[[Settings], Program | None] = migration
    build: Callable[[Settings], Build | None] = site_build
    first: tuple[Part, ...] = ()
    """What the rest needs from its first moment."""


def _ours(settings: Settings, name: str) -> Program:
    return _program(settings, [sys.executable, "-m", "influencer_app.cli", name])


def _program(settings: Settings, argv: list[str]) -> Program:
    env = {
        **os.environ,
        "DATA_DIR": str(settings.data_dir),
        "PROMETHEUS_MULTIPROC_DIR": str(settings.data_dir / "run" / "metrics"),
        "PYTHONUNBUFFERED": "1",
    }
    return Program(tuple(argv), project_root(), env=env)
