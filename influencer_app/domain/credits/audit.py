"""Compares the balances with the sums of the ledger's entries and with what is reserved."""

from typing import Final
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

BATCH: Final = 200

SUMS = text("""
select a.workspace_id, a.daily, a.bought, a.debt, a.reserved,
  coalesce(sums.daily, 0) as daily_sum, coalesce(sums.bought, 0) as bought_sum,
  coalesce(open.total, 0) as open_sum
from (
  select * from credit_account
  where workspace_id > :after order by workspace_id limit :batch
) as a
cross join lateral (
  select sum(amount) filter (where bucket = 'daily') as daily,
    sum(amount) filter (where bucket = 'bought') as bought
  from ledger_entry e where e.workspace_id = a.workspace_id
) as sums
cross join lateral (
  select sum(daily + bought - settled - released) as total from reservation r
  where r.workspace_id = a.workspace_id and settled + released < daily + bought
) as open
order by a.workspace_id
""")
"""One statement a batch: it sees balances and entries of the same moment."""


async def compare_sums(session: AsyncSession) -> list[str]:
    """A sentence for each balance that is not the sum of its entries, or of its open reservations."""
    found: list[str] = []
    after = UUID(int=0)
    while True:
        rows = (await session.execute(SUMS, {"after": after, "batch": BATCH})).all()
        for row in rows:
            checks = (
                ("daily credits are", row.daily, "its entries sum to", row.daily_sum),
                ("bought credits less debt are", row.bought - row.debt, "its entries sum to", row.bought_sum),
                ("reserved credits are", row.reserved, "its open reservations to", row.open_sum),
            )
            found += [
                f"Workspace {row.workspace_id}: the {what} {have}, {other} {there}."
                for what, have, other, there in checks
                if have != there
            ]
        if len(rows) < BATCH:
            return found
        after = rows[-1].workspace_id
