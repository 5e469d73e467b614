"""A provider in memory with every fault of the real ones; it shares no code with the adapters."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from PIL import Image

from influencer_app.db.base import now
from influencer_app.domain.generation.ports.provider import (
    DownloadedFile,
    ModelFacts,
    ModelRequest,
    Prediction,
    PredictionCreate,
    VerifiedWebhook,
)
from influencer_app.errors import (
    AnswerLost,
    InvalidSignature,
    OutputGone,
    ProviderFailed,
    ProviderRateLimited,
)

FAILS: dict[str, Exception] = {
    "busy": ProviderRateLimited(0.01),
    "down": ProviderFailed("The provider does not answer."),
}


@dataclass
class Run:
    """One prediction as the provider sees it, with what it was asked for."""

    told: Prediction
    create: PredictionCreate
    canceled: bool = False


class FakeProvider:
    """Fills ``ProviderPort`` and ``DownloadPort``. Faults are named and used up one by one."""

    def __init__(self, name: str = "replicate") -> None:
        self.name = name
        self.runs: dict[str, Run] = {}
        self.faults: list[str] = []
        self.gone: set[str] = set()
        self.calls: list[str] = []
        self.film = b""
        self.unknown: set[str] = set()
        self.refused: dict[str, Exception] = {}
        self.always: Exception | None = None

    def fault(self, *names: str) -> bool:
        """Whether the next fault is one of ``names``; it is used up then."""
        if self.faults and self.faults[0] in names:
            self.last = self.faults.pop(0)
            return True
        return False

    def fail_always(self) -> None:
        """Every call fails while ``always`` is set; with ``AnswerLost`` the list still answers."""
        if self.always is not None:
            raise self.always

    async def submit(self, create: PredictionCreate) -> Prediction:
        self.calls.append("submit")
        self.fail_always()
        if self.fault("busy", "down"):
            raise FAILS[self.last]
        name = uuid4().hex[:12]
        told = Prediction(
            id=name,
            status="starting",
            progress=None,
            outputs=(),
            error=None,
            removed=False,
            model=create.model,
            version=create.version,
            input=create.input,
            created_at=now(),
            raw_status="starting",
        )
        lost_before = self.fault("lost before")
        if not lost_before:
            self.runs[name] = Run(told, create)
        if lost_before or self.fault("lost after"):
            raise AnswerLost("The answer did not come.")
        return told

    async def get(self, id: str) -> Prediction:
        self.calls.append("get")
        self.fail_always()
        if self.fault("look down"):
            raise ProviderFailed("The provider does not answer.")
        if id not in self.runs:
            raise OutputGone("Unknown.")
        return self.runs[id].told

    async def list_since(self, since: datetime) -> list[Prediction]:
        self.calls.append("list")
        if not isinstance(self.always, AnswerLost):
            self.fail_always()
        if self.fault("list down"):
            raise ProviderFailed("The provider does not answer.")
        return [run.told for run in reversed(self.runs.values()) if run.told.created_at >= since]

    async def cancel(self, id: str) -> None:
        self.calls.append("cancel")
        if self.fault("cancel down"):
            raise ProviderFailed("The provider does not answer.")
        run = self.runs[id]
        run.canceled = True
        if run.told.status in ("starting", "processing"):
            self.tell(id, "canceled")

    async def describe(self, model: str, version: str) -> ModelFacts | None:
        if model in self.unknown:
            return None
        return ModelFacts(model, version, {"prompt": {"type": "string"}}, version)

    async def upload(self, data: bytes, content_type: str, name: str) -> str:
        return f"https://files.example/{name}"

    def build_input(self, model: str, schema: Mapping[str, Any], request: ModelRequest) -> dict[str, Any]:
        return {
            "prompt": request.prompt,
            "seed": request.seed,
            "num_outputs": request.count,
            "source": request.source,
        }

    def parse_webhook(
        self, headers: Mapping[str, str], raw_body: bytes, secrets: tuple[str, ...], now: datetime
    ) -> VerifiedWebhook:
        if headers.get("webhook-signature") not in secrets:
            raise InvalidSignature("Wrong.")
        return VerifiedWebhook(headers["webhook-id"], raw_body.decode())

    async def aclose(self) -> None: ...

    async def download(self, url: str, limit_bytes: int) -> DownloadedFile:
        self.calls.append("fetch")
        self.fail_always()
        if url in self.refused:
            raise self.refused[url]
        if self.fault("fetch down"):
            raise ProviderFailed("The file host does not answer.")
        if url in self.gone:
            raise OutputGone("Gone.")
        if url.endswith(".mp4"):
            return DownloadedFile(self.film, "video/mp4")
        held = io.BytesIO()
        Image.new("RGB", (1024, 1024), (120, 90, 70)).save(held, "PNG")
        return DownloadedFile(held.getvalue(), "image/png")

    @property
    def ids(self) -> list[str]:
        return list(self.runs)

    def running(self) -> list[str]:
        """What would cost money now."""
        return [name for name, run in self.runs.items() if run.told.status in ("starting", "processing")]

    def tell(self, id: str, status: Any, **values: Any) -> None:
        """The prediction moves on."""
        run = self.runs[id]
        run.told = replace(run.told, status=status, raw_status=status, **values)

    def succeed(self, id: str, count: int | None = None) -> None:
        """It ends well, with as many files as asked or ``count``: films from a picture."""
        ending = "mp4" if self.runs[id].create.input["source"] else "png"
        many = self.runs[id].create.input["num_outputs"] if count is None else count
        urls = tuple(f"https://replicate.delivery/{id}/{index}.{ending}" for index in range(many))
        self.tell(id, "succeeded", outputs=urls)
