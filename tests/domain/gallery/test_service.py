"""Thrown away, taken back, gone for good."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.pages import Count
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.gallery.queries import (
    count_outputs,
    get_asset,
    get_output,
    has_outputs,
    list_outputs,
)
from influencer_app.domain.gallery.schemas import GalleryFilter
from influencer_app.domain.gallery.service import (
    delete_discarded,
    discard_generation,
    restore_generation,
)
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.queries import (
    get_generation,
    list_ended,
    list_generations,
    list_running,
)
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_video
from influencer_app.domain.generation.schemas import GenerationDetail, GenerationFilter, NewImage, NewVideo
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotFound
from influencer_app.wiring import runtime
from tests.fake_engine import BODIES, FakeEngine, FakeQueue
from tests.support import copy_output


async def made(owner: Actor, queue: FakeQueue) -> GenerationDetail:
    async with transaction() as session:
        own = await start_image(session, owner, NewImage(prompt="x", count=2))
    await queue.run()
    async with reading() as session:
        return await get_generation(session, owner, own.id)


async def discard(actor: Actor, own: UUID) -> None:
    async with transaction() as session:
        await discard_generation(session, actor, own)


async def restore(actor: Actor, own: UUID) -> None:
    async with transaction() as session:
        await restore_generation(session, actor, own)


async def test_thrown_away_it_exists_nowhere_and_comes_back_whole(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await made(owner, queue)
    picture = own.outputs[0]
    with pytest.raises(NotFound):
        await discard(stranger, own.id)
    await discard(owner, own.id)
    assert [event.name for event in queue.events][-1] == "generation_deleted"
    async with reading() as session:
        assert (await list_generations(session, owner, GenerationFilter())).items == []
        assert (await list_outputs(session, owner)).items == []
        assert (await count_outputs(session, owner)).value == 0
        assert await list_ended(session, owner, 5) == []
        for gone in (
            get_generation(session, owner, own.id),
            get_output(session, owner, picture.id),
            get_asset(session, owner, picture.asset_id),
        ):
            with pytest.raises(NotFound):
                await gone
    with pytest.raises(NotFound):
        async with transaction() as session:
            await start_video(session, owner, NewVideo(output_id=picture.id))
    with pytest.raises(NotFound):
        await discard(owner, own.id)
    with pytest.raises(NotFound):
        await restore(stranger, own.id)
    await restore(owner, own.id)
    async with reading() as session:
        assert await get_generation(session, owner, own.id) == own
        assert (await get_asset(session, owner, picture.asset_id)).id == picture.asset_id
    with pytest.raises(NotFound):
        await restore(owner, own.id)


async def test_after_a_while_it_is_gone_for_good_with_its_files(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own, other = await made(owner, queue), await made(owner, queue)
    async with reading() as session:
        keys = (await get_asset(session, owner, own.outputs[0].asset_id)).keys.values()
    for one in (own, other):
        await discard(owner, one.id)
    async with transaction() as session:
        long_ago = now() - timedelta(minutes=runtime().settings.bin_minutes, seconds=1)
        await session.execute(
            update(Generation).where(col(Generation.id) == own.id).values(discarded_at=long_ago)
        )
    await BODIES["housekeeping.delete_discarded"]()
    await queue.run()
    with pytest.raises(NotFound):
        await restore(owner, own.id)
    assert not any([await runtime().blobs.exists(key) for key in keys])
    await restore(owner, other.id)
    async with transaction() as session:
        assert await delete_discarded(session, timedelta(minutes=10)) == 0


async def test_what_still_runs_is_canceled_first(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        own = await start_image(session, owner, NewImage(prompt="x"))
    await discard(owner, own.id)
    async with reading() as session:
        assert await list_running(session, owner) == []
    await restore(owner, own.id)
    async with reading() as session:
        assert (await get_generation(session, owner, own.id)).status == "canceled"


async def test_counting_stops_at_a_thousand(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    picture = (await made(owner, queue)).outputs[0]
    async with reading() as session:
        assert await count_outputs(session, owner) == Count(2)
    await copy_output(picture.id, 998)
    async with reading() as session:
        assert await count_outputs(session, owner) == Count(1000)
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="x"))
    await queue.run()
    async with reading() as session:
        assert await count_outputs(session, owner) == Count(1000, more=True)
        assert await count_outputs(session, owner, GalleryFilter(q="x")) == Count(1000, more=True)
        assert await count_outputs(session, owner, GalleryFilter(q="y")) == Count(0)
        assert await has_outputs(session, owner, GalleryFilter(kind="image"))
        assert not await has_outputs(session, owner, GalleryFilter(kind="video"))
