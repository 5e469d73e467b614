"""Films through the pipeline: finished, signed and stored with what went in."""

import asyncio
import hashlib
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlmodel import col

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.gallery.queries import get_asset
from influencer_app.domain.generation.claims import claim_part
from influencer_app.domain.generation.films import start_video
from influencer_app.domain.generation.models import GenerationPart
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.schemas import GenerationDetail, NewImage, NewVideo
from influencer_app.domain.generation.service import start_image
from influencer_app.domain.outputs.models import Asset
from influencer_app.media import probe_video
from influencer_app.media.c2pa import read_credentials
from influencer_app.wiring import runtime
from tests.media.videos import film
from tests.pipeline import Line, Pencil
from workers.lease import kept


async def picture_and_clip(owner: Actor, line: Line, pencil: Pencil, data: bytes) -> list[GenerationDetail]:
    """A picture, and a clip made from it whose engine gives ``data``."""
    async with transaction() as session:
        picture = await start_image(session, owner, NewImage(prompt="on the beach"))
    await line.run()
    async with reading() as session:
        picture = await get_generation(session, owner, picture.id)
    pencil.data = data
    async with transaction() as session:
        clip = await start_video(session, owner, NewVideo(output_id=picture.outputs[0].id))
    await line.run()
    async with reading() as session:
        return [picture, await get_generation(session, owner, clip.id)]


async def stored(owner: Actor, asset_id: UUID) -> tuple[Asset, bytes]:
    async with reading() as session:
        asset = await session.scalar(select(Asset).where(col(Asset.id) == asset_id))
        file = await get_asset(session, owner, asset_id)
    assert asset is not None
    return asset, await runtime().blobs.get(file.keys["original"])


async def test_a_clip_names_the_picture_it_was_made_from(owner: Actor, line: Line, pencil: Pencil) -> None:
    picture, clip = await picture_and_clip(owner, line, pencil, film(320, 240, 1.0))
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


async def test_what_is_no_film_fails_with_a_sentence(owner: Actor, line: Line, pencil: Pencil) -> None:
    _, clip = await picture_and_clip(owner, line, pencil, b"this is no film")
    assert clip.status == "failed"
    assert clip.error is not None
    assert clip.error.code == "not-a-film"


async def test_a_lease_is_kept_while_the_work_goes_on(owner: Actor, line: Line, pencil: Pencil) -> None:
    async with transaction() as session:
        own = await start_image(session, owner, NewImage(prompt="on the beach"))
    await line.run(until="generation.finish")

    async def until() -> datetime:
        async with reading() as session:
            part = await session.get(GenerationPart, (own.id, 0))
        assert part is not None
        assert part.lease_until is not None
        return part.lease_until

    async with transaction() as session:
        claim = await claim_part(session, own.id, 0, "finishing", "cpu@here/1")
    assert claim is not None
    first = await until()
    async with kept(claim, "cpu@here/1", every_seconds=0.01):
        async with asyncio.timeout(10):
            while await until() <= first:
                pass
    async with kept(claim, "cpu@other/2", every_seconds=0.01):
        before = await until()
        assert {await until() for _ in range(50)} == {before}
