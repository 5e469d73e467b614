"""The bin: discarded generations, and outputs that were discarded alone, until they are deleted."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.pages import LIMIT_DEFAULT, Page, decode_cursor, encode_cursor
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.outputs.models import Output
from influencer_app.domain.outputs.queries import OUTPUT, SELECT_OUTPUTS, read_output
from influencer_app.domain.outputs.schemas import OutputDetail
from influencer_app.domain.workspaces.schemas import WorkspaceScope


class BinItem(BaseModel):
    """What can be restored: a set, or with ``output_id`` one output. ``id`` is that of either."""

    id: UUID
    generation_id: UUID
    output_id: UUID | None
    type: str
    prompt: str
    outputs: list[OutputDetail]
    discarded_at: datetime


async def list_bin(
    session: AsyncSession, scope: WorkspaceScope, cursor: str | None = None, limit: int = LIMIT_DEFAULT
) -> Page[BinItem]:
    """The workspace's discarded things, newest made first."""
    before = decode_cursor(cursor) if cursor else None
    found = [
        *await _sets(session, scope, before, limit + 1),
        *await _alone(session, scope, before, limit + 1),
    ]
    found.sort(key=lambda item: item.id, reverse=True)
    items = found[:limit]
    return Page(items=items, next_cursor=encode_cursor(items[-1].id) if len(found) > limit else None)


async def _sets(
    session: AsyncSession, scope: WorkspaceScope, before: UUID | None, limit: int
) -> list[BinItem]:
    """Whole sets, without those of which every output was discarded alone."""
    of_it = col(Output.generation_id) == col(Generation.id)
    kept = exists().where(of_it, col(Output.discarded_at).is_(None))
    query = select(Generation).where(
        col(Generation.workspace_id) == scope.workspace_id,
        col(Generation.discarded_at).is_not(None),
        kept | ~exists().where(of_it),
    )
    if before is not None:
        query = query.where(col(Generation.id) < before)
    rows = (await session.scalars(query.order_by(col(Generation.id).desc()).limit(limit))).all()
    outputs: dict[UUID, list[OutputDetail]] = {}
    ids = [row.id for row in rows]
    there = SELECT_OUTPUTS.where(OUTPUT.generation_id.in_(ids), OUTPUT.discarded_at.is_(None))
    for found in await session.execute(there.order_by(OUTPUT.index)):
        output = read_output(found)
        outputs.setdefault(output.generation_id, []).append(output)
    return [
        BinItem(
            id=row.id,
            generation_id=row.id,
            output_id=None,
            type=row.type,
            prompt=str(row.request.get("script") or row.prompt),
            outputs=outputs.get(row.id, []),
            discarded_at=row.discarded_at,
        )
        for row in rows
        if row.discarded_at is not None
    ]


async def _alone(
    session: AsyncSession, scope: WorkspaceScope, before: UUID | None, limit: int
) -> list[BinItem]:
    query = SELECT_OUTPUTS.where(OUTPUT.workspace_id == scope.workspace_id, OUTPUT.discarded_at.is_not(None))
    if before is not None:
        query = query.where(OUTPUT.id < before)
    rows = (await session.execute(query.order_by(OUTPUT.id.desc()).limit(limit))).all()
    outputs = [read_output(row) for row in rows]
    made = await session.execute(
        select(col(Output.id), col(Output.discarded_at), col(Generation.type), col(Generation.prompt))
        .join(Generation, col(Generation.id) == col(Output.generation_id))
        .where(col(Output.id).in_([one.id for one in outputs]))
    )
    known = {output_id: (at, kind, prompt) for output_id, at, kind, prompt in made if at is not None}
    return [
        BinItem(
            id=output.id,
            generation_id=output.generation_id,
            output_id=output.id,
            type=kind,
            prompt=prompt,
            outputs=[output],
            discarded_at=discarded_at,
        )
        for output in outputs
        if output.id in known
        for discarded_at, kind, prompt in [known[output.id]]
    ]
