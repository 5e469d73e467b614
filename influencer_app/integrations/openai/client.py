"""The shared OpenAI client, with a time limit and error mapping for every call.

Prompts, moderation and speech share one client and its connection pool. The package does not retry: each
call has one attempt and one time limit, and the caller decides what to do next.
See https://developers.openai.com/api/docs/guides/error-codes.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime
from typing import TypeVar

import httpx2
import openai
from pydantic import BaseModel, ValidationError

from influencer_app.db.base import now
from influencer_app.errors import AppError, InvalidInput, NotConfigured, RateLimited, Unavailable

CONNECT_SECONDS = 3.0
RETRY_AFTER_DEFAULT = 20
RETRY_AFTER_MAX = 600
QUOTA_CODES = ("insufficient_quota", "billing_hard_limit_reached")

ResponseT = TypeVar("ResponseT", bound=BaseModel)


def open_client(key: str, base_url: str) -> openai.AsyncOpenAI:
    """A client that never retries. ``openai_call`` limits the time of a whole call."""
    timeout = httpx2.Timeout(60.0, connect=CONNECT_SECONDS)
    return openai.AsyncOpenAI(api_key=key, base_url=base_url, timeout=timeout, max_retries=0)


@asynccontextmanager
async def openai_call(seconds: float) -> AsyncIterator[None]:
    """Limit a whole call to ``seconds`` and translate its errors.

    Raises ``Unavailable``, ``RateLimited``, ``NotConfigured``, and ``InvalidInput`` for a bad request.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except (TimeoutError, openai.APITimeoutError) as error:
        raise Unavailable(f"OpenAI did not answer within {seconds:g} seconds.") from error
    except openai.APIConnectionError as error:
        raise Unavailable("OpenAI cannot be reached.") from error
    except openai.APIStatusError as error:
        raise to_app_error(error) from error
    except (openai.OpenAIError, httpx2.HTTPError, ValidationError, ValueError) as error:
        raise Unavailable("OpenAI's answer could not be read.") from error


def to_app_error(error: openai.APIStatusError) -> AppError:
    """The app's error for a response with a status of 400 or more."""
    if isinstance(error, openai.AuthenticationError | openai.PermissionDeniedError):
        return NotConfigured("OpenAI rejected this installation's API key.")
    if isinstance(error, openai.NotFoundError):
        return NotConfigured("OpenAI no longer offers the model this installation uses.")
    if isinstance(error, openai.RateLimitError):
        if error.code in QUOTA_CODES:
            return NotConfigured("This installation's OpenAI account is out of credit.")
        return RateLimited(retry_after_seconds(error.response.headers))
    if error.status_code in (400, 413, 422):
        return InvalidInput("OpenAI rejected the request.")
    return Unavailable("OpenAI is having problems.")


def retry_after_seconds(headers: httpx2.Headers) -> int:
    """Whole seconds to wait before the next attempt: 1 to 600."""
    header = headers.get("retry-after", "").strip()
    seconds: float = RETRY_AFTER_DEFAULT
    if header.replace(".", "", 1).isdigit():
        seconds = float(header)
    elif header:
        try:
            seconds = (parsedate_to_datetime(header) - now()).total_seconds()
        except (TypeError, ValueError):
            seconds = RETRY_AFTER_DEFAULT
    return int(min(max(seconds, 1), RETRY_AFTER_MAX))


def parse_response(body: bytes, model: type[ResponseT]) -> ResponseT:
    """The fields of a response that we use, validated: the package itself does not check them."""
    return model.model_validate_json(body)
