"""Limits calls of the Stripe package, and translates its errors."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

import stripe
import structlog

from influencer_app.errors import NotConfigured, NotFound, Unavailable

log = structlog.get_logger(__name__)

CALL_SECONDS: Final = 30.0
"""For one call with its repetitions; one attempt has ``ATTEMPT_SECONDS``."""

ATTEMPT_SECONDS: Final = 10.0
NO_ANSWER: Final = "The payment service does not answer. Nothing was charged; try again in a few minutes."
REFUSED: Final = "The payment service refuses this server’s key. Nothing was charged; tell the operator."
NOT_UNDERSTOOD: Final = (
    "The payment service did not accept this request. Nothing was charged; tell the operator."
)


@asynccontextmanager
async def stripe_call(what: str) -> AsyncIterator[None]:
    """Raises ``Unavailable``, ``NotConfigured``, and ``NotFound`` for what Stripe does not have."""
    try:
        async with asyncio.timeout(CALL_SECONDS):
            yield
    except (TimeoutError, stripe.APIConnectionError, stripe.RateLimitError) as error:
        log.warning("stripe_no_answer", what=what, reason=type(error).__name__)
        raise Unavailable(NO_ANSWER) from error
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        log.error("stripe_refused", what=what, code=error.code, request_id=error.request_id)
        raise NotConfigured(REFUSED) from error
    except stripe.InvalidRequestError as error:
        if error.code == "resource_missing":
            raise NotFound(what) from error
        log.error(
            "stripe_invalid", what=what, code=error.code, param=error.param, request_id=error.request_id
        )
        raise NotConfigured(NOT_UNDERSTOOD) from error
    except stripe.StripeError as error:
        log.warning("stripe_failed", what=what, code=error.code, request_id=error.request_id)
        raise Unavailable(NO_ANSWER) from error
