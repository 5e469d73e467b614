"""Where the files of a generation lie, and how they go."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.domain.generation.jobs import DeleteFiles
from influencer_app.domain.generation.models import Asset, FileDeletion, GenerationPart

VARIANTS = {
    "original": "original",
    "preview": "preview.webp",
    "thumb": "thumb.webp",
    "captions": "captions.vtt",
}


def raw_key(generation_id: UUID, index: int) -> str:
    """Where the bytes of the engine wait for their finishing."""
    return f"raw/{generation_id}/{index}"


def speech_key(generation_id: UUID) -> str:
    """Where the speech of a talking video lies until it has ended."""
    return f"raw/{generation_id}/speech.wav"


def raw_captions_key(generation_id: UUID, index: int) -> str:
    """Where the captions of a film wait for its finishing."""
    return f"raw/{generation_id}/{index}.vtt"


def raw_keys(generation_id: UUID, index: int) -> list[str]:
    """Everything that waits for the finishing of a part."""
    return [raw_key(generation_id, index), raw_captions_key(generation_id, index)]


def asset_keys(asset_id: UUID) -> dict[str, str]:
    """The key of each variant of an asset."""
    return {variant: f"media/{asset_id}/{name}" for variant, name in VARIANTS.items()}


def part_keys(part: GenerationPart) -> list[str]:
    """Everything that may have been written for a part."""
    return [*raw_keys(part.generation_id, part.index), *asset_keys(part.asset_id).values()]


async def forget_files(session: AsyncSession, keys: Iterable[str]) -> None:
    """They go after the commit; the rows make sure of it."""
    rows = [{"key": key, "created_at": now()} for key in keys]
    if rows:
        await session.execute(insert(FileDeletion).values(rows).on_conflict_do_nothing())
        enqueue(session, DeleteFiles())


class ForgetFiles:
    """Fills ``ForgetPort``."""

    async def forget(self, session: AsyncSession, keys: Iterable[str]) -> None:
        """See the port."""
        await forget_files(session, keys)


async def forget_assets(session: AsyncSession, assets: Iterable[Asset]) -> None:
    """Their rows go now, their outputs with them, their files after the commit."""
    keys: list[str] = []
    for asset in assets:
        keys += [asset.original_key, asset.preview_key, asset.thumb_key]
        keys += [asset.captions_key] if asset.captions_key else []
        await session.delete(asset)
    await session.flush()
    await forget_files(session, keys)


async def list_forgotten(session: AsyncSession, limit: int = 500) -> list[str]:
    """Keys of files that have to go, the oldest first."""
    rows = await session.scalars(
        select(col(FileDeletion.key)).order_by(col(FileDeletion.created_at)).limit(limit)
    )
    return list(rows)


async def record_deleted(session: AsyncSession, keys: list[str]) -> None:
    """These files are gone."""
    await session.execute(delete(FileDeletion).where(col(FileDeletion.key).in_(keys)))
