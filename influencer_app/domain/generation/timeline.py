"""Moves along the state machine, and the lines that the page shows of it."""

from uuid import UUID

from sqlalchemy import update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import new_id, now
from influencer_app.db.outbox import emit
from influencer_app.domain.generation.events import GenerationProgressed
from influencer_app.domain.generation.models import Generation, GenerationStep
from influencer_app.domain.generation.rules import before


async def advance(session: AsyncSession, generation: Generation, status: str) -> bool:
    """Move forward by compare-and-set; False when it was there already, or further, or has ended."""
    moved = await session.execute(
        update(Generation)
        .where(col(Generation.id) == generation.id, col(Generation.status).in_(before(status)))
        .values(status=status)
        .returning(col(Generation.status))
    )
    if moved.scalar() is None:
        return False
    await session.refresh(generation)
    told(session, generation)
    return True


async def begin_step(
    session: AsyncSession, generation: Generation, name: str, *, detail: str | None = None
) -> None:
    """Start a line; one that runs again is running again, and keeps when it first began."""
    await session.execute(
        insert(GenerationStep)
        .values(
            id=new_id(),
            generation_id=generation.id,
            name=name,
            status="running",
            detail=detail,
            started_at=now(),
        )
        .on_conflict_do_update(
            index_elements=["generation_id", "name"],
            set_={"status": "running", "ended_at": None, "detail": detail},
        )
    )
    told(session, generation)


async def end_step(
    session: AsyncSession,
    generation: Generation,
    name: str,
    *,
    status: str = "done",
    detail: str | None = None,
) -> None:
    """End a line: ``done``, ``failed`` or ``skipped``. Makes it where it never began."""
    moment = now()
    await session.execute(
        insert(GenerationStep)
        .values(
            id=new_id(),
            generation_id=generation.id,
            name=name,
            status=status,
            detail=detail,
            started_at=moment,
            ended_at=moment,
        )
        .on_conflict_do_update(
            index_elements=["generation_id", "name"],
            set_={"status": status, "ended_at": moment, "detail": detail},
        )
    )
    told(session, generation)


async def end_open_steps(session: AsyncSession, generation_id: UUID, status: str) -> None:
    """What still runs when a generation ends has ended with it."""
    await session.execute(
        update(GenerationStep)
        .where(col(GenerationStep.generation_id) == generation_id, col(GenerationStep.status) == "running")
        .values(status=status, ended_at=now())
    )


def told(session: AsyncSession, generation: Generation) -> None:
    """The person's open tabs hear of it after the commit."""
    emit(session, GenerationProgressed(person_id=generation.person_id, generation_id=generation.id))
