"""Says which failures of live updates pass by themselves, and when they are tried again."""

import asyncio
from typing import Any, Final

import structlog
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from influencer_app.errors import Unavailable

log = structlog.get_logger(__name__)

RETRY_SECONDS: Final = (0.2, 1.0, 3.0, 10.0)
"""Pauses after failures; the last one repeats."""

TRANSIENT: Final = (Unavailable, SQLAlchemyError, RedisError, OSError)
"""What a read or a delivery raises while the database or Redis does not answer."""


def pause_after(failures: int) -> float:
    """Seconds to wait after that many failures (from 0)."""
    return RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)]


def log_failure(task: "asyncio.Task[Any]") -> None:
    """A done callback: a task that failed is logged."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.error("live_dispatcher_failed", exc_info=error)
