"""Moves generations through the state machine and records their timeline."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import new_id, now, table
from influencer_app.db.outbox import emit
from influencer_app.domain.generation.events import GenerationProgressed
from influencer_app.domain.generation.models.generation import Generation, GenerationStep
from influencer_app.domain.generation.rules import before

WRITTEN = insert(table(GenerationStep))
WRITE_STEP = WRITTEN.on_conflict_do_update(
    index_elements=["generation_id", "name"],
    set_={name: WRITTEN.excluded[name] for name in ("status", "ended_at", "detail")},
)
"""Built once; a generation's timeline is written several times."""


def advance(session: AsyncSession, generation: Generation, status: str) -> bool:
    """Moves the status forward; False if it is already there, further, or final.

    The row must be new, or locked when it was read.
    """
    if generation.status not in before(status):
        return False
    generation.status = status
    emit_progress(session, generation)
    return True


async def begin_step(
    session: AsyncSession, generation: Generation, name: str, *, detail: str | None = None
) -> None:
    """Starts a step; restarting keeps its first start time."""
    await _write_steps(session, generation, {name: detail}, "running", now(), None)


async def end_step(
    session: AsyncSession,
    generation: Generation,
    name: str,
    *,
    status: str = "done",
    detail: str | None = None,
) -> None:
    """Ends a step as ``done``, ``failed`` or ``skipped``, creating it if it never started."""
    await end_steps(session, generation, {name: detail}, status=status)


async def end_steps(
    session: AsyncSession,
    generation: Generation,
    details: Mapping[str, str | None],
    *,
    status: str = "done",
    started_at: datetime | None = None,
) -> None:
    """Ends steps, each with its detail. Those that never started count from ``started_at``, or from now."""
    moment = now()
    await _write_steps(session, generation, details, status, started_at or moment, moment)


async def _write_steps(
    session: AsyncSession,
    generation: Generation,
    details: Mapping[str, str | None],
    status: str,
    started_at: datetime,
    ended_at: datetime | None,
) -> None:
    """Inserts steps; those that are there keep their first start."""
    rows = [
        {
            "id": new_id(),
            "generation_id": generation.id,
            "name": name,
            "status": status,
            "detail": detail,
            "started_at": started_at,
            "ended_at": ended_at,
        }
        for name, detail in details.items()
    ]
    await session.execute(WRITE_STEP, rows if len(rows) > 1 else rows[0])
    emit_progress(session, generation)


async def end_open_steps(session: AsyncSession, generation_id: UUID, status: str) -> None:
    """Ends the running steps of a generation that has ended."""
    await session.execute(
        update(GenerationStep)
        .where(col(GenerationStep.generation_id) == generation_id, col(GenerationStep.status) == "running")
        .values(status=status, ended_at=now())
    )


def emit_progress(session: AsyncSession, generation: Generation) -> None:
    """Sends a progress update to the person's open tabs after the commit."""
    emit(session, GenerationProgressed(workspace_id=generation.workspace_id, generation_id=generation.id))
