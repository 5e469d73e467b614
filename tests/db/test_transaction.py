from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import InternalError

from influencer_app.db import engine
from influencer_app.db.jobs import Job
from influencer_app.db.outbox import Event, PersonEvent, emit, enqueue
from influencer_app.db.ports import Ports
from influencer_app.db.transaction import Database, reading, transaction
from influencer_app.domain.generation.jobs import DispatchGenerations
from influencer_app.errors import Unavailable
from influencer_app.wiring import Runtime
from tests.support import admin


class Post:
    """Keeps what is sent; refuses when told to."""

    def __init__(self) -> None:
        self.jobs: list[Job] = []
        self.events: list[Event] = []
        self.broken = False

    async def send(self, jobs: list[Job]) -> None:
        if self.broken:
            raise Unavailable("The queue is down.")
        self.jobs += jobs

    async def publish(self, events: list[Event]) -> None:
        self.events += events


def database(app: Runtime) -> tuple[Database, Post]:
    post = Post()
    return Database(app.database.engine, jobs=post, events=post, ports=Ports()), post


async def test_jobs_and_events_leave_after_the_commit_and_once(app: Runtime) -> None:
    own, post = database(app)
    event, second = PersonEvent(person_id=uuid4()), PersonEvent(person_id=uuid4())
    async with own.transaction() as session:
        await session.execute(text("insert into file_deletion values ('a', 0, now(), now())"))
        for _ in range(2):
            enqueue(session, DispatchGenerations())
            emit(session, event)
            emit(session, PersonEvent(person_id=event.person_id))
            emit(session, second)
        assert (post.jobs, post.events) == ([], [])
    assert post.jobs == [DispatchGenerations()]
    assert post.events == [event, second]


async def test_a_rollback_drops_them(app: Runtime) -> None:
    own, post = database(app)

    async def fail() -> None:
        async with own.transaction() as session:
            await session.execute(text("insert into file_deletion values ('b', 0, now(), now())"))
            enqueue(session, DispatchGenerations())
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        await fail()
    assert post.jobs == []
    async with reading() as session:
        assert await session.scalar(text("select count(*) from file_deletion")) == 0


async def test_a_queue_that_is_down_does_not_undo_the_commit(app: Runtime) -> None:
    own, post = database(app)
    post.broken = True
    async with own.transaction() as session:
        await session.execute(text("insert into file_deletion values ('c', 0, now(), now())"))
        enqueue(session, DispatchGenerations())
    async with reading() as session:
        assert await session.scalar(text("select count(*) from file_deletion")) == 1


async def test_reading_cannot_write(app: Runtime) -> None:
    with pytest.raises(InternalError, match="read-only"):
        async with reading() as session:
            await session.execute(text("insert into file_deletion values ('d', 0, now(), now())"))
    async with transaction() as session:
        await session.execute(text("insert into file_deletion values ('d', 0, now(), now())"))


async def test_reading_needs_no_transaction(app: Runtime) -> None:
    moment = text("select now()")
    async with reading() as session:
        assert await session.scalar(moment) != await session.scalar(moment)
    async with transaction() as session:
        assert await session.scalar(moment) == await session.scalar(moment)


async def test_a_connection_that_was_lost_while_idle_is_replaced(
    app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "PING_AFTER_SECONDS", 0.0)
    own = text("select pg_backend_pid()")
    async with reading() as session:
        lost = await session.scalar(own)
    with admin(app.settings.database_url) as connection:
        connection.execute("select pg_terminate_backend(%s, 5000)", (lost,))
    async with reading() as session:
        assert await session.scalar(own) != lost
