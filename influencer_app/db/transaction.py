"""Transactions. Only the edges open them; domain code flushes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from influencer_app.db.outbox import EventsPort, JobsPort, Outbox, outbox
from influencer_app.db.ports import Ports
from influencer_app.errors import Unavailable

log = structlog.get_logger(__name__)


class Database:
    """Opens sessions that carry the ports, and sends their outbox after the commit."""

    def __init__(
        self,
        engine: AsyncEngine,
        *,
        jobs: JobsPort,
        events: EventsPort,
        ports: Ports,
    ) -> None:
        self.engine = engine
        self.jobs = jobs
        self.events = events
        self._sessions = async_sessionmaker(engine, expire_on_commit=False, info={"ports": ports})

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One transaction: commits at the end, rolls back on any error, then sends what was recorded."""
        async with self._sessions() as session:
            async with session.begin():
                yield session
            box = outbox(session)
        await self._send(box)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A read-only transaction."""
        async with self._sessions() as session, session.begin():
            await session.connection(execution_options={"postgresql_readonly": True})
            yield session

    async def _send(self, box: Outbox) -> None:
        """The rows are committed; a failed send is logged and repaired by recovery."""
        try:
            if box.events:
                await self.events.publish(list(box.events))
        except Unavailable as error:
            log.error("events_not_sent", reason=error.sentence, count=len(box.events))
        try:
            if box.jobs:
                await self.jobs.send(list(box.jobs))
        except Unavailable as error:
            log.error("jobs_not_sent", reason=error.sentence, count=len(box.jobs))

    async def close(self) -> None:
        await self.engine.dispose()


class _Current:
    database: Database | None = None


def install(database: Database | None) -> None:
    """Sets this process's database (``None`` removes it)."""
    _Current.database = database


def database() -> Database:
    """This process's database. Raises ``RuntimeError`` before ``install``."""
    if _Current.database is None:
        raise RuntimeError("The database is used before wiring has installed it.")
    return _Current.database


@asynccontextmanager
async def transaction(actor: object = None) -> AsyncIterator[AsyncSession]:
    """A transaction on this process's database, for ``actor`` (kept in the session's info)."""
    async with database().transaction() as session:
        session.info["actor"] = actor
        yield session


@asynccontextmanager
async def reading(actor: object = None) -> AsyncIterator[AsyncSession]:
    """A read-only transaction on this process's database."""
    async with database().reading() as session:
        session.info["actor"] = actor
        yield session
