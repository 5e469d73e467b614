"""No hot query reads all that a workspace or the installation has, neither by scan nor through an index."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from bench.support.history import fill
from bench.support.hot_queries import Query, hot_queries, person
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.gallery.bin import list_bin
from influencer_app.domain.gallery.queries import get_figures
from influencer_app.domain.gallery.service import delete_discarded
from influencer_app.domain.generation.lifecycle.portraits import find_newest_portrait
from influencer_app.domain.generation.queries import list_generations
from influencer_app.domain.generation.schemas import GenerationFilter
from influencer_app.wiring import Runtime
from tests.support import admin

READ_ROWS = text(
    "select relname, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int from pg_stat_xact_user_tables"
)
MOST = 1_200
"""Less than the 3,000 outputs, 1,600 generations and 3,100 ledger entries of the largest workspace."""


async def rows_read(session: AsyncSession) -> Counter[str]:
    """How many rows of each table this transaction has read."""
    return Counter(dict((await session.execute(READ_ROWS)).all()))


CROWDED = """
update generation set character_id = c.id,
  purpose = case when generation.id = o.oldest then 'portrait' else 'result' end
from character c, (select workspace_id, min(id::text)::uuid as oldest from generation group by 1) o
where o.workspace_id = generation.workspace_id and c.workspace_id = o.workspace_id and c.name = 'Amara 1'
"""


async def test_a_character_may_have_everything(app: Runtime) -> None:
    fill(app.settings, 30_000, 300)
    with admin(app.settings.database_url) as connection:
        connection.execute(CROWDED)
        connection.execute("vacuum analyze generation")
    async with reading() as session:
        heavy = await person(session, 1)
        name = text("select id from character where workspace_id = :own and name = 'Amara 1'")
        own = await session.scalar(name, {"own": heavy.workspace_id})
    kind = GenerationFilter(type="avatar", character_id=own)
    queries: list[Query] = [
        lambda session: list_generations(session, heavy, kind),
        lambda session: get_figures(session, heavy, own),
        lambda session: find_newest_portrait(session, own),
    ]
    for query in queries:
        async with transaction() as session:
            before = await rows_read(session)
            await query(session)
            read = (await rows_read(session) - before)["generation"]
            assert read <= MOST


async def test_a_full_bin_is_paged_and_emptied_in_batches(app: Runtime) -> None:
    fill(app.settings, 30_000, 300)
    with admin(app.settings.database_url) as connection:
        connection.execute("update output set listed = false, discarded_at = now() where index = 0")
        connection.execute("update generation set discarded_at = now() where id::text like '%7'")
        connection.execute("vacuum analyze output, generation")
    async with reading() as session:
        heavy = await person(session, 1)
    queries: list[Query] = [
        lambda session: list_bin(session, heavy),
        lambda session: delete_discarded(session, timedelta(0), limit=20),
    ]
    for query in queries:
        async with transaction() as session:
            before = await rows_read(session)
            await query(session)
            read = await rows_read(session) - before
        assert {table: count for table, count in read.items() if count > MOST} == {}


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
