import asyncio
import hashlib
import io
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import text

from influencer_app.db.outbox import enqueue, workspace_topic
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.gallery.queries import get_asset
from influencer_app.domain.generation.jobs import RecoverGenerations
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.generation.schemas import GenerationDetail, NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.media.c2pa import read_credentials
from influencer_app.media.certificates import AUTHORITY
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime
from tests.faults.processes import workers

pytestmark = pytest.mark.faults


async def start(actor: Actor, count: int = 1) -> UUID:
    async with transaction() as session:
        return (await start_image(session, actor, NewImage(prompt="on the beach", count=count))).id


async def read(actor: Actor, own: UUID) -> GenerationDetail:
    async with reading() as session:
        return await get_generation(session, actor, own)


@asynccontextmanager
async def sweeping() -> AsyncIterator[None]:
    """What beat does: ask for the sweep again and again."""

    async def ask() -> None:
        while True:
            async with transaction() as session:
                enqueue(session, RecoverGenerations())
            await asyncio.sleep(1)

    asking = asyncio.create_task(ask())
    yield
    asking.cancel()


async def heard(app: Runtime, actor: Actor, seconds: float, wanted: Callable[[], Awaitable[bool]]) -> None:
    """Ask again after each live event, and once a second, until it is so."""
    async with asyncio.timeout(seconds):
        events = app.events.listen(workspace_topic(actor.workspace_id))
        hearing = asyncio.ensure_future(anext(events))
        while not await wanted():
            await asyncio.wait({hearing}, timeout=1)
            if hearing.done():
                hearing = asyncio.ensure_future(anext(events))
        hearing.cancel()


async def ended(app: Runtime, actor: Actor, own: UUID, seconds: float) -> GenerationDetail:
    """Wait for the end of a generation."""

    async def is_over() -> bool:
        return (await read(actor, own)).status in ENDED

    await heard(app, actor, seconds, is_over)
    return await read(actor, own)


async def drawing(app: Runtime, actor: Actor, own: UUID, attempt: int) -> None:
    """Wait until a worker is in the middle of its ``attempt``-th try."""

    async def is_drawing() -> bool:
        async with reading() as session:
            found = await session.scalar(
                text(
                    "select attempts from render_task where generation_id = :own"
                    " and status = 'rendering' and lease_until > now()"
                ),
                {"own": own},
            )
        return found == attempt

    await heard(app, actor, 40, is_drawing)


@pytest.mark.parametrize("kills", [3])
async def test_a_worker_killed_three_times_in_the_middle_loses_nothing(
    app: Runtime, settings: Settings, owner: Actor, kills: int
) -> None:
    began = time.monotonic()
    with workers(settings, "io", "cpu") as running:
        async with sweeping():
            own = await start(owner)
            for attempt in range(1, kills + 1):
                await drawing(app, owner, own, attempt)
                running["cpu"].kill()
                running["cpu"].start()
            done = await ended(app, owner, own, 100)
    assert time.monotonic() - began < 120
    async with reading() as session:
        balance = await get_balance(session, owner)
        lines = await session.scalar(text("select sum(amount) from ledger_entry"))
    assert lines == balance.available
    assert balance.reserved == 0
    assert (done.status, len(done.outputs), balance.available) in [("succeeded", 1, 75), ("failed", 0, 80)]


async def test_pictures_come_from_real_workers(app: Runtime, settings: Settings, owner: Actor) -> None:
    with workers(settings, "io", "cpu") as running:
        own = await start(owner, count=2)
        done = await ended(app, owner, own, 90)
        assert done.status == "succeeded", running["cpu"].log()
    async with reading() as session:
        file = await get_asset(session, owner, done.outputs[1].asset_id)
    original = await app.blobs.get(file.keys["original"])
    with Image.open(io.BytesIO(original)) as picture:
        assert picture.size == (1024, 1024)
    told = read_credentials(original, "image/jpeg", (settings.data_dir / "c2pa" / AUTHORITY).read_bytes())
    assert told is not None
    assert told.state == "Trusted"
    assert file.sha256 == hashlib.sha256(original).hexdigest()
