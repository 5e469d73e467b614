"""The Celery application: ``celery -A workers.app worker -Q io`` or ``-Q cpu``, and ``beat``."""

from typing import Any

from celery import Celery

from influencer_app.settings import settings

VISIBILITY_SECONDS = 900
"""Redis gives a message to another worker when nobody has acknowledged it for so long; leases are quicker."""

BEAT: dict[str, Any] = {
    "sweep": {"task": "generation.sweep", "schedule": 5.0, "options": {"queue": "io", "expires": 5}},
    "delete_discarded": {
        "task": "housekeeping.delete_discarded",
        "schedule": 60.0,
        "options": {"queue": "io", "expires": 60},
    },
    "delete_uploads": {
        "task": "housekeeping.delete_uploads",
        "schedule": 600.0,
        "options": {"queue": "io", "expires": 600},
    },
    "delete_files": {
        "task": "housekeeping.delete_files",
        "schedule": 60.0,
        "options": {"queue": "io", "expires": 60},
    },
    "delete_old_rows": {
        "task": "housekeeping.delete_old_rows",
        "schedule": 86_400.0,
        "options": {"queue": "io"},
    },
}
PROVIDER_BEAT: dict[str, Any] = {
    "catalogue": {"task": "catalogue.check", "schedule": 86_400.0, "options": {"queue": "io"}},
    "webhooks": {
        "task": "catalogue.check_webhooks",
        "schedule": 60.0,
        "options": {"queue": "io", "expires": 60},
    },
    "poll": {"task": "provider.poll", "schedule": 1.0, "options": {"queue": "io", "expires": 2}},
}
"""What else is sent where a provider does the work."""

app = Celery(
    "evermuse",
    broker=settings().redis_url,
    include=["workers.generation", "workers.provider", "workers.catalogue", "workers.housekeeping"],
)
app.conf.update(
    task_serializer="json",
    accept_content=["json"],
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_default_queue="io",
    task_time_limit=600,
    worker_prefetch_multiplier=1,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    worker_hijack_root_logger=False,
    broker_connection_retry_on_startup=True,
    broker_transport_options={"visibility_timeout": VISIBILITY_SECONDS},
    timezone="UTC",
    beat_schedule=BEAT | (PROVIDER_BEAT if settings().uses_provider else {}),
)
