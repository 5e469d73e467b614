"""No hot query reads all that a workspace or the installation has, neither by scan nor through an index."""

from collections import Counter

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bench.support.history import fill
from bench.support.hot_queries import hot_queries
from influencer_app.db.transaction import reading, transaction
from influencer_app.wiring import Runtime

READ_ROWS = text(
    "select relname, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int from pg_stat_xact_user_tables"
)
MOST = 1_200
"""Less than the 3,000 outputs, 1,600 generations and 3,100 ledger entries of the largest workspace."""


async def rows_read(session: AsyncSession) -> Counter[str]:
    """How many rows of each table this transaction has read."""
    return Counter(dict((await session.execute(READ_ROWS)).all()))


async def test_no_hot_query_reads_everything(app: Runtime) -> None:
    fill(app.settings, 30_000, 300)
    async with reading() as session:
        queries = await hot_queries(session)
    many = []
    for name, query in queries.items():
        async with transaction() as session:
            before = await rows_read(session)
            await query(session)
            read = await rows_read(session) - before
        many += [f"{name}: {count} of {table}" for table, count in read.items() if count > MOST]
    assert many == []
