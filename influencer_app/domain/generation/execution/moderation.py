"""Records the result of prompt moderation."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.generation.execution.leases import lock_generation
from influencer_app.domain.generation.lifecycle.completion import finalize_generation
from influencer_app.domain.generation.lifecycle.timeline import end_step

STEP = "moderate"


async def record_moderation_passed(session: AsyncSession, generation_id: UUID, note: str | None) -> None:
    """Moderation passed, or was unavailable, as ``note`` says."""
    row = await lock_generation(session, generation_id)
    if row is not None and row.status == "preparing":
        await end_step(session, row, STEP, status="skipped" if note else "done", detail=note)


async def record_moderation_rejected(
    session: AsyncSession, generation_id: UUID, code: str, message: str
) -> None:
    """Moderation rejected the prompt: fails the generation and releases its credits."""
    row = await lock_generation(session, generation_id)
    if row is not None and row.status == "preparing":
        await end_step(session, row, STEP, status="failed", detail=message)
        await finalize_generation(session, row, "failed", code=code, message=message)
