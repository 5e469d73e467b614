"""Admits queued generations round-robin between people, within workspace and server limits."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Subquery, case, func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit, enqueue, port
from influencer_app.domain.billing.models import Plan
from influencer_app.domain.generation.events import QueueMoved
from influencer_app.domain.generation.jobs import PrepareGeneration
from influencer_app.domain.generation.lifecycle.timeline import emit_progress
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.rules import RUNNING
from influencer_app.domain.workspaces.models import Workspace

DISPATCHER_LOCK = 5_071_987
NOTIFY_MAX = 500


def _ranked_queue() -> Subquery:
    """Queued generations by ``turn`` and, within their workspace, by ``slot``.

    Everybody's first comes before anybody's second, whichever workspace it is in. The first slot of a
    workspace is 1; running generations take the slots before those of queued ones.
    """
    by_person, by_workspace = _running(col(Generation.person_id)), _running(col(Generation.workspace_id))
    own_place = func.row_number().over(
        partition_by=col(Generation.person_id), order_by=(col(Generation.created_at), col(Generation.id))
    )
    queued = (
        select(
            col(Generation.id),
            col(Generation.created_at),
            col(Generation.workspace_id),
            (own_place + func.coalesce(by_person.c.running, 0)).label("turn"),
        )
        .outerjoin(by_person, by_person.c.key == col(Generation.person_id))
        .where(col(Generation.status) == "queued")
        .subquery()
    )
    place = func.row_number().over(
        partition_by=queued.c.workspace_id, order_by=(queued.c.turn, queued.c.created_at, queued.c.id)
    )
    return (
        select(
            queued.c.id,
            queued.c.created_at,
            queued.c.turn,
            (place + func.coalesce(by_workspace.c.running, 0)).label("slot"),
            col(Plan.running_max),
        )
        .join(Workspace, col(Workspace.id) == queued.c.workspace_id)
        .join(Plan, col(Plan.code) == col(Workspace.plan))
        .outerjoin(by_workspace, by_workspace.c.key == queued.c.workspace_id)
        .subquery()
    )


def _running(key: Mapped[UUID]) -> Subquery:
    """The number of running generations by ``key``."""
    return (
        select(key.label("key"), func.count().label("running"))
        .where(col(Generation.status).in_(RUNNING))
        .group_by(key)
        .subquery()
    )


async def queue_positions(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, int]:
    """The queue position of each queued generation in ``ids``; 1 is next."""
    ranked = _ranked_queue()
    place = func.row_number().over(order_by=(ranked.c.turn, ranked.c.created_at, ranked.c.id)).label("place")
    placed = select(ranked.c.id, place).subquery()
    found = await session.execute(select(placed).where(placed.c.id.in_(ids)))
    return {row.id: row.place for row in found}


async def admit(session: AsyncSession) -> list[UUID]:
    """Admits as many as the limits allow, one dispatcher at a time, and enqueues their first job."""
    config = port(session, EngineConfig)
    await session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": DISPATCHER_LOCK})
    running = await session.scalar(
        select(func.count()).select_from(Generation).where(col(Generation.status).in_(RUNNING))
    )
    free = config.limits.running_max - (running or 0)
    if free <= 0:
        return []
    ranked = _ranked_queue()
    chosen = await session.scalars(
        select(ranked.c.id)
        .where(ranked.c.slot <= ranked.c.running_max)
        .order_by(ranked.c.turn, ranked.c.created_at, ranked.c.id)
        .limit(free)
    )
    still_waiting = await session.scalars(
        select(col(Generation.id))
        .where(col(Generation.id).in_(chosen.all()), col(Generation.status) == "queued")
        .with_for_update(skip_locked=True)
    )
    moment = now()
    limits = config.limits
    is_remote = col(Generation.engine).in_(sorted(config.providers))
    seconds = case((is_remote, limits.provider_seconds), else_=limits.deadline_seconds)
    rows = await session.scalars(
        update(Generation)
        .where(col(Generation.id).in_(still_waiting.all()))
        .values(
            status="preparing",
            admitted_at=moment,
            last_enqueued_at=moment,
            deadline_at=moment + seconds * timedelta(seconds=1),
        )
        .returning(Generation)
    )
    admitted = list(rows)
    for row in admitted:
        enqueue(session, PrepareGeneration(generation_id=row.id))
        emit_progress(session, row)
    if admitted:
        await _notify_queued(session)
    return [row.id for row in admitted]


async def _notify_queued(session: AsyncSession) -> None:
    waiting = await session.scalars(
        select(col(Generation.workspace_id))
        .where(col(Generation.status) == "queued")
        .distinct()
        .limit(NOTIFY_MAX)
    )
    for workspace_id in waiting:
        emit(session, QueueMoved(workspace_id=workspace_id))
