"""Admits queued generations round-robin between people, within workspace and server limits."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, all_, any_, case, cast, func, select, text, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit, enqueue, port
from influencer_app.domain.billing.models import Plan
from influencer_app.domain.generation.events import QueueMoved
from influencer_app.domain.generation.jobs import PrepareGeneration
from influencer_app.domain.generation.lifecycle.timeline import emit_progress
from influencer_app.domain.generation.lifecycle.turns import settle_ended
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.rules import RUNNING
from influencer_app.domain.workspaces.models import Workspace

DISPATCHER_LOCK = 5_071_987
NOTIFY_MAX = 500
QUEUE_ORDER = (col(Generation.turn), col(Generation.created_at), col(Generation.id))


async def queue_positions(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, int]:
    """The queue position of each queued generation in ``ids``; 1 is next."""
    place = func.row_number().over(order_by=QUEUE_ORDER).label("place")
    placed = select(col(Generation.id), place).where(col(Generation.status) == "queued").subquery()
    found = await session.execute(select(placed).where(placed.c.id == any_(cast(ids, ARRAY(Uuid)))))
    return {row.id: row.place for row in found}


async def admit(session: AsyncSession) -> list[UUID]:
    """Admits as many as the limits allow, one dispatcher at a time, and enqueues their first job."""
    config = port(session, EngineConfig)
    await session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": DISPATCHER_LOCK})
    await settle_ended(session)
    running = await _running_by_workspace(session)
    free = config.limits.running_max - sum(running.values())
    if free <= 0:
        return []
    chosen = await _choose(session, free, running)
    still_waiting = await session.scalars(
        select(col(Generation.id))
        .where(col(Generation.id).in_(chosen), col(Generation.status) == "queued")
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


async def _running_by_workspace(session: AsyncSession) -> dict[UUID, int]:
    """The number of running generations of each workspace that has any."""
    found = await session.execute(
        select(col(Generation.workspace_id), func.count())
        .where(col(Generation.status).in_(RUNNING))
        .group_by(col(Generation.workspace_id))
    )
    return dict(found.all())


async def _choose(session: AsyncSession, free: int, running: dict[UUID, int]) -> list[UUID]:
    """The first ``free`` in the queue whose workspaces have room; those of full ones are passed over.

    Each round reads as many as are still free, and chooses at least the first of them.
    """
    room = await _read_room(session, running, list(running))
    chosen: list[UUID] = []
    last: tuple[Any, ...] | None = None
    while len(chosen) < free:
        full = [workspace_id for workspace_id, left in room.items() if left <= 0]
        query = (
            select(*QUEUE_ORDER, col(Generation.workspace_id))
            .where(
                col(Generation.status) == "queued",
                col(Generation.workspace_id) != all_(cast(full, ARRAY(Uuid))),
            )
            .order_by(*QUEUE_ORDER)
            .limit(free - len(chosen))
        )
        if last is not None:
            query = query.where(tuple_(*QUEUE_ORDER) > tuple_(*last))
        rows = (await session.execute(query)).all()
        if not rows:
            break
        new = {row.workspace_id for row in rows}.difference(room)
        room |= await _read_room(session, running, sorted(new))
        for row in rows:
            if room[row.workspace_id] > 0:
                room[row.workspace_id] -= 1
                chosen.append(row.id)
        last = (rows[-1].turn, rows[-1].created_at, rows[-1].id)
    return chosen


async def _read_room(
    session: AsyncSession, running: Mapping[UUID, int], workspace_ids: Sequence[UUID]
) -> dict[UUID, int]:
    """How many more each workspace may run by its plan."""
    found = await session.execute(
        select(col(Workspace.id), col(Plan.running_max))
        .join(Plan, col(Plan.code) == col(Workspace.plan))
        .where(col(Workspace.id) == any_(cast(workspace_ids, ARRAY(Uuid))))
    )
    return {workspace_id: most - running.get(workspace_id, 0) for workspace_id, most in found}


async def _notify_queued(session: AsyncSession) -> None:
    """Tells the workspaces that are nearest to the front that their places have changed."""
    front = (
        select(col(Generation.workspace_id))
        .where(col(Generation.status) == "queued")
        .order_by(*QUEUE_ORDER)
        .limit(4 * NOTIFY_MAX)
        .subquery()
    )
    for workspace_id in await session.scalars(select(front.c.workspace_id).distinct().limit(NOTIFY_MAX)):
        emit(session, QueueMoved(workspace_id=workspace_id))
