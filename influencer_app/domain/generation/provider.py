"""What generation needs of a provider of models; ``integrations`` fills it.

Errors of every call: ``ProviderRateLimited`` (seconds to wait), ``ProviderRefused`` (never with this input),
``ProviderFailed`` (nothing was done, try again). A create may also end in ``AnswerLost``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

WRONG_SIGNATURE = "The signature is not right."
"""What our route for deliveries says to one that is not the provider's."""

PredictionStatus = Literal["starting", "processing", "succeeded", "failed", "canceled"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """A run of a model as its provider tells it.

    ``progress`` is 0 to 1 where it is known, ``outputs`` are addresses that soon die, ``removed`` is true
    when they have. A status we do not know is ``failed`` here and kept in ``raw_status``.
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
class Order:
    """What is to be run: ``model`` as owner/name, ``version`` empty for the provider's latest."""

    model: str
    version: str
    input: dict[str, Any]
    deadline_seconds: int
    webhook_url: str | None


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for, in no model's own words.

    ``subject`` is a class noun (woman, man, person), ``traits`` the look in words; files are addresses
    that the provider can read. Sizes in pixels; ``motion`` 1 to 10.
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
    subject: str
    traits: str
    references: tuple[str, ...]
    source: str | None
    audio: str | None


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """A version as the provider has it; ``schema`` are the properties of its input."""

    model: str
    version: str
    schema: dict[str, Any]
    latest_version: str


@dataclass(frozen=True, slots=True)
class WebhookNote:
    """A verified delivery: its own id, and the prediction that it is about."""

    delivery_id: str
    prediction_id: str


@dataclass(frozen=True, slots=True)
class Fetched:
    """A copied file; the content type is sniffed from its bytes."""

    data: bytes
    content_type: str


class ProviderPort(Protocol):
    """A provider. No call waits for a model to finish."""

    name: str

    async def submit(self, order: Order) -> Prediction:
        """Start a run. ``AnswerLost`` when it may or may not have started."""

    async def get(self, id: str) -> Prediction:
        """One run; ``OutputGone`` when the provider does not know it."""

    async def list_since(self, since: datetime) -> list[Prediction]:
        """Runs created at or after ``since``, the newest first."""

    async def cancel(self, id: str) -> None:
        """Nothing of it runs afterwards. ``OutputGone`` when the provider does not know it."""

    async def describe(self, model: str, version: str) -> ModelFacts | None:
        """A version's facts; None when the provider does not know it."""

    async def upload(self, data: bytes, content_type: str, name: str) -> str:
        """An address at which the provider's models can read the file."""

    def build_input(self, model: str, schema: Mapping[str, Any], wish: Wish) -> dict[str, Any]:
        """The wish in the words of this model's schema; ``ProviderRefused`` where it cannot be."""

    def native_size(self, model: str, width: int, height: int) -> tuple[int, int]:
        """The size the model makes for this one; finishing crops it."""

    def parse_webhook(
        self, headers: Mapping[str, str], raw_body: bytes, secrets: tuple[str, ...], now: datetime
    ) -> WebhookNote:
        """What a delivery is about; ``InvalidSignature`` for one that is not the provider's, or old."""

    async def aclose(self) -> None:
        """Close the connections."""


class ReachPort(Protocol):
    """Whether a provider's deliveries can come here; polling works without them."""

    async def address(self) -> str | None:
        """Where deliveries are to be sent; None while nobody has seen that they arrive."""

    async def check(self) -> str | None:
        """Try it and remember what came of it; why they do not arrive, None when they do."""


class FetchPort(Protocol):
    """Copies results, without credentials, from the provider's hosts alone."""

    async def fetch(self, url: str, limit_bytes: int) -> Fetched:
        """The whole file. ``OutputGone``; ``ProviderRefused`` for a foreign host, or for too much."""

    async def aclose(self) -> None:
        """Close the connections."""
