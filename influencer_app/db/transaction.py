"""Transactions. Only the edges open them; domain code flushes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from influencer_app.db.engine import TRANSACTION, LastAnswer
from influencer_app.db.outbox import EventsPort, JobsPort, Outbox, outbox
from influencer_app.db.ports import Ports
from influencer_app.errors import Unavailable

log = structlog.get_logger(__name__)

NO_ANSWER = "The database does not answer. Nothing was changed; try again in a moment."


class Database:
    """Opens sessions that carry the ports, and sends their outbox after the commit."""

    def __init__(
        self,
        engine: AsyncEngine,
        *,
        jobs: JobsPort,
        events: EventsPort,
        ports: Ports,
        stall_seconds: float | None = None,
    ) -> None:
        """``stall_seconds``: a transaction is refused that cannot begin while the server answers nobody."""
        self.engine = engine
        self._stall_seconds = stall_seconds
        self._abandoned: set[asyncio.Task[None]] = set()
        self.jobs = jobs
        self.events = events
        self._sessions = async_sessionmaker(engine, expire_on_commit=False, info={"ports": ports})

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        """One transaction: commits at the end, rolls back on any error, then sends what was recorded."""
        async with self._begun(**TRANSACTION) as session:
            yield session
            await session.commit()
            box = outbox(session)
        await self._send(box)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that can only read. Each statement sees what is committed when it begins."""
        async with self._begun() as session:
            yield session

    @asynccontextmanager
    async def _begun(self, **options: str) -> AsyncIterator[AsyncSession]:
        """A session with a connection; what was not committed is rolled back. Raises ``Unavailable``."""
        session = self._sessions()
        if self._stall_seconds is None:
            async with session:
                await session.connection(execution_options=options)
                yield session
            return
        connecting = asyncio.ensure_future(session.connection(execution_options=options))
        try:
            await _wait_while_answering(connecting, self._stall_seconds)
        except BaseException:
            self._abandon(session, connecting)
            raise
        async with session:
            await connecting
            yield session

    def _abandon(self, session: AsyncSession, connecting: asyncio.Future[Any]) -> None:
        """Close the session when its connection is there: a driver that waits cannot be interrupted."""

        async def close() -> None:
            await asyncio.wait({connecting})
            await session.close()

        task = asyncio.create_task(close())
        self._abandoned.add(task)
        task.add_done_callback(self._abandoned.discard)

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


async def _wait_while_answering(connecting: asyncio.Future[Any], stall_seconds: float) -> None:
    """Until there is a connection, as long as anybody gets an answer. Raises ``Unavailable``."""
    while not connecting.done():
        await asyncio.wait({connecting}, timeout=stall_seconds)
        if not connecting.done() and LastAnswer.seconds_ago() > stall_seconds:
            raise Unavailable(NO_ANSWER)


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
    """A session on this process's database that can only read, without a transaction around it."""
    async with database().reading() as session:
        session.info["actor"] = actor
        yield session
