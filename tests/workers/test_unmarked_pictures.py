"""A watermarked picture is kept without its mark, and everything made of it starts from that."""

from uuid import UUID

import httpx2
import numpy as np
import pytest
from sqlalchemy import select, text
from sqlmodel import col

from influencer_app.api.app import make_api
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.files.ports import BlobMissing
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.schemas import NewAvatar, NewImage, NewVideo, frozen
from influencer_app.domain.outputs.models import Asset, Output
from influencer_app.domain.outputs.service import delete_assets
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.wiring import runtime
from tests.fake_engine import BODIES, FakeEngine, FakeQueue
from tests.media.pictures import decode
from tests.web.browser import cookie_of


async def make_picture(owner: Actor, queue: FakeQueue) -> tuple[UUID, Asset]:
    """A finished picture: the output's id and its file."""
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="on the beach"))
    await queue.run()
    async with reading() as session:
        row = (
            await session.execute(
                select(col(Output.id), Asset)
                .join(Asset, col(Asset.id) == col(Output.asset_id))
                .where(col(Output.generation_id) == made.id)
            )
        ).one()
    return row[0], row[1]


async def source_key(generation_id: UUID) -> str:
    """The key of the file that the generation starts from."""
    async with reading() as session:
        row = await session.get_one(Generation, generation_id)
    source = frozen(row.request).source
    assert source is not None
    return source.key


async def test_films_are_made_of_the_picture_without_its_mark(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    output_id, asset = await make_picture(owner, queue)
    assert asset.watermarked
    assert asset.unmarked_key is not None
    marked, plain = [
        np.asarray(decode(await runtime().blobs.get(key))).astype(int)
        for key in (asset.original_key, asset.unmarked_key)
    ]
    change = np.abs(marked - plain).max(axis=2)
    assert change[-60:, -220:].max() > 60
    assert change[:-150].max() <= 6
    async with transaction() as session:
        clip = await start_video(session, owner, NewVideo(output_id=output_id))
        talk = await start_avatar(session, owner, NewAvatar(output_id=output_id, script="Hello."))
    assert {await source_key(clip.id), await source_key(talk.id)} == {asset.unmarked_key}


async def test_nobody_is_served_it(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    _, asset = await make_picture(owner, queue)
    transport = httpx2.ASGITransport(app=make_api())
    headers = {"cookie": await cookie_of(owner)}
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://localhost:3000", headers=headers
    ) as client:
        assert (await client.get(f"/api/media/{asset.id}/original")).status_code == 200
        assert (await client.get(f"/api/media/{asset.id}/unmarked")).status_code in (400, 404)


@pytest.mark.parametrize("plan", ["creator", "free"])
async def test_it_exists_only_beside_a_mark_and_goes_with_the_picture(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, plan: str
) -> None:
    async with transaction() as session:
        await session.execute(
            text("update workspace set plan = :plan where id = :id"),
            {"plan": plan, "id": owner.workspace_id},
        )
    _, asset = await make_picture(owner, queue)
    assert (asset.unmarked_key is not None) == (plan == "free")
    key = asset.source_key
    assert await runtime().blobs.get(key)
    async with transaction() as session:
        await delete_assets(session, [await session.get_one(Asset, asset.id)])
    await BODIES["housekeeping.delete_files"]()
    with pytest.raises(BlobMissing):
        await runtime().blobs.get(key)
