"""The tasks' bodies, run in the test's loop, with a drawing that a test controls."""

import asyncio
import io
import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager

from PIL import Image
from sqlalchemy import text

from influencer_app.db.base import new_id
from influencer_app.db.jobs import Job
from influencer_app.db.outbox import Event
from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.lifecycle.scheduler import DISPATCHER_LOCK
from influencer_app.domain.generation.ports.engine import PromptToCheck, RenderInputs, RenderResult
from influencer_app.domain.generation.ports.speech import Voice
from influencer_app.domain.generation.rules import spoken_seconds
from influencer_app.domain.generation.schemas import FrozenRequest
from influencer_app.domain.webhook_inbox.service import receive_event
from workers.app import app
from workers.task import AsyncTask


class FakeQueue:
    """Keeps jobs and events; ``run`` works the jobs off as the workers would."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.events: list[Event] = []
        self.done: list[Job] = []

    async def send(self, jobs: list[Job]) -> None:
        self.jobs += jobs

    async def publish(self, events: list[Event]) -> None:
        self.events += events

    async def run(self, until: str | None = None) -> None:
        """Work off all jobs and the jobs that they make, or stop before the first one named ``until``."""
        while self.jobs:
            if self.jobs[0].name == until:
                return
            job = self.jobs.pop(0)
            self.done.append(job)
            await BODIES[job.name](**job.arguments())


@asynccontextmanager
async def dispatcher_busy() -> AsyncIterator[None]:
    """Whoever asks meanwhile waits in the queue, although there is room."""
    async with transaction() as session:
        await session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": DISPATCHER_LOCK})
        yield


app.loader.import_default_modules()
BODIES = {name: task.run for name, task in app.tasks.items() if isinstance(task, AsyncTask)}
"""The body of every task by name; arguments as they travel."""


async def webhook_arrives(provider: str, provider_id: str) -> None:
    """A verified webhook about a prediction, received and processed."""
    event_id = str(new_id())
    async with transaction() as session:
        await receive_event(session, provider, event_id, provider_id)
    await BODIES["webhook_inbox.process"](provider=provider, event_id=event_id)


class FakeEngine:
    """Draws one colour. A test may make it fail, or hold it in the middle of a picture."""

    name = "fake_engine"
    model = "fake-engine-1"
    source_type = "algorithmicMedia"
    kinds = frozenset({"image", "character_image", "video", "avatar"})
    clip_seconds = 4.0
    clip_fps = 24
    voices = (
        Voice("ann", "Ann", "female", ("en",), "fake_engine"),
        Voice("de-lena", "Lena", "female", ("de",), "fake_engine"),
    )

    style_labels: Mapping[str, str] = {}
    vocabulary: tuple[tuple[str, tuple[str, ...]], ...] = (("Places", ("beach", "cafe")),)
    set_note = ""

    def __init__(self) -> None:
        self.asked: list[PromptToCheck] = []
        self.seeds: list[int] = []
        self.prompts: list[str] = []
        self.error: Exception | None = None
        self.seconds: float | None = None
        self.note: str | None = None
        self.data: bytes | None = None
        self.reached_half = asyncio.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def check_prompt(self, prompt: str) -> None:
        """Every prompt can be drawn in one colour."""

    def not_drawn(self, asked: PromptToCheck) -> tuple[str, ...]:
        """It draws no zeppelin."""
        self.asked.append(asked)
        return ("Can't draw: zeppelin.",) if "zeppelin" in asked.prompt else ()

    def spoken_seconds(self, request: FrozenRequest) -> float:
        """As long as was estimated, unless a test says otherwise."""
        return spoken_seconds(request.script) if self.seconds is None else self.seconds

    def render(
        self, request: FrozenRequest, seed: int, inputs: RenderInputs, progress: Callable[[float], None]
    ) -> RenderResult:
        self.seeds.append(seed)
        self.prompts.append(request.effective_prompt)
        progress(0.0)
        progress(0.5)
        if not self.go_on.is_set():
            self.loop.call_soon_threadsafe(self.reached_half.set)
            self.go_on.wait(10)
        if self.error is not None:
            raise self.error
        progress(1.0)
        held = io.BytesIO()
        Image.new("RGB", (request.width, request.height), (seed % 255, 80, 60)).save(held, "PNG")
        return RenderResult(self.data or held.getvalue(), self.note)

    def hold(self) -> None:
        """Stop at half of the picture until ``go_on`` is set; ``reached_half`` tells when it is there."""
        self.loop = asyncio.get_running_loop()
        self.go_on.clear()
