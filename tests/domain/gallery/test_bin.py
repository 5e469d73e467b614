"""The bin: single pictures of a set, what it lists, and when it is emptied."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.queries import find_descriptions
from influencer_app.domain.gallery.bin import BinItem, list_bin
from influencer_app.domain.gallery.queries import count_outputs, get_asset, get_output
from influencer_app.domain.gallery.service import (
    delete_discarded,
    delete_from_bin,
    discard_generation,
    discard_output,
    restore_output,
)
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_video
from influencer_app.domain.generation.schemas import GenerationDetail, NewImage, NewVideo
from influencer_app.domain.outputs.models import Output
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotFound
from tests.fake_engine import FakeEngine, FakeQueue


@pytest.fixture
async def made(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> GenerationDetail:
    async with transaction() as session:
        own = await start_image(session, owner, NewImage(prompt="on the beach", count=2))
    await queue.run()
    async with reading() as session:
        return await get_generation(session, owner, own.id)


async def discard(actor: Actor, output_id: UUID) -> None:
    async with transaction() as session:
        await discard_output(session, actor, output_id)


async def restore(actor: Actor, output_id: UUID) -> None:
    async with transaction() as session:
        await restore_output(session, actor, output_id)


async def listed(actor: Actor) -> list[BinItem]:
    async with reading() as session:
        return (await list_bin(session, actor)).items


async def test_one_picture_of_a_set_is_hidden_alone_and_comes_back(
    owner: Actor, stranger: Actor, made: GenerationDetail
) -> None:
    first, second = made.outputs
    with pytest.raises(NotFound):
        await discard(stranger, first.id)
    await discard(owner, first.id)
    async with reading() as session:
        assert [one.id for one in (await get_generation(session, owner, made.id)).outputs] == [second.id]
        assert (await count_outputs(session, owner)).value == 1
        for gone in (get_output(session, owner, first.id), get_asset(session, owner, first.asset_id)):
            with pytest.raises(NotFound):
                await gone
        assert (await get_asset(session, owner, first.asset_id, "thumb")).id == first.asset_id
        with pytest.raises(NotFound):
            await get_asset(session, stranger, first.asset_id, "thumb")
    with pytest.raises(NotFound):
        async with transaction() as session:
            await start_video(session, owner, NewVideo(output_id=first.id))
    assert [(one.output_id, one.prompt) for one in await listed(owner)] == [(first.id, "on the beach")]
    assert await listed(stranger) == []
    with pytest.raises(NotFound):
        await discard(owner, first.id)
    with pytest.raises(NotFound):
        await restore(stranger, first.id)
    await restore(owner, first.id)
    async with reading() as session:
        assert await get_generation(session, owner, made.id) == made
    assert await listed(owner) == []
    with pytest.raises(NotFound):
        await restore(owner, first.id)


async def test_a_set_goes_with_its_last_picture_and_each_comes_back_alone(
    owner: Actor, made: GenerationDetail
) -> None:
    first, second = made.outputs
    await discard(owner, first.id)
    await discard(owner, second.id)
    async with reading() as session:
        with pytest.raises(NotFound):
            await get_generation(session, owner, made.id)
    assert {one.output_id for one in await listed(owner)} == {first.id, second.id}
    await restore(owner, second.id)
    async with reading() as session:
        assert [one.id for one in (await get_generation(session, owner, made.id)).outputs] == [second.id]
    assert [one.output_id for one in await listed(owner)] == [first.id]


async def test_a_picture_comes_back_without_the_set_that_was_discarded_later(
    owner: Actor, made: GenerationDetail
) -> None:
    first, second = made.outputs
    await discard(owner, first.id)
    async with transaction() as session:
        await discard_generation(session, owner, made.id)
    assert [one.output_id for one in await listed(owner)].count(None) == 1
    await restore(owner, first.id)
    async with reading() as session:
        assert [one.id for one in (await get_generation(session, owner, made.id)).outputs] == [first.id]
    assert [one.output_id for one in await listed(owner)] == [second.id]


async def test_the_bin_keeps_for_as_long_as_it_says(owner: Actor, made: GenerationDetail) -> None:
    first, second = made.outputs
    await discard(owner, first.id)
    await discard(owner, second.id)
    async with transaction() as session:
        await session.execute(
            update(Output)
            .where(col(Output.id) == first.id)
            .values(discarded_at=now() - timedelta(minutes=11))
        )
    async with transaction() as session:
        assert await delete_discarded(session, timedelta(minutes=10)) == 1
    assert [one.output_id for one in await listed(owner)] == [second.id]
    with pytest.raises(NotFound):
        await restore(owner, first.id)
    async with transaction() as session:
        assert await delete_discarded(session, timedelta()) == 1
    async with reading() as session:
        assert await find_descriptions(session, owner, [made.id]) == {made.id: "on the beach"}


async def test_the_bin_is_paged_and_emptied_by_hand(
    owner: Actor, stranger: Actor, made: GenerationDetail
) -> None:
    first, second = made.outputs
    for one in made.outputs:
        await discard(owner, one.id)
    async with reading() as session:
        page = await list_bin(session, owner, limit=1)
        older = await list_bin(session, owner, page.next_cursor, limit=1)
    assert {page.items[0].output_id, older.items[0].output_id} == {first.id, second.id}
    assert older.next_cursor is None
    for actor, output_id in ((stranger, first.id), (owner, None)):
        async with transaction() as session:
            if output_id is None:
                await delete_from_bin(session, actor, made.id, None)
                continue
            with pytest.raises(NotFound):
                await delete_from_bin(session, actor, made.id, output_id)
    assert await listed(owner) == []
