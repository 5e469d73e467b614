"""Registers coroutines as tasks, and runs each on the one loop of its worker process.

No soft time limit of Celery's is used: it would leave the coroutine pending on the loop.
"""

import asyncio
import functools
import logging
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, ParamSpec, get_type_hints

import structlog
from celery import Task

from influencer_app.db.jobs import Job
from influencer_app.metrics import STEP_SECONDS
from influencer_app.settings import Settings
from workers import process
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


class AsyncTask(Task):
    """A task with a coroutine body; its logs carry its arguments."""

    declaration: type[Job]
    schedule: Schedule | None = None
    seconds: float = 300
    log_level: int = logging.INFO
    _is_running: bool = False
    _again: bool = False

    def __call__(self, *args: Any, **kwargs: Any) -> None:
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(task=self.name, **kwargs)
        started, result = time.perf_counter(), "failed"
        try:
            process.run(self._limited(*args, **kwargs))
            result = "done"
        finally:
            seconds = time.perf_counter() - started
            STEP_SECONDS.labels(self.name, result).observe(seconds)
            log.log(self.log_level, "task_ended", result=result, seconds=round(seconds, 3))

    async def _limited(self, *args: Any, **kwargs: Any) -> None:
        """Run the body, limited. A job without arguments never runs beside itself in one process: while it
        runs, any number of others become one more run after it."""
        if self.declaration.parameters():
            await self._run_limited(*args, **kwargs)
            return
        self._again = True
        if self._is_running:
            return
        self._is_running = True
        try:
            while self._again:
                self._again = False
                await self._run_limited()
        finally:
            self._is_running = False

    async def _run_limited(self, *args: Any, **kwargs: Any) -> None:
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
