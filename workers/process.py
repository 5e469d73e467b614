"""The event loop of a worker process, and what is opened on it.

A forked worker runs one task at a time. One with threads runs many at once, each thread waiting for a task
on the one loop, so that a task that waits for a provider holds up nobody. The runtime (engine, stores,
clients) is opened on that loop, after any fork.
"""

import asyncio
import logging
import os
import threading
from collections.abc import Coroutine
from concurrent.futures import TimeoutError as WaitTimeoutError
from typing import Any, Protocol

import structlog
from celery.concurrency import get_implementation
from celery.concurrency.thread import TaskPool as ThreadPool
from celery.signals import (
    celeryd_init,
    setup_logging,
    worker_init,
    worker_process_init,
    worker_process_shutdown,
    worker_ready,
    worker_shutdown,
)

from influencer_app.db.outbox import enqueue
from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.execution.leases import release_leases_of_node
from influencer_app.domain.generation.jobs import ProbeWebhooks, RecoverGenerations
from influencer_app.domain.model_catalog.jobs import CheckModels
from influencer_app.logs import configure_logs
from influencer_app.settings import settings
from influencer_app.wiring import close_runtime, open_runtime

log = structlog.get_logger(__name__)

STUCK_SECONDS = 120.0
"""A loop that answers nothing for so long is stuck in one task; its process ends and is started again."""


class Loop(Protocol):
    """Runs coroutines for the threads of this process."""

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """Run to the end; raises what it raises."""

    def close(self) -> None:
        """Cancel what still runs."""


class SharedLoop:
    """A loop in a thread of its own, for all threads of the process."""

    def __init__(self, stuck_seconds: float = STUCK_SECONDS) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="loop", daemon=True)
        self._thread.start()
        self._closing = threading.Event()
        watch = threading.Thread(target=self._watch, args=(stuck_seconds,), name="loop watch", daemon=True)
        watch.start()

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        """See ``Loop``."""
        asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        """See ``Loop``."""
        self._closing.set()
        asyncio.run_coroutine_threadsafe(_cancel_others(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _watch(self, stuck_seconds: float) -> None:
        while not self._closing.wait(stuck_seconds / 4):
            answer = asyncio.run_coroutine_threadsafe(asyncio.sleep(0), self._loop)
            try:
                answer.result(stuck_seconds)
            except WaitTimeoutError:
                if not self._closing.is_set():
                    log.error("loop_stuck", seconds=stuck_seconds)
                    os._exit(1)


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)


class _Process:
    node: str = "worker"
    shared: bool = False
    loop: Loop | None = None


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run a task's body on the loop of this process. Raises ``RuntimeError`` outside of workers."""
    if _Process.loop is None:
        work.close()
        raise RuntimeError("Tasks run in worker processes only.")
    _Process.loop.run(work)


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


@worker_init.connect
def _open_shared(sender: Any, **_: Any) -> None:
    """In the parent, before the pool starts: only a pool of threads works here."""
    _Process.shared = get_implementation(sender.pool_cls) is ThreadPool
    if _Process.shared:
        _open_on(SharedLoop())


@worker_process_init.connect
def _open_forked(**_: Any) -> None:
    _open_on(asyncio.Runner())


def _open_on(loop: Loop) -> None:
    _Process.loop = loop
    loop.run(_opened())


async def _opened() -> None:
    await open_runtime(settings(), "worker")


@worker_shutdown.connect
@worker_process_shutdown.connect
def _close(**_: Any) -> None:
    if _Process.loop is not None:
        _Process.loop.run(close_runtime())
        _Process.loop.close()
        _Process.loop = None


@worker_ready.connect
def _release_leases(**_: Any) -> None:
    """Releases the leases of a crashed predecessor."""
    if _Process.loop is not None:
        _Process.loop.run(_take_over())
    else:
        asyncio.run(_take_over_before_fork())


async def _take_over_before_fork() -> None:
    """With a runtime of its own: the parent of forked workers has none."""
    await open_runtime(settings(), "worker")
    try:
        await _take_over()
    finally:
        await close_runtime()


async def _take_over() -> None:
    async with transaction() as session:
        freed = await release_leases_of_node(session, node_name())
        enqueue(session, RecoverGenerations())
        if settings().uses_provider and node_name().startswith("io"):
            enqueue(session, CheckModels())
            enqueue(session, ProbeWebhooks())
    log.info("worker_ready", node=node_name(), freed_leases=freed)
