"""Implements ``ProviderPort`` for Replicate: submits and returns at once, never ``run()`` or ``wait()``."""

import base64
import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlsplit

from replicate.client import Client
from replicate.prediction import Prediction as ReplicatePrediction
from replicate.version import Versions

from influencer_app.domain.generation.ports.provider import (
    ModelFacts,
    ModelRequest,
    Prediction,
    PredictionCreate,
    VerifiedWebhook,
)
from influencer_app.errors import OutputGone, ProviderFailed
from influencer_app.integrations.replicate import inputs, webhooks
from influencer_app.integrations.replicate.transport import CANCEL_AFTER, HardenedTransport, no_answer

DATA_URL_MAX: Final = 256_000
PAGES_MAX: Final = 120
EVENTS: Final = ["start", "completed"]
UNREADABLE: Final = (ValueError, TypeError, AttributeError, KeyError)


class ReplicateProvider:
    """Create one per process and event loop. ``base_url`` is the API's address without ``/v1``."""

    name = "replicate"

    def __init__(self, token: str, base_url: str = "https://api.replicate.com") -> None:
        self._transport = HardenedTransport(urlsplit(base_url).netloc)
        self._client = Client(api_token=token, base_url=base_url, transport=self._transport)

    async def submit(self, create: PredictionCreate) -> Prediction:
        """See the port. The provider cancels the run after ``deadline_seconds``."""
        webhook: dict[str, Any] = {}
        if create.webhook_url:
            webhook = {"webhook": create.webhook_url, "webhook_events_filter": EVENTS}
        reset_token = CANCEL_AFTER.set(f"{create.deadline_seconds}s")
        try:
            with readable(creates=True):
                return _to_prediction(await self._create(create, webhook))
        finally:
            CANCEL_AFTER.reset(reset_token)

    async def _create(self, create: PredictionCreate, webhook: dict[str, Any]) -> ReplicatePrediction:
        if create.version:
            return await self._client.predictions.async_create(
                version=create.version, input=create.input, **webhook
            )
        return await self._client.models.predictions.async_create(
            model=create.model, input=create.input, **webhook
        )

    async def get(self, id: str) -> Prediction:
        """See the port."""
        with readable():
            return _to_prediction(await self._client.predictions.async_get(id))

    async def list_since(self, since: datetime) -> list[Prediction]:
        """See the port. Reads at most 12,000 predictions."""
        found: list[Prediction] = []
        with readable():
            page = await self._client.predictions.async_list()
            for _ in range(PAGES_MAX):
                predictions = [_to_prediction(each) for each in page.results]
                found += [each for each in predictions if each.created_at >= since]
                if not page.next or not predictions or predictions[-1].created_at < since:
                    break
                page = await self._client.predictions.async_list(page.next)
        return found

    async def cancel(self, id: str) -> None:
        """See the port."""
        with readable():
            await self._client.predictions.async_cancel(id)

    async def describe(self, model: str, version: str) -> ModelFacts | None:
        """See the port."""
        try:
            with readable():
                return await self._describe(model, version)
        except OutputGone:
            return None

    async def _describe(self, model: str, version: str) -> ModelFacts | None:
        found = await self._client.models.async_get(model)
        latest = found.latest_version
        if version and (latest is None or latest.id != version):
            described = await Versions(self._client, model).async_get(version)
        elif latest is not None:
            described = latest
        else:
            return None
        return ModelFacts(
            model,
            version,
            inputs.properties(described.openapi_schema),
            latest.id if latest else "",
            found.license_url or "",
        )

    async def webhook_secret(self) -> str:
        """The secret that the provider signs this account's webhooks with."""
        with readable():
            return (await self._client.webhooks.default.async_secret()).key

    async def upload(self, data: bytes, content_type: str, name: str) -> str:
        """See the port: a data URL up to 256 kB, above that a file stored at the provider."""
        if len(data) <= DATA_URL_MAX:
            return f"data:{content_type};base64,{base64.b64encode(data).decode()}"
        file = await self._client.files.async_create(
            io.BytesIO(data), filename=name, content_type=content_type
        )
        address = file.urls.get("get")
        if address is None:
            raise ProviderFailed("The provider did not store the file.")
        return address

    def build_input(self, model: str, schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
        """See the port."""
        return inputs.build(model, schema, request)

    def parse_webhook(
        self, headers: Mapping[str, str], raw_body: bytes, secrets: tuple[str, ...], now: datetime
    ) -> VerifiedWebhook:
        """See the port."""
        return webhooks.parse(headers, raw_body, secrets, now)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._transport.aclose()


@contextmanager
def readable(*, creates: bool = False) -> Iterator[None]:
    """An answer that the client cannot parse counts as one that did not come."""
    try:
        yield
    except UNREADABLE as error:
        raise no_answer(creates) from error


def _to_prediction(prediction: ReplicatePrediction) -> Prediction:
    metrics = prediction.metrics or {}
    progress = prediction.progress
    return Prediction(
        id=prediction.id,
        status=prediction.status,
        progress=progress.percentage if progress else None,
        outputs=_outputs(prediction.output),
        error=prediction.error,
        removed=bool(metrics.get("data_removed")),
        model=prediction.model,
        version=prediction.version,
        input=prediction.input or {},
        created_at=_parse_time(prediction.created_at),
        raw_status=str(metrics.get("raw_status", prediction.status)),
    )


def _outputs(output: Any) -> tuple[str, ...]:
    """One URL or a list of URLs; anything else is not a file."""
    many = output if isinstance(output, list) else [output]
    return tuple(one for one in many if isinstance(one, str) and one)


def _parse_time(text: str | None) -> datetime:
    if not text:
        return datetime.now(UTC)
    return datetime.fromisoformat(text.replace("Z", "+00:00"))
