"""The Celery application: ``celery -A workers.app worker -Q io`` or ``-Q cpu``, and ``beat``.

Every module of this package is a task module. Queues and beat's schedule come from the tasks themselves.
"""

import pkgutil
from typing import Any

from celery import Celery

import workers
from influencer_app.settings import Settings, settings

VISIBILITY_SECONDS = 900
"""Seconds until Redis redelivers an unacknowledged message; leases act sooner."""

EXPIRES_SECONDS_MIN = 2.0
"""A scheduled job expires when the next one is due, but not before the slowest beat could be late."""


def task_modules() -> list[str]:
    """The modules of this package, which register their tasks when they are imported."""
    return [found.name for found in pkgutil.walk_packages(workers.__path__, f"{workers.__name__}.")]


def declared_queue(name: str, *_: Any, **__: Any) -> dict[str, str] | None:
    """Celery's router: the queue that a job declares."""
    declaration = getattr(app.tasks.get(name), "declaration", None)
    return {"queue": declaration.queue} if declaration else None


app = Celery("evermuse", broker=settings().redis_url, include=task_modules())
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_default_queue="io",
    task_routes=(declared_queue,),
    task_time_limit=600,
    worker_prefetch_multiplier=1,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"visibility_timeout": VISIBILITY_SECONDS},
    timezone="UTC",
)


def beat_schedule(known: Settings) -> dict[str, Any]:
    """Beat's entries for all tasks that are scheduled under these settings."""
    scheduled = {name: task.schedule for name, task in app.tasks.items() if getattr(task, "schedule", None)}
    return {
        name: {
            "task": name,
            "schedule": schedule.every_seconds,
            "options": {"expires": max(schedule.every_seconds, EXPIRES_SECONDS_MIN)},
        }
        for name, schedule in scheduled.items()
        if schedule.when(known)
    }


@app.on_after_finalize.connect
def _set_schedule(sender: Celery, **_: Any) -> None:
    """Celery finalizes an application once its task modules are imported."""
    sender.conf.beat_schedule = beat_schedule(settings())
