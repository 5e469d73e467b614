"""Credits that are still reserved for a generation that has ended, or is gone: there should be none.

A generation ends and its credits are released in one transaction, so each that is found here is a fault.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.credits.service import release
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.rules import ENDED

BATCH = 200

STRANDED = text("""
select r.subject_id, r.workspace_id, g.status, r.daily + r.bought - r.settled - r.released as open
from reservation r left join generation g on g.id = r.subject_id
where r.subject_kind = 'generation' and r.settled + r.released < r.daily + r.bought
  and (g.id is null or g.status in ('succeeded', 'failed', 'canceled'))
order by r.subject_id limit :batch
""")
UNCOVERED = text("""
select g.id, g.credits_reserved - g.credits_used as wanted,
  coalesce(r.daily + r.bought - r.settled - r.released, 0) as open
from generation g
left join reservation r on r.subject_kind = 'generation' and r.subject_id = g.id
where g.status not in ('succeeded', 'failed', 'canceled')
  and g.credits_reserved - g.credits_used <> coalesce(r.daily + r.bought - r.settled - r.released, 0)
order by g.id limit :batch
""")


async def list_reservation_faults(session: AsyncSession) -> list[str]:
    """A sentence for each reservation of what has ended, and each running generation that is not covered."""
    ended = [
        f"Generation {row.subject_id} {'is ' + row.status if row.status else 'is gone'}, "
        f"but {row.open} credits are still reserved for it."
        for row in await _list_stranded(session)
    ]
    running = [
        f"Generation {row.id} still needs {row.wanted} credits, but {row.open} are reserved for it."
        for row in await session.execute(UNCOVERED, {"batch": BATCH})
    ]
    return ended + running


async def heal_reservations(session: AsyncSession) -> int:
    """Releases up to ``BATCH`` stranded reservations; returns how many. Locked generations are left alone."""
    healed = 0
    for row in await _list_stranded(session):
        if row.status is None or await _lock_ended(session, row.subject_id):
            subject = Subject("generation", row.subject_id)
            healed += await release(session, row.workspace_id, subject) > 0
    return healed


async def _list_stranded(session: AsyncSession) -> Sequence[Row[Any]]:
    return (await session.execute(STRANDED, {"batch": BATCH})).all()


async def _lock_ended(session: AsyncSession, generation_id: UUID) -> bool:
    """In the order of locks: the generation before its account."""
    found = await session.scalar(
        select(col(Generation.status))
        .where(col(Generation.id) == generation_id)
        .with_for_update(skip_locked=True)
    )
    return found in ENDED
