"""Measures whether slow vendors hold up anybody else's picture.

Run ``python bench/slow_vendors.py``. One ``io`` worker, as ``influencer up`` starts it, at emulated vendors.
First some pictures are made alone; then the same, while other people's results drip 600 bytes at a time, each
question about theirs waits 25 s, and their speech hangs. Prints the medians in seconds, and their ratio.
"""

import asyncio
import statistics
import time
from uuid import UUID, uuid4

from support.installation import IO_POOL, celery, models_known, runtime, servers

from influencer_app.db.outbox import workspace_topic
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.service import grant
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_avatar
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.generation.schemas import NewAvatar, NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime
from tests.doubles.openai.app import Emulator as OpenAI
from tests.doubles.replicate.app import Emulator as Replicate
from tests.doubles.serving import served
from tests.support import admin, new_person

ROUNDS, SLOW = 7, 8


async def main(settings: Settings, replicate: Replicate, openai: OpenAI) -> None:
    with admin(settings.database_url) as connection:
        connection.execute("update plan set running_max = 1000")
    async with runtime(settings) as app:
        await models_known("image", "avatar")
        actor, slow = await create_person(), await create_person()
        source = await picture(app, slow, "a face")
        alone = [await timed(app, actor) for _ in range(ROUNDS)]
        replicate.slow = {"dripping": "drips", "waiting": "waits"}
        openai.fault("speech", "slow", 60, times=1000)
        for _ in range(SLOW):
            await ask(slow, "dripping water")
            await ask(slow, "waiting people")
            async with transaction() as session:
                await start_avatar(session, slow, NewAvatar(output_id=source, script="Hello, this is me."))
        beside = [await timed(app, actor) for _ in range(ROUNDS)]
    print(f"a picture alone: {statistics.median(alone):.2f} s (median)")
    print(f"beside {3 * SLOW} generations of slow vendors: {statistics.median(beside):.2f} s (median)")
    print(f"ratio: {statistics.median(beside) / statistics.median(alone):.2f}")


async def timed(app: Runtime, actor: Actor) -> float:
    began = time.perf_counter()
    await picture(app, actor, "on the beach")
    return time.perf_counter() - began


async def picture(app: Runtime, actor: Actor, prompt: str) -> UUID:
    """Make one, and wait for the event of its end; its output."""
    events = app.events.listen(workspace_topic(actor.workspace_id))
    nothing_yet = asyncio.ensure_future(anext(events))
    await asyncio.sleep(0.05)
    own = await ask(actor, prompt)
    async with asyncio.timeout(120):
        while True:
            await nothing_yet
            nothing_yet = asyncio.ensure_future(anext(events))
            async with reading() as session:
                found = await get_generation(session, actor, own)
            if found.status in ENDED:
                break
    nothing_yet.cancel()
    assert found.status == "succeeded", found.error
    return found.outputs[0].id


async def ask(actor: Actor, prompt: str) -> UUID:
    async with transaction() as session:
        return (await start_image(session, actor, NewImage(prompt=prompt))).id


async def create_person() -> Actor:
    person = await new_person(f"{uuid4().hex}@example.com", "studio")
    async with transaction() as session:
        await grant(session, person.workspace_id, 100_000, key=uuid4().hex)
    return person


if __name__ == "__main__":
    vendor, speaker = Replicate(run_seconds=0.5), OpenAI()
    with (
        served(vendor) as address,
        served(speaker) as speech,
        servers(
            REPLICATE_BASE_URL=address,
            REPLICATE_API_TOKEN=vendor.token,
            OPENAI_BASE_URL=f"{speech}/v1",
            OPENAI_API_KEY="sk-emulator",
            SPEECH="openai",
            PROVIDER_GENERATIONS_MAX="1000",
        ) as made,
        celery("-A", "workers.app", "worker", "-Q", "io", "-n", "io@bench", *IO_POOL),
        celery("-A", "workers.app", "worker", "-Q", "cpu", "-n", "cpu@bench", "-c", "1"),
        celery("-A", "workers.app", "beat", "--schedule", f"{made.data_dir}-beat", "--pidfile", ""),
    ):
        asyncio.run(main(made, vendor, speaker))
