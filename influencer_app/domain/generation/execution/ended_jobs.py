"""Deletes what is kept of predictions that ended long ago."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.generation.models.provider_job import ProviderJob


async def delete_ended_jobs(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` provider jobs that ended before then; returns how many."""
    ended_at = col(ProviderJob.ended_at)
    old = select(col(ProviderJob.id)).where(ended_at < before).order_by(ended_at).limit(limit)
    gone = await session.scalars(
        delete(ProviderJob).where(col(ProviderJob.id).in_(old)).returning(col(ProviderJob.id))
    )
    return len(gone.all())
