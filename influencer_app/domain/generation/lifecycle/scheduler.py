"""Admits queued generations round-robin between people, within workspace and server limits."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, all_, cast, exists, func, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit, port
from influencer_app.domain.billing.models import Plan
from influencer_app.domain.generation.events import QueueMoved
from influencer_app.domain.generation.lifecycle.planning import start
from influencer_app.domain.generation.lifecycle.timeline import emit_progress
from influencer_app.domain.generation.lifecycle.turns import next_turn, settle_ended
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.rules import RUNNING
from influencer_app.domain.generation.schemas import frozen
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
    """Admits as many as the limits allow, one dispatcher at a time, and starts them."""
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
        select(Generation)
        .where(col(Generation.id).in_(chosen), col(Generation.status) == "queued")
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    admitted = (await session.scalars(still_waiting)).all()
    for row in admitted:
        _admit(row, config)
    await session.flush()
    for row in admitted:
        emit_progress(session, row)
        await start(session, row, frozen(row.request))
    if admitted:
        await _notify_queued(session)
    return [row.id for row in admitted]


async def admit_at_once(session: AsyncSession, row: Generation) -> bool:
    """Gives a new generation its turn before it is written, and admits it if nobody waits and there is room.

    Where a dispatcher is at work in the same moment, it waits for its turn like all others.
    """
    config = port(session, EngineConfig)
    key = {"key": DISPATCHER_LOCK}
    is_free = await session.scalar(text("select pg_try_advisory_xact_lock(:key)"), key)
    is_running, queued = col(Generation.status).in_(RUNNING), col(Generation.status) == "queued"
    running = select(func.count()).where(is_running)
    own = running.where(col(Generation.workspace_id) == row.workspace_id)
    own_max = (
        select(col(Plan.running_max))
        .join(Workspace, col(Workspace.plan) == col(Plan.code))
        .where(col(Workspace.id) == row.workspace_id)
    )
    found = select(
        next_turn(row.person_id),
        ~exists().where(queued),
        running.scalar_subquery() < config.limits.running_max,
        own.scalar_subquery() < own_max.scalar_subquery(),
    )
    row.turn, *has_room = (await session.execute(found)).one()
    if not (is_free and all(has_room)):
        return False
    _admit(row, config)
    return True


def _admit(row: Generation, config: EngineConfig) -> None:
    limits = config.limits
    seconds = limits.provider_seconds if config.is_remote(row.engine) else limits.deadline_seconds
    row.status = "preparing"
    row.admitted_at = row.last_enqueued_at = now()
    row.deadline_at = row.admitted_at + timedelta(seconds=seconds)


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
