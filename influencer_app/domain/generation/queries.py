"""Queries for generations, limited to their workspace."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Select, Uuid, any_, bindparam, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import first_id, last_id, table
from influencer_app.db.pages import LIMIT_DEFAULT, Page, decode_cursor, fetch_page
from influencer_app.db.search import contains_text
from influencer_app.domain.generation.kinds.registry import get_kind
from influencer_app.domain.generation.lifecycle.scheduler import queue_positions
from influencer_app.domain.generation.models.generation import (
    EndedCount,
    Generation,
    GenerationStep,
    RenderTask,
)
from influencer_app.domain.generation.rules import (
    AWAITING,
    BEFORE_RENDERING,
    ENDED,
    RUNNING,
    STATUSES,
    UNENDED,
)
from influencer_app.domain.generation.schemas import (
    GenerationDetail,
    GenerationError,
    GenerationFilter,
    RenderTaskDetail,
    StepDetail,
)
from influencer_app.domain.outputs.models import Output
from influencer_app.domain.outputs.queries import OUTPUT, SELECT_OUTPUTS, read_output
from influencer_app.domain.outputs.schemas import OutputDetail
from influencer_app.domain.workspaces.schemas import MemberScope, WorkspaceScope
from influencer_app.errors import NotFound

IDS = any_(bindparam("ids", type_=ARRAY(Uuid())))
STEP, TASK = table(GenerationStep).c, table(RenderTask).c
STEP_FIELDS, TASK_FIELDS = tuple(StepDetail.model_fields), tuple(RenderTaskDetail.model_fields)
STEPS = (
    select(STEP.generation_id, *(STEP[name] for name in STEP_FIELDS))
    .where(STEP.generation_id == IDS)
    .order_by(STEP.id)
)
TASKS = (
    select(TASK.generation_id, *(TASK[name] for name in TASK_FIELDS))
    .where(TASK.generation_id == IDS)
    .order_by(TASK.index)
)
OUTPUTS = SELECT_OUTPUTS.where(OUTPUT.generation_id == IDS, OUTPUT.discarded_at.is_(None)).order_by(
    OUTPUT.index
)
"""Rows alone, by statements that are built once: a list of generations has hundreds of them."""

SHARED = tuple(name for name in Generation.model_fields if name in GenerationDetail.model_fields)
NOTED = ("speech", "render")
"""Steps whose details concern the result."""


def owned(scope: WorkspaceScope, generation_id: UUID, *, discarded: bool = False) -> Select[Generation]:
    """Selects the workspace's generation; with ``discarded`` only a discarded one."""
    gone = col(Generation.discarded_at)
    return _kept(scope, gone.is_not(None) if discarded else None).where(col(Generation.id) == generation_id)


def _kept(scope: WorkspaceScope, which: ColumnElement[bool] | None = None) -> Select[Generation]:
    """Selects the workspace's generations, without discarded ones unless ``which`` says so."""
    there = col(Generation.discarded_at).is_(None) if which is None else which
    return select(Generation).where(col(Generation.workspace_id) == scope.workspace_id, there)


async def get_generation(
    session: AsyncSession, scope: WorkspaceScope, generation_id: UUID
) -> GenerationDetail:
    """The workspace's generation, or ``NotFound``."""
    row = await session.scalar(owned(scope, generation_id))
    if row is None:
        raise NotFound("This generation")
    return await read_one(session, row)


async def find_generations(
    session: AsyncSession, scope: WorkspaceScope, ids: Sequence[UUID]
) -> list[GenerationDetail]:
    """The workspace's generations among ``ids``."""
    rows = await session.scalars(_kept(scope).where(col(Generation.id).in_(ids)))
    return await read_all(session, rows.all())


async def list_generations(
    session: AsyncSession,
    scope: WorkspaceScope,
    asked: GenerationFilter,
    cursor: str | None = None,
    limit: int = LIMIT_DEFAULT,
) -> Page[GenerationDetail]:
    """The workspace's generations, newest first, without character portraits."""
    query = _kept(scope).where(col(Generation.purpose) == "result")
    for column, value in (
        (Generation.type, asked.type),
        (Generation.status, asked.status),
        (Generation.character_id, asked.character_id),
    ):
        if value is not None:
            query = query.where(col(column) == value)
    if asked.q:
        query = query.where(contains_text(col(Generation.prompt), asked.q))
    if asked.from_ is not None:
        query = query.where(
            col(Generation.id) >= first_id(asked.from_), col(Generation.created_at) >= asked.from_
        )
    if asked.to is not None:
        query = query.where(col(Generation.id) <= last_id(asked.to), col(Generation.created_at) < asked.to)
    if asked.favourite is not None:
        liked = _liked(scope)
        if asked == GenerationFilter(favourite=True):
            liked = liked.limit(limit + 1)
            if cursor:
                liked = liked.where(col(Output.generation_id) < decode_cursor(cursor))
        among = col(Generation.id).in_(select(liked.cte("liked").prefix_with("materialized")))
        query = query.where(among if asked.favourite else ~among)
    rows, after = await fetch_page(session, query, col(Generation.id), cursor, limit)
    return Page(items=await read_all(session, rows), next_cursor=after)


def _liked(scope: WorkspaceScope) -> Select[UUID]:
    """Selects the ids of the workspace's generations with a favourite, newest first."""
    own = col(Output.generation_id)
    mine = (col(Output.workspace_id) == scope.workspace_id, col(Output.listed), col(Output.favourite))
    return select(own).distinct().where(*mine).order_by(own.desc())


