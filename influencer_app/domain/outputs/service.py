"""Deletes outputs with their files."""

from collections.abc import Iterable

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.files.deletions import schedule_file_deletion
from influencer_app.domain.outputs.models import Asset


async def delete_assets(session: AsyncSession, assets: Iterable[Asset]) -> None:
    """Delete the rows and, by cascade, their outputs; the files are deleted after the commit."""
    keys: list[str] = []
    for asset in assets:
        keys += [asset.original_key, asset.preview_key, asset.thumb_key]
        keys += [key for key in (asset.captions_key, asset.unmarked_key) if key]
        await session.delete(asset)
    await session.flush()
    await schedule_file_deletion(session, keys)
