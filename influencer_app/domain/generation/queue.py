"""Who is next: round-robin between people, under each plan's cap and the server's."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Subquery, case, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit, enqueue, port
from influencer_app.domain.accounts.models import Person
from influencer_app.domain.billing.models import Plan
from influencer_app.domain.generation.events import QueueMoved
from influencer_app.domain.generation.jobs import PrepareGeneration
from influencer_app.domain.generation.models import Generation
from influencer_app.domain.generation.ports import Studio
from influencer_app.domain.generation.rules import RUNNING
from influencer_app.domain.generation.timeline import told

ONE_DISPATCHER = 5_071_987
TELL_MAX = 500


def _line() -> Subquery:
    """Waiting generations with the turn of each: a person's first comes before anybody's second."""
    running = (
        select(col(Generation.person_id), func.count().label("running"))
        .where(col(Generation.status).in_(RUNNING))
        .group_by(col(Generation.person_id))
        .subquery()
    )
    own_place = func.row_number().over(
        partition_by=col(Generation.person_id), order_by=(col(Generation.created_at), col(Generation.id))
    )
    return (
        select(
            col(Generation.id),
            col(Generation.created_at),
            col(Plan.running_max),
            (own_place + func.coalesce(running.c.running, 0)).label("turn"),
        )
        .join(Person, col(Person.id) == col(Generation.person_id))
        .join(Plan, col(Plan.code) == col(Person.plan))
        .outerjoin(running, running.c.person_id == col(Generation.person_id))
        .where(col(Generation.status) == "queued")
        .subquery()
    )


async def queue_positions(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, int]:
    """The place in the line of each waiting generation of ``ids``; 1 is next."""
    line = _line()
    place = func.row_number().over(order_by=(line.c.turn, line.c.created_at, line.c.id)).label("place")
    placed = select(line.c.id, place).subquery()
    found = await session.execute(select(placed).where(placed.c.id.in_(ids)))
    return {row.id: row.place for row in found}


async def admit(session: AsyncSession) -> list[UUID]:
    """Let as many in as the caps allow, one dispatcher at a time; their first job is sent."""
    studio = port(session, Studio)
    await session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": ONE_DISPATCHER})
    running = await session.scalar(
        select(func.count()).select_from(Generation).where(col(Generation.status).in_(RUNNING))
    )
    free = studio.limits.running_max - (running or 0)
    if free <= 0:
        return []
    line = _line()
    chosen = await session.scalars(
        select(line.c.id)
        .where(line.c.turn <= line.c.running_max)
        .order_by(line.c.turn, line.c.created_at, line.c.id)
        .limit(free)
    )
    still_waiting = await session.scalars(
        select(col(Generation.id))
        .where(col(Generation.id).in_(chosen.all()), col(Generation.status) == "queued")
        .with_for_update(skip_locked=True)
    )
    moment = now()
    limits = studio.limits
    is_local = col(Generation.engine) == studio.local
    seconds = case((is_local, limits.deadline_seconds), else_=limits.provider_seconds)
    rows = await session.scalars(
        update(Generation)
        .where(col(Generation.id).in_(still_waiting.all()))
        .values(
            status="preparing",
            admitted_at=moment,
            nudged_at=moment,
            deadline_at=moment + seconds * timedelta(seconds=1),
        )
        .returning(Generation)
    )
    admitted = list(rows)
    for row in admitted:
        enqueue(session, PrepareGeneration(generation_id=row.id))
        told(session, row)
    if admitted:
        await _tell_the_line(session)
    return [row.id for row in admitted]


async def _tell_the_line(session: AsyncSession) -> None:
    people = await session.scalars(
        select(col(Generation.person_id)).where(col(Generation.status) == "queued").distinct().limit(TELL_MAX)
    )
    for person_id in people:
        emit(session, QueueMoved(person_id=person_id))
