"""Films through the pipeline: finished, signed and stored with what went in."""

import asyncio
import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.gallery.queries import get_asset
from influencer_app.domain.generation.execution.leases import claim_render_task
from influencer_app.domain.generation.models.generation import RenderTask
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_video
from influencer_app.domain.generation.schemas import GenerationDetail, NewImage, NewVideo
from influencer_app.domain.outputs.models import Asset
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.media import probe_video
from influencer_app.media.c2pa import read_credentials
from influencer_app.wiring import runtime
from tests.fake_engine import FakeEngine, FakeQueue
from tests.media.videos import make_video
from workers.lease import renewing_lease


async def picture_and_clip(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, data: bytes
) -> list[GenerationDetail]:
    """A picture, and a clip made from it whose engine gives ``data``."""
    async with transaction() as session:
        picture = await start_image(session, owner, NewImage(prompt="on the beach"))
    await queue.run()
    async with reading() as session:
        picture = await get_generation(session, owner, picture.id)
    fake_engine.data = data
    async with transaction() as session:
        clip = await start_video(session, owner, NewVideo(output_id=picture.outputs[0].id))
    await queue.run()
    async with reading() as session:
        return [picture, await get_generation(session, owner, clip.id)]


async def stored(owner: Actor, asset_id: UUID) -> tuple[Asset, bytes]:
    async with reading() as session:
        asset = await session.scalar(select(Asset).where(col(Asset.id) == asset_id))
        file = await get_asset(session, owner, asset_id)
    assert asset is not None
    return asset, await runtime().blobs.get(file.keys["original"])


async def test_a_clip_names_the_picture_it_was_made_from(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    picture, clip = await picture_and_clip(owner, queue, fake_engine, make_video(320, 240, 1.0))
    assert clip.status == "succeeded"
    asset, original = await stored(owner, clip.outputs[0].asset_id)
    _, source = await stored(owner, picture.outputs[0].asset_id)
    assert (asset.kind, asset.content_type, asset.duration_seconds) == ("video", "video/mp4", 1.0)
    assert asset.sha256 == hashlib.sha256(original).hexdigest()
    assert probe_video(original).video_codec == "h264"
    told = read_credentials(original, "video/mp4")
    assert told is not None
    assert told.state == "Valid"
    assert told.ingredients == (hashlib.sha256(source).hexdigest(),)


async def test_what_is_no_film_fails_with_a_sentence(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    _, clip = await picture_and_clip(owner, queue, fake_engine, b"this is no video")
    assert clip.status == "failed"
    assert clip.error is not None
    assert clip.error.code == "not-a-video"


async def test_a_lease_is_kept_while_the_work_goes_on(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        own = await start_image(session, owner, NewImage(prompt="on the beach"))
    await queue.run(until="generation.render")

    async def until() -> datetime:
        async with reading() as session:
            render_task = await session.get(RenderTask, (own.id, 0))
        assert render_task is not None
        assert render_task.lease_until is not None
        return render_task.lease_until

    async with transaction() as session:
        claim = await claim_render_task(session, own.id, 0, "rendering", "cpu@here/1")
    assert claim is not None
    first = await until()
    async with renewing_lease(claim, "cpu@here/1", every_seconds=0.01):
        async with asyncio.timeout(10):
            while await until() <= first:
                pass
    async with renewing_lease(claim, "cpu@other/2", every_seconds=0.01):
        before = await until()
        assert {await until() for _ in range(50)} == {before}
