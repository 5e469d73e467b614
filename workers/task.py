"""The base class of our tasks: runs a coroutine on the one loop of its worker process.

The runtime (engine, stores, clients) is opened on that loop after the fork. No soft time limit is used:
it would leave the coroutine pending inside the runner.
"""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Coroutine
from typing import Any

import structlog
from celery import Task
from celery.signals import (
    celeryd_init,
    setup_logging,
    worker_process_init,
    worker_process_shutdown,
    worker_ready,
)

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.claims import free_leases
from influencer_app.logs import configure_logs
from influencer_app.metrics import STEP_SECONDS
from influencer_app.settings import settings
from influencer_app.wiring import close_runtime, open_runtime
from workers.app import app

log = structlog.get_logger(__name__)


class _Process:
    node: str = "worker"
    runner: asyncio.Runner | None = None


class AsyncTask(Task):
    """A task whose body is a coroutine; its logs carry the ids it was given."""

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


Body = Callable[..., Coroutine[Any, Any, None]]


def task(name: str, *, seconds: float = 300, log_level: int = logging.INFO) -> Callable[[Body], Any]:
    """Register a coroutine as a task under ``name``, ended after ``seconds``.

    What beat sends every few seconds logs its end at ``logging.DEBUG``.
    """
    register: Callable[[Body], Any] = app.task(
        name=name, base=AsyncTask, seconds=seconds, log_level=log_level, time_limit=seconds + 30
    )
    return register


def holder() -> str:
    """Who holds a lease taken here: the worker's node name and this process."""
    return f"{node_name()}/{os.getpid()}"


def node_name() -> str:
    """The name of this worker, the same after a restart."""
    return _Process.node


@setup_logging.connect
def _logs(**_: Any) -> None:
    """Ours instead of Celery's."""
    configure_logs(settings().log_level, settings().log_format)
    for name in ("celery", "kombu"):
        logging.getLogger(name).setLevel(logging.WARNING)


@celeryd_init.connect
def _remember_node(sender: str, **_: Any) -> None:
    """Before the fork, so that the children know it."""
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
    """Free what a predecessor of this name left; its own runtime, for the parent has none."""

    async def take_over() -> None:
        await open_runtime(settings(), "worker")
        try:
            async with transaction() as session:
                freed = await free_leases(session, node_name())
            log.info("worker_ready", node=node_name(), freed_leases=freed)
        finally:
            await close_runtime()

    asyncio.run(take_over())
    app.send_task("generation.sweep", queue="io")
    if settings().uses_provider and node_name().startswith("io"):
        app.send_task("catalogue.check", queue="io")
        app.send_task("catalogue.check_webhooks", queue="io")