async def find_generations_of_many(
    session: AsyncSession, ids: Sequence[UUID], workspace_ids: Collection[UUID]
) -> dict[UUID, list[GenerationDetail]]:
    """Those among ``ids`` that belong to one of the workspaces, by workspace."""
    rows = await session.scalars(
        select(Generation).where(
            col(Generation.id).in_(ids),
            col(Generation.workspace_id).in_(workspace_ids),
            col(Generation.discarded_at).is_(None),
        )
    )
    return await _read_by_workspace(session, rows.all())


async def list_running(session: AsyncSession, scope: WorkspaceScope) -> list[GenerationDetail]:
    """The workspace's generations that have not ended, with portraits, newest first."""
    return (await list_running_of_many(session, [scope.workspace_id])).get(scope.workspace_id, [])


async def list_running_of_many(
    session: AsyncSession, workspace_ids: Collection[UUID]
) -> dict[UUID, list[GenerationDetail]]:
    """All that have not ended, with portraits, newest first, by workspace; in one read."""
    rows = await session.scalars(
        select(Generation)
        .where(
            col(Generation.workspace_id).in_(workspace_ids),
            col(Generation.discarded_at).is_(None),
            col(Generation.status).in_(UNENDED),
        )
        .order_by(col(Generation.id).desc())
    )
    return await _read_by_workspace(session, rows.all())


async def _read_by_workspace(
    session: AsyncSession, rows: Sequence[Generation]
) -> dict[UUID, list[GenerationDetail]]:
    found: dict[UUID, list[GenerationDetail]] = {}
    for row, detail in zip(rows, await read_all(session, rows), strict=True):
        found.setdefault(row.workspace_id, []).append(detail)
    return found


async def list_ended(session: AsyncSession, member: MemberScope, limit: int) -> list[GenerationDetail]:
    """The member's own newest ended generations with portraits, last ended first."""
    newest = (
        _kept(member)
        .where(col(Generation.person_id) == member.person_id, col(Generation.status).in_(ENDED))
        .order_by(col(Generation.id).desc())
        .limit(limit)
    )
    found = await read_all(session, (await session.scalars(newest)).all())
    return sorted(found, key=lambda one: one.finished_at or one.created_at, reverse=True)


async def count_by_status(session: AsyncSession) -> dict[str, int]:
    """The number of generations by status, of all people. Those that ended count even when deleted since."""
    status, turn = col(Generation.status), col(Generation.turn)
    queued = await session.scalar(select(func.count()).select_from(Generation).where(status == "queued"))
    counts = dict.fromkeys(STATUSES, 0) | {"queued": queued or 0}
    by_status = select(status, func.count()).group_by(status)
    for found in (
        by_status.where(status.in_(RUNNING)),
        by_status.where(status == AWAITING),
        by_status.where(status.in_(ENDED), turn.is_not(None)),
        select(col(EndedCount.status), col(EndedCount.count)),
    ):
        for name, count in await session.execute(found):
            counts[name] += count
    return counts


async def read_one(session: AsyncSession, row: Generation) -> GenerationDetail:
    """The read model of one row."""
    return (await read_all(session, [row]))[0]


async def read_all(session: AsyncSession, rows: Sequence[Generation]) -> list[GenerationDetail]:
    """The read models of rows, with one query per related table."""
    ids = [row.id for row in rows]
    if not ids:
        return []
    steps: dict[UUID, list[StepDetail]] = {}
    for own, *step in await session.execute(STEPS, {"ids": ids}):
        detail = StepDetail(**dict(zip(STEP_FIELDS, step, strict=True)))
        steps.setdefault(own, []).append(detail)
    open_ids = [row.id for row in rows if row.status in RUNNING]
    tasks: dict[UUID, list[RenderTaskDetail]] = {}
    for own, *task in await session.execute(TASKS, {"ids": open_ids}) if open_ids else ():
        found = RenderTaskDetail(**dict(zip(TASK_FIELDS, task, strict=True)))
        tasks.setdefault(own, []).append(found)
    made: dict[UUID, list[OutputDetail]] = {}
    begun = [row.id for row in rows if row.status not in BEFORE_RENDERING]
    for line in await session.execute(OUTPUTS, {"ids": begun}) if begun else ():
        output = read_output(line)
        made.setdefault(output.generation_id, []).append(output)
    waiting = [row.id for row in rows if row.status == "queued"]
    places = await queue_positions(session, waiting) if waiting else {}
    return [
        GenerationDetail(
            **columns_of(row),
            queue_position=places.get(row.id),
            steps=steps.get(row.id, []),
            render_tasks=tasks.get(row.id, []),
            outputs=made.get(row.id, []),
            note=_note(steps.get(row.id, [])),
            error=GenerationError(code=row.error_code, message=row.error_message or "")
            if row.error_code
            else None,
        )
        for row in rows
    ]


def columns_of(row: Generation) -> dict[str, Any]:
    """The row's columns that the read model shares."""
    found = {name: getattr(row, name) for name in SHARED}
    if row.status == AWAITING:
        found["confirm_until"] = row.deadline_at
    return found | get_kind(row.type).details(row.request)


async def read_note(session: AsyncSession, generation_id: UUID) -> str | None:
    """What speech and engine say about the results of a generation; None when they say nothing."""
    steps = await session.execute(STEPS, {"ids": [generation_id]})
    return _note([StepDetail(**dict(zip(STEP_FIELDS, step, strict=True))) for _, *step in steps])


def _note(steps: Sequence[StepDetail]) -> str | None:
    """What speech and engine say about the result."""
    said = [step.detail for step in steps if step.name in NOTED and step.status == "done" and step.detail]
    return " ".join(said) or None
