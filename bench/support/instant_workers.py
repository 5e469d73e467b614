"""Celery app with an instant engine and finisher, and a bare task for comparison."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from celery.signals import worker_process_init
from PIL import Image
from redis import Redis

import workers.task  # noqa: F401  its process handler must run before ours
from influencer_app import wiring
from influencer_app.domain.generation.ports.engine import EngineConfig, RenderInputs, RenderResult
from influencer_app.domain.generation.ports.finisher import FinishedImage, FinisherPort, Provenance
from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.settings import settings
from workers.app import app


def _picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    return buffer.getvalue()


DRAWN = RenderResult(_picture())
DONE = FinishedImage(
    original=DRAWN.data,
    content_type="image/png",
    preview=DRAWN.data,
    thumb=DRAWN.data,
    thumbhash="",
    width=8,
    height=8,
    sha256=hashlib.sha256(DRAWN.data).hexdigest(),
    phash="0" * 16,
)


class Instant:
    """Implements the used parts of ``LocalEngine`` and ``FinisherPort``."""

    def check_prompt(self, prompt: str) -> None:
        """Every prompt is drawn alike."""

    def render(
        self, request: FrozenRequest, seed: int, inputs: RenderInputs, progress: Callable[[float], None]
    ) -> RenderResult:
        """The same picture for every request."""
        return DRAWN

    def finish(
        self, raw: bytes, *, size: tuple[int, int], watermark: bool, provenance: Provenance
    ) -> FinishedImage:
        """A constant result."""
        return DONE


def _swap(**_: Any) -> None:
    instant: Any = Instant()
    own = wiring.runtime()
    studio = replace(own.engine_config, local_engines={own.engine_config.default_engine: instant})
    ports = own.ports.replacing({EngineConfig: studio, FinisherPort: instant})
    wiring._Current.runtime = replace(own, ports=ports)


worker_process_init.connect(_swap, weak=False)


@app.task(name="bench.echo")
def echo(key: str) -> None:
    """Push an answer to a list in Redis."""
    with Redis.from_url(settings().redis_url) as client:
        client.lpush(key, 1)
