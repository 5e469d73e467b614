"""Writing down what a model said of the words of a request."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.generation.claims import lock_generation
from influencer_app.domain.generation.ending import conclude
from influencer_app.domain.generation.timeline import end_step

STEP = "moderate"


async def record_looked(session: AsyncSession, generation_id: UUID, note: str | None) -> None:
    """The words are fine, or, as ``note`` says, nobody could be asked."""
    row = await lock_generation(session, generation_id)
    if row is not None and row.status == "preparing":
        await end_step(session, row, STEP, status="skipped" if note else "done", detail=note)


async def record_unwanted(session: AsyncSession, generation_id: UUID, code: str, message: str) -> None:
    """They may not be used: it has failed, the credits are back."""
    row = await lock_generation(session, generation_id)
    if row is not None and row.status == "preparing":
        await end_step(session, row, STEP, status="failed", detail=message)
        await conclude(session, row, "failed", code=code, message=message)
