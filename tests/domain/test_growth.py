"""No hot query reads more rows of a table than it needs, however many there are."""

from collections import Counter

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bench.support.history import fill
from bench.support.hot_queries import hot_queries
from influencer_app.db.transaction import reading
from influencer_app.wiring import Runtime

READ_ROWS = text(
    "select relname, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int from pg_stat_xact_user_tables"
)
MOST = 100


async def rows_read(session: AsyncSession) -> Counter[str]:
    """How many rows of each table this connection has read, from a scan or through an index."""
    return Counter(dict((await session.execute(READ_ROWS)).all()))


async def test_no_hot_query_reads_what_it_does_not_need(app: Runtime) -> None:
    fill(app.settings, 30_000, 300)
    async with reading() as session:
        queries = await hot_queries(session)
    many = {}
    for name, query in queries.items():
        async with reading() as session:
            before = await rows_read(session)
            await query(session)
            read = await rows_read(session) - before
        many[name] = {table: count for table, count in read.items() if count > MOST}
    assert {name: tables for name, tables in many.items() if tables} == {}
