"""Limits of outgoing webhooks, and when a delivery is tried again."""

import random
from datetime import timedelta
from typing import Final

URL_MAX: Final = 2000
ENDPOINTS_MAX: Final = 10
"""Endpoints of one person in one workspace."""

BACKOFF: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 240, 420, 600))
"""Pauses after each failed attempt: eight attempts in a day."""

JITTER: Final = 0.1
RETRY_AFTER_MAX: Final = timedelta(hours=6)
"""The longest pause that an endpoint may ask for."""

GIVEN_UP_AFTER: Final = timedelta(days=5)
"""An endpoint that has failed for so long, without one success, is disabled."""

SENDING: Final = timedelta(seconds=60)
"""How long an attempt may take before another begins."""

AT_ONCE: Final = 4
"""Deliveries to one endpoint at the same time, so that a slow one does not hold up the others."""

OLD_SECRET_KEPT: Final = timedelta(hours=24)


def pause_after(attempts: int, asked: timedelta | None) -> timedelta | None:
    """How long to wait after so many failed attempts; None to give up. ``asked``: the ``Retry-After``."""
    if attempts > len(BACKOFF):
        return None
    pause = BACKOFF[attempts - 1] * random.uniform(1 - JITTER, 1 + JITTER)
    return max(pause, min(asked, RETRY_AFTER_MAX)) if asked else pause
