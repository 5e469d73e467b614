"""Files that are gone, and a store that has no space: what ends at once, what waits, and the reason given."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.generation.models.generation import RenderTask
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_video
from influencer_app.domain.generation.schemas import GenerationDetail, NewImage, NewVideo
from influencer_app.domain.generation.storage_keys import raw_key
from influencer_app.domain.outputs.models import Asset
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError, StorageFull, Unavailable
from influencer_app.wiring import runtime
from tests.fake_engine import BODIES, FakeEngine, FakeQueue, webhook_arrives
from tests.fake_provider import FakeProvider


async def start(owner: Actor) -> GenerationDetail:
    async with transaction() as session:
        return await start_image(session, owner, NewImage(prompt="on the beach"))


async def read(owner: Actor, own: GenerationDetail) -> GenerationDetail:
    async with reading() as session:
        return await get_generation(session, owner, own.id)


async def available(owner: Actor) -> int:
    async with reading() as session:
        return (await get_balance(session, owner)).available


async def lose_file(asset_id: Any) -> None:
    async with reading() as session:
        asset = await session.scalar(select(Asset).where(col(Asset.id) == asset_id))
    assert asset is not None
    await runtime().blobs.delete(asset.source_key)


async def clip_of_a_lost_picture(owner: Actor, picture: GenerationDetail) -> GenerationDetail:
    (output,) = (await read(owner, picture)).outputs
    await lose_file(output.asset_id)
    async with transaction() as session:
        return await start_video(session, owner, NewVideo(output_id=output.id))


async def assert_ended(owner: Actor, own: GenerationDetail, code: str, before: int) -> None:
    done = await read(owner, own)
    assert done.error is not None
    assert (done.status, done.error.code) == ("failed", code)
    assert await available(owner) == before


async def test_a_clip_of_a_picture_whose_file_is_gone_ends_at_once(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    picture = await start(owner)
    await queue.run()
    drawn, before = len(fake_engine.seeds), await available(owner)
    clip = await clip_of_a_lost_picture(owner, picture)
    await queue.run()
    await assert_ended(owner, clip, "source-gone", before)
    assert len(fake_engine.seeds) == drawn


async def test_a_provider_is_not_asked_for_a_clip_of_a_picture_whose_file_is_gone(
    owner: Actor, queue: FakeQueue, remote: FakeProvider
) -> None:
    picture = await start(owner)
    await queue.run()
    remote.succeed(remote.ids[0])
    await webhook_arrives(remote.name, remote.ids[0])
    await queue.run()
    before = await available(owner)
    clip = await clip_of_a_lost_picture(owner, picture)
    await queue.run()
    await assert_ended(owner, clip, "source-gone", before)
    assert len(remote.runs) == 1


async def test_a_result_that_is_lost_before_it_is_finished_ends_at_once(
    owner: Actor, queue: FakeQueue, remote: FakeProvider
) -> None:
    before = await available(owner)
    own = await start(owner)
    await queue.run()
    remote.succeed(remote.ids[0])
    await webhook_arrives(remote.name, remote.ids[0])
    await queue.run(until="generation.finish")
    await runtime().blobs.delete(raw_key(own.id, 0))
    await queue.run()
    await assert_ended(owner, own, "result-gone", before)


async def recover(queue: FakeQueue) -> None:
    """Time passes, and what waits is sent again."""
    async with transaction() as session:
        await session.execute(update(RenderTask).values(last_enqueued_at=now() - timedelta(minutes=2)))
    await BODIES["generation.recover"]()
    await queue.run()


WAITS = {"storage-full": "waiting for space", "unavailable": "waiting for the files"}


@pytest.mark.parametrize("error", [StorageFull(), Unavailable("The store is away.")], ids=lambda e: e.code)
@pytest.mark.parametrize("method", ["put", "put_new"])
@pytest.mark.parametrize("lasting", [False, True])
async def test_a_picture_waits_for_space_and_is_given_up_with_the_reason(
    owner: Actor,
    queue: FakeQueue,
    fake_engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
    error: AppError,
    method: str,
    lasting: bool,
) -> None:
    async def refuse(*_: Any) -> None:
        raise error

    before = await available(owner)
    own = await start(owner)
    with monkeypatch.context() as full:
        full.setattr(runtime().blobs, method, refuse)
        await queue.run()
        for _ in range(runtime().engine_config.limits.attempts_max - 1 if lasting else 1):
            waits = await read(owner, own)
            assert waits.status not in ("failed", "succeeded")
            assert waits.steps[-1].detail == WAITS[error.code]
            await recover(queue)
    await recover(queue)
    if lasting:
        await assert_ended(owner, own, error.code, before)
    else:
        assert (await read(owner, own)).status == "succeeded"
