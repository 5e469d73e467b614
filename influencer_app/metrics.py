"""Prometheus metrics. With ``PROMETHEUS_MULTIPROC_DIR`` the processes of a machine are summed."""

import os

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    generate_latest,
    multiprocess,
)

from influencer_app.metric_files import Counter, Gauge, Histogram

REQUEST_SECONDS = Histogram(
    "evermuse_http_request_seconds", "Time of a request by route", ("method", "route", "status")
)
REQUEST_ERRORS = Counter("evermuse_http_errors_total", "Answers with 500 or above", ("route",))
STEP_SECONDS = Histogram(
    "evermuse_step_seconds",
    "Time of a task of the pipeline",
    ("task", "result"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 240),
)
QUEUE_LENGTH = Gauge("evermuse_queue_length", "Jobs that wait", ("queue",), multiprocess_mode="mostrecent")
STATUS_COUNT = Gauge(
    "evermuse_generations", "Generations by status", ("status",), multiprocess_mode="mostrecent"
)
LEDGER_DIFFERENCES = Gauge(
    "evermuse_ledger_differences",
    "Differences that the last audit of the ledger has found",
    ("check",),
    multiprocess_mode="mostrecent",
)
RESERVATIONS_HEALED = Counter(
    "evermuse_reservations_healed_total", "Reservations released whose generation had ended without it"
)


def exposition() -> tuple[bytes, str]:
    """The text for Prometheus and its content type."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]  # the library has no types here
    return generate_latest(registry), CONTENT_TYPE_LATEST
