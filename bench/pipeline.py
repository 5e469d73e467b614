"""Measures the pipeline's own overhead for a picture, relative to a bare Celery task.

Run ``python bench/pipeline.py``. One worker per queue, with an instant engine and finisher. Alternates
between a picture, from the request to the event of its end, and a bare Celery task that answers via Redis.
Prints medians in milliseconds and their ratio. A picture is one task, sent by the request: it claims,
draws, finishes, stores and records. Both start when the queues are empty and the workers idle.
"""

import asyncio
import statistics
import time
from collections.abc import AsyncIterator
from uuid import uuid4

from support.installation import celery, runtime, servers

from influencer_app.db.outbox import workspace_topic
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.service import grant
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.live.redis import ReceivedEvent
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime
from influencer_app.wiring.redis import open_redis
from tests.support import new_person

ROUNDS = 40
WARM = 5


async def main(settings: Settings) -> None:
    async with runtime(settings) as app:
        actor = await create_person()
        pictures, echoes = [], []
        events = app.events.listen(workspace_topic(actor.workspace_id))
        for number in range(ROUNDS + WARM):
            took = await picture(events, actor), await echo(app)
            if number >= WARM:
                pictures.append(took[0])
                echoes.append(took[1])
        print(f"bare Celery task: {statistics.median(echoes) * 1000:.1f} ms (median)")
        print(f"picture of an instant engine: {statistics.median(pictures) * 1000:.1f} ms (median)")
        print(f"ratio: {statistics.median(pictures) / statistics.median(echoes):.1f}")


async def create_person() -> Actor:
    person = await new_person("b@example.com", "studio")
    async with transaction() as session:
        await grant(session, person.workspace_id, 100_000, key=uuid4().hex)
    return person


async def picture(events: AsyncIterator[ReceivedEvent], actor: Actor) -> float:
    """Seconds from the request to the event that reports its end."""
    first = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0.05)
    began = time.perf_counter()
    async with transaction() as session:
        generation_id = (await start_image(session, actor, NewImage(prompt="on the beach"))).id
    while True:
        event = await first
        elapsed = time.perf_counter() - began
        if event.fields.get("generation_id") == str(generation_id) and event.fields.get("status") in ENDED:
            break
        async with reading() as session:
            if (await get_generation(session, actor, generation_id)).status in ENDED:
                break
        first = asyncio.ensure_future(anext(events))
    return elapsed


async def echo(app: Runtime) -> float:
    key = uuid4().hex
    async with open_redis(app.settings.redis_url, answer_seconds=None) as redis:
        await redis.ping()
        began = time.perf_counter()
        await asyncio.to_thread(app.jobs._app.send_task, "bench.echo", args=[key], queue="io")
        await redis.blpop([key], timeout=30)
        return time.perf_counter() - began


if __name__ == "__main__":
    with (
        servers() as made,
        celery("-A", "instant_workers", "worker", "-Q", "io", "-n", "io@bench", "-c", "1"),
        celery("-A", "instant_workers", "worker", "-Q", "cpu", "-n", "cpu@bench", "-c", "1"),
    ):
        asyncio.run(main(made))
