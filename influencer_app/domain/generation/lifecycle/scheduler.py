"""Admits queued generations round-robin between people, within workspace and server limits."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, all_, case, cast, func, select, text, tuple_, update
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
FEW = 100
POSITIONS_OF_FEW = text("""
with asked as (
  select id, turn, created_at, lag(turn, 1, 0) over queue as last_turn,
    lag(created_at, 1, '-infinity') over queue as last_time,
    lag(id, 1, '00000000-0000-0000-0000-000000000000') over queue as last_id
  from generation where id = any(:ids) and status = 'queued' window queue as (order by turn, created_at, id)
)
select asked.id, sum(since.count) over (order by asked.turn, asked.created_at, asked.id) as place
from asked cross join lateral (
  select count(*) as count from generation g where g.status = 'queued'
    and (g.turn, g.created_at, g.id) > (asked.last_turn, asked.last_time, asked.last_id)
    and (g.turn, g.created_at, g.id) <= (asked.turn, asked.created_at, asked.id)
) as since
""")
"""Counts the queue once, from each of those asked for to the next."""
POSITIONS_OF_MANY = text("""
select id, place from (
  select id, row_number() over (order by turn, created_at, id) as place
  from generation where status = 'queued'
) as placed where id = any(:ids)
""")


async def queue_positions(session: AsyncSession, ids: Sequence[UUID]) -> dict[UUID, int]:
    """The queue position of each queued generation in ``ids``; 1 is next."""
    query = POSITIONS_OF_FEW if len(ids) <= FEW else POSITIONS_OF_MANY
    return {row.id: int(row.place) for row in await session.execute(query, {"ids": list(ids)})}


async def queue_positions_of_workspaces(
    session: AsyncSession, workspace_ids: Collection[UUID]
) -> dict[UUID, dict[UUID, int]]:
    """The queue positions of all that is queued in these workspaces, in two queries, by workspace."""
    waiting = await session.execute(
        select(col(Generation.id), col(Generation.workspace_id)).where(
            col(Generation.workspace_id).in_(workspace_ids), col(Generation.status) == "queued"
        )
    )
    workspaces = {row.id: row.workspace_id for row in waiting}
    found: dict[UUID, dict[UUID, int]] = {workspace_id: {} for workspace_id in workspace_ids}
    for generation_id, place in (await queue_positions(session, list(workspaces))).items():
        found[workspaces[generation_id]][generation_id] = place
    return found


async def admit(session: AsyncSession) -> list[UUID]:
    """Admits as many as the limits allow, one dispatcher at a time, and enqueues their first job."""
    config = port(session, EngineConfig)
    await session.execute(text("select pg_advisory_xact_lock(:key)"), {"key": DISPATCHER_LOCK})
    await settle_ended(session)
    running, room = await _read_running(session)
    free = config.limits.running_max - running
    if free <= 0:
        return []
    chosen = await _choose(session, free, room)
    if not chosen:
        return []
    still_waiting = (
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
        .where(col(Generation.id).in_(still_waiting))
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


async def _read_running(session: AsyncSession) -> tuple[int, dict[UUID, int]]:
    """How many run, and how many more each of their workspaces may run."""
    found = await session.execute(
        select(col(Generation.workspace_id), col(Plan.running_max), func.count().label("running"))
        .join(Workspace, col(Workspace.id) == col(Generation.workspace_id))
        .join(Plan, col(Plan.code) == col(Workspace.plan))
        .where(col(Generation.status).in_(RUNNING))
        .group_by(col(Generation.workspace_id), col(Plan.running_max))
    )
    rows = found.all()
    room = {workspace_id: running_max - running for workspace_id, running_max, running in rows}
    return sum(row.running for row in rows), room


async def _choose(session: AsyncSession, free: int, room: dict[UUID, int]) -> list[UUID]:
    """The first ``free`` in the queue whose workspaces have ``room``; those of full ones are passed over.

    Each round reads as many as are still free, and chooses at least the first of them.
    """
    chosen: list[UUID] = []
    last: tuple[Any, ...] | None = None
    while len(chosen) < free:
        full = [workspace_id for workspace_id, left in room.items() if left <= 0]
        next_ones = (
            select(*QUEUE_ORDER, col(Generation.workspace_id))
            .where(
                col(Generation.status) == "queued",
                col(Generation.workspace_id) != all_(cast(full, ARRAY(Uuid))),
            )
            .order_by(*QUEUE_ORDER)
            .limit(free - len(chosen))
        )
        if last is not None:
            next_ones = next_ones.where(tuple_(*QUEUE_ORDER) > tuple_(*last))
        found = next_ones.subquery()
        rows = (
            await session.execute(
                select(found, col(Plan.running_max))
                .join(Workspace, col(Workspace.id) == found.c.workspace_id)
                .join(Plan, col(Plan.code) == col(Workspace.plan))
                .order_by(found.c.turn, found.c.created_at, found.c.id)
            )
        ).all()
        if not rows:
            break
        for row in rows:
            left = room.setdefault(row.workspace_id, row.running_max)
            if left > 0:
                room[row.workspace_id] = left - 1
                chosen.append(row.id)
        last = (rows[-1].turn, rows[-1].created_at, rows[-1].id)
    return chosen


async def _notify_queued(session: AsyncSession) -> None:
    """Tells the workspaces that are nearest to the front that their places have changed."""
    front = (
        select(col(Generation.workspace_id))
        .where(col(Generation.status) == "queued")
        .order_by(*QUEUE_ORDER)
        .limit(4 * NOTIFY_MAX)
    )
    for workspace_id in list(dict.fromkeys(await session.scalars(front)))[:NOTIFY_MAX]:
        emit(session, QueueMoved(workspace_id=workspace_id))
