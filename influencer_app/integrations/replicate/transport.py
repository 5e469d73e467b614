"""An HTTP transport that works around the shortcomings of the ``replicate`` client in one place.

The client (1.0.7) sends creates without a timeout, sends its token to any host, retries where we would
reschedule, and cannot parse some statuses and fields of the API. See
https://replicate.com/docs/reference/http for the API itself.
"""

import json
from contextvars import ContextVar
from typing import Any, Final, Literal

import httpx

from influencer_app.errors import (
    AccountRefused,
    AnswerLost,
    OutputGone,
    ProviderFailed,
    ProviderRateLimited,
    ProviderRefused,
)

TIMEOUTS: Final = {"connect": 5.0, "read": 30.0, "write": 30.0, "pool": 10.0}
KNOWN_STATUSES: Final = ("starting", "processing", "succeeded", "failed", "canceled")
RETRY_AFTER_MAX: Final = 120.0
ACCOUNT: Final[dict[int, tuple[str, Literal["token", "credit", "permission"]]]] = {
    401: ("The provider rejected this installation's token.", "token"),
    402: ("This installation's account at the provider is out of credit.", "credit"),
    403: ("The provider does not allow this to this installation's account.", "permission"),
}
NOT_SENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

CANCEL_AFTER: ContextVar[str] = ContextVar("cancel_after", default="")
"""The deadline of the create being sent, as the value of the ``Cancel-After`` header."""


class HardenedTransport(httpx.AsyncBaseTransport):
    """Always sets timeouts, sends the token only to ``host``, raises our errors, normalises responses."""

    def __init__(self, host: str, inner: httpx.AsyncBaseTransport | None = None) -> None:
        self._host = host
        self._inner = inner or httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises ``ProviderRateLimited``, ``ProviderFailed``, ``ProviderRefused``, ``OutputGone``, and
        ``AnswerLost`` when a create may have been accepted."""
        creates = request.method == "POST" and request.url.path.endswith("/predictions")
        if request.url.netloc.decode() != self._host:
            raise ProviderRefused("The provider pointed to a foreign host.")
        if creates and CANCEL_AFTER.get():
            request.headers["Cancel-After"] = CANCEL_AFTER.get()
        timeouts = request.extensions.get("timeout") or {}
        request.extensions["timeout"] = {
            name: timeouts.get(name) or seconds for name, seconds in TIMEOUTS.items()
        }
        try:
            response = await self._inner.handle_async_request(request)
            body = await response.aread()
        except NOT_SENT as error:
            raise ProviderFailed("The provider cannot be reached.") from error
        except httpx.RequestError as error:
            raise no_answer(creates) from error
        _raise_for(response, body, creates)
        return _normalise_response(response, body, creates)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


def no_answer(creates: bool) -> Exception:
    """The error for an answer that did not come or cannot be read. A create may have been accepted."""
    if creates:
        return AnswerLost("The provider's response was lost.")
    return ProviderFailed("The provider did not answer.")


def _raise_for(response: httpx.Response, body: bytes, creates: bool) -> None:
    code = response.status_code
    if code < 400:
        return
    if code == 429:
        raise ProviderRateLimited(_seconds(response.headers.get("retry-after", "")))
    if code == 404 and not creates:
        raise OutputGone("The provider no longer has this prediction.")
    if code == 503 or (code >= 500 and not creates):
        raise ProviderFailed("The provider is not available.")
    if code >= 500:
        raise no_answer(creates)
    if code in ACCOUNT:
        sentence, reason = ACCOUNT[code]
        raise AccountRefused(sentence, reason)
    raise ProviderRefused(f"The model rejected the input: {_detail(body)}")


def _seconds(header: str) -> float:
    """``Retry-After`` in seconds, bounded; 5 when it cannot be parsed."""
    try:
        return min(RETRY_AFTER_MAX, max(0.5, float(header)))
    except ValueError:
        return 5.0


def _detail(body: bytes) -> str:
    """The provider's reason as the end of a sentence."""
    try:
        payload = json.loads(body)
    except ValueError:
        return "no reason given."
    words = str(payload.get("detail") or payload.get("title") or "no reason given").split()
    return f"{' '.join(words)[:300].removeprefix('- input: ').rstrip('.')}."


def _normalise_response(response: httpx.Response, body: bytes, creates: bool) -> httpx.Response:
    """The response with each prediction in the form the client expects, keeping fields it would drop."""
    try:
        payload = json.loads(body)
    except ValueError:
        raise no_answer(creates) from None
    if not isinstance(payload, dict):
        raise no_answer(creates)
    for prediction in payload.get("results", []) if "results" in payload else [payload]:
        _normalise_prediction(prediction)
    headers = {
        name: value
        for name, value in response.headers.items()
        if name not in ("content-length", "content-encoding")
    }
    return httpx.Response(response.status_code, headers=headers, json=payload)


def _normalise_prediction(prediction: dict[str, Any]) -> None:
    if "status" not in prediction or "id" not in prediction:
        return
    metrics = {**(prediction.get("metrics") or {}), "raw_status": prediction["status"]}
    metrics["data_removed"] = bool(prediction.get("data_removed"))
    prediction["metrics"] = metrics
    if prediction["status"] not in KNOWN_STATUSES:
        ended = bool(prediction.get("completed_at")) or prediction["status"] == "aborted"
        prediction["status"] = "failed" if ended else "processing"
        prediction["error"] = prediction.get("error") or f"ended as {metrics['raw_status']}"
    prediction["model"] = prediction.get("model") or ""
    prediction["version"] = prediction.get("version") or ""
    if prediction.get("error") is not None:
        prediction["error"] = str(prediction["error"])
