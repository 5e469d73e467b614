"""Registers coroutines as tasks, and runs each on the one loop of its worker process.

The runtime (engine, stores, clients) is opened on that loop after the fork. No soft time limit is used:
it would leave the coroutine pending inside the runner.
"""

import asyncio
import functools
import logging
import os
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, ParamSpec, get_type_hints

import structlog
from celery import Task
from celery.signals import (
    celeryd_init,
    setup_logging,
    worker_process_init,
    worker_process_shutdown,
    worker_ready,
)

from influencer_app.db.jobs import Job
from influencer_app.db.outbox import enqueue
from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.execution.leases import release_leases_of_node
from influencer_app.domain.generation.jobs import ProbeWebhooks, RecoverGenerations
from influencer_app.domain.model_catalog.jobs import CheckModels
from influencer_app.logs import configure_logs
from influencer_app.metrics import STEP_SECONDS
from influencer_app.settings import Settings, settings
from influencer_app.wiring import close_runtime, open_runtime
from workers.app import app

log = structlog.get_logger(__name__)
P = ParamSpec("P")


def always(_: Settings) -> bool:
    """Whatever is configured."""
    return True


def with_provider(known: Settings) -> bool:
    """Where a provider is configured."""
    return known.uses_provider


@dataclass(frozen=True, slots=True)
class Schedule:
    """Beat sends the job every ``every_seconds`` where ``when`` says yes to the settings."""

    every_seconds: float
    when: Callable[[Settings], bool] = always


class _Process:
    node: str = "worker"
    runner: asyncio.Runner | None = None


class AsyncTask(Task):
    """A task with a coroutine body; its logs carry its arguments."""

    declaration: type[Job]
    schedule: Schedule | None = None
    seconds: float = 300
    log_level: int = logging.INFO

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        if _Process.runner is None:
            raise RuntimeError("Tasks run in worker processes only.")
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(task=self.name, **kwargs)
        started, result = time.perf_counter(), "failed"
        try:
            _Process.runner.run(self._limited(*args, **kwargs))
            result = "done"
        finally:
            seconds = time.perf_counter() - started
            STEP_SECONDS.labels(self.name, result).observe(seconds)
            log.log(self.log_level, "task_ended", result=result, seconds=round(seconds, 3))

    async def _limited(self, *args: Any, **kwargs: Any) -> None:
        async with asyncio.timeout(self.seconds):
            await self.run(*args, **kwargs)


def task(
    declaration: Callable[P, Job],
    *,
    seconds: float = 300,
    schedule: Schedule | None = None,
    log_level: int = logging.INFO,
) -> Callable[[Callable[P, Coroutine[Any, Any, None]]], Any]:
    """Register a coroutine as the body of a declared job, ended after ``seconds``.

    Its parameters must be the job's arguments, with the same types. Raises ``TypeError`` when they are not,
    and when the job has a body already. A job that beat sends every few seconds logs its end at
    ``logging.DEBUG``.
    """
    if not (isinstance(declaration, type) and issubclass(declaration, Job)):
        raise TypeError(f"{declaration!r} is no job declaration.")
    if schedule is not None and declaration.parameters():
        raise TypeError(f"{declaration.__qualname__} has arguments, so it cannot be scheduled.")

    def register(body: Callable[P, Coroutine[Any, Any, None]]) -> Any:
        checked = _check_body(declaration, body)

        @functools.wraps(body)
        async def run(**encoded: Any) -> None:
            await checked(**declaration.decode(encoded).values())

        return app.task(
            name=declaration.name,
            base=AsyncTask,
            declaration=declaration,
            schedule=schedule,
            seconds=seconds,
            log_level=log_level,
            time_limit=seconds + 30,
        )(run)

    return register


Body = Callable[..., Coroutine[Any, Any, None]]
_bodies: dict[str, str] = {}


def _check_body(declaration: type[Job], body: Body) -> Body:
    """The body, when its parameters agree and no other has the name: Celery would silently keep the first."""
    taken = {name: kind for name, kind in get_type_hints(body).items() if name != "return"}
    where = f"{body.__module__}.{body.__qualname__}"
    if taken != declaration.parameters():
        raise TypeError(f"{where} takes {taken}; {declaration.__qualname__} has {declaration.parameters()}.")
    if (other := _bodies.setdefault(declaration.name, where)) != where:
        raise TypeError(f"{where} and {other} are both bodies of {declaration.name}.")
    return body


def holder() -> str:
    """The lease holder id of this process: node name and process id."""
    return f"{node_name()}/{os.getpid()}"


def node_name() -> str:
    """This worker's node name, stable across restarts."""
    return _Process.node


@setup_logging.connect
def _logs(**_: Any) -> None:
    """Replaces Celery's logging with ours."""
    configure_logs(settings().log_level, settings().log_format)
    for name in ("celery", "kombu"):
        logging.getLogger(name).setLevel(logging.WARNING)


@celeryd_init.connect
def _set_node(sender: str, **_: Any) -> None:
    """Runs before the fork, so that child processes inherit it."""
    _Process.node = sender


@worker_process_init.connect
def _open(**_: Any) -> None:
    _Process.runner = asyncio.Runner()
    _Process.runner.run(open_runtime(settings(), "worker"))


@worker_process_shutdown.connect
def _close(**_: Any) -> None:
    if _Process.runner is not None:
        _Process.runner.run(close_runtime())
        _Process.runner.close()
        _Process.runner = None


@worker_ready.connect
def _take_over(**_: Any) -> None:
    """Releases the leases of a crashed predecessor, with a runtime of its own: the parent has none."""

    async def take_over() -> None:
        await open_runtime(settings(), "worker")
        try:
            async with transaction() as session:
                freed = await release_leases_of_node(session, node_name())
                enqueue(session, RecoverGenerations())
                if with_provider(settings()) and node_name().startswith("io"):
                    enqueue(session, CheckModels())
                    enqueue(session, ProbeWebhooks())
            log.info("worker_ready", node=node_name(), freed_leases=freed)
        finally:
            await close_runtime()

    asyncio.run(take_over())
