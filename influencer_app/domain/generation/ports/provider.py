"""Ports of model providers.

Errors of every call: ``ProviderRateLimited`` (seconds to wait), ``ProviderRefused`` (never with this input),
``ProviderFailed`` (nothing was done, try again). A create may also end in ``AnswerLost``. Each says whether
it is ``permanent``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

WRONG_SIGNATURE = "The signature is not right."
"""The response of our webhook route to an invalid signature."""

PredictionStatus = Literal["starting", "processing", "succeeded", "failed", "canceled"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """A provider's prediction.

    ``progress`` is 0 to 1 if known, ``outputs`` are URLs that soon expire, ``removed`` is true
    once they have. An unknown status maps to ``failed`` and is kept in ``raw_status``.
    """

    id: str
    status: PredictionStatus
    progress: float | None
    outputs: tuple[str, ...]
    error: str | None
    removed: bool
    model: str
    version: str
    input: Mapping[str, Any]
    created_at: datetime
    raw_status: str


@dataclass(frozen=True, slots=True)
class PredictionCreate:
    """A prediction to create: ``model`` as owner/name, ``version`` empty for the latest."""

    model: str
    version: str
    input: dict[str, Any]
    deadline_seconds: int
    webhook_url: str | None


@dataclass(frozen=True, slots=True)
class ModelRequest:
    """A request in terms that are independent of any model.

    ``subject`` is a class noun (woman, man, person), ``traits`` describe the appearance; files are URLs
    that the provider can read. Sizes in pixels; ``motion`` 1 to 10; ``seconds`` is the length of a video.
    """

    kind: Literal["image", "character_image", "video", "avatar"]
    prompt: str
    negative_prompt: str
    style: str
    width: int
    height: int
    count: int
    seed: int
    motion: int | None
    fps: int | None
    seconds: float | None
    subject: str
    traits: str
    references: tuple[str, ...]
    source: str | None
    audio: str | None


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """A model version as the provider describes it; ``schema`` holds its input properties.

    ``latest_version`` is the model's newest. ``licence_url`` is where its licence is, empty where not told.
    """

    model: str
    version: str
    schema: dict[str, Any]
    latest_version: str
    licence_url: str = ""


@dataclass(frozen=True, slots=True)
class VerifiedWebhook:
    """A verified webhook: its id and the prediction it is about."""

    delivery_id: str
    prediction_id: str


@dataclass(frozen=True, slots=True)
class DownloadedFile:
    """A downloaded file; the content type is sniffed."""

    data: bytes
    content_type: str


class ProviderPort(Protocol):
    """A model provider. No call waits for a model to finish."""

    name: str

    async def submit(self, create: PredictionCreate) -> Prediction:
        """Creates a prediction. Raises ``AnswerLost`` if it may or may not exist."""

    async def get(self, id: str) -> Prediction:
        """One prediction. Raises ``OutputGone`` if the provider does not know it."""

    async def list_since(self, since: datetime) -> list[Prediction]:
        """Predictions created at or after ``since``, newest first."""

    async def cancel(self, id: str) -> None:
        """Cancels a prediction. Raises ``OutputGone`` if the provider does not know it."""

    async def describe(self, model: str, version: str) -> ModelFacts | None:
        """Describes a version; None if the provider does not know it."""

    async def upload(self, data: bytes, content_type: str, name: str) -> str:
        """Uploads a file and returns a URL the provider's models can read."""

    def build_input(self, model: str, schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
        """The request in terms of this model's schema. Raises ``ProviderRefused`` if impossible."""

    def parse_webhook(
        self, headers: Mapping[str, str], raw_body: bytes, secrets: tuple[str, ...], now: datetime
    ) -> VerifiedWebhook:
        """Verifies a webhook. Raises ``InvalidSignature`` if it is forged or too old."""

    async def aclose(self) -> None:
        """Close the connections."""


class WebhookProbe(Protocol):
    """Tells whether a provider's webhooks can reach us; polling works without them."""

    async def address(self) -> str | None:
        """The webhook URL; None until a probe has succeeded."""

    async def check(self) -> str | None:
        """Probes the URL and stores the result. The reason of a failure, or None."""


class DownloadPort(Protocol):
    """Downloads results without credentials, from the provider's hosts only."""

    async def download(self, url: str, limit_bytes: int) -> DownloadedFile:
        """The whole file. Raises ``OutputGone``, ``ResultNotAllowed``, ``ResultTooLarge``: all permanent."""

    async def aclose(self) -> None:
        """Close the connections."""
