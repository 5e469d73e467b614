"""Measures what the ledger adds to its own SQL: reserve and settle per second, against the bare statements.

Run ``python bench/ledger.py``. A pair reserves credits in one transaction and settles them in another. The
statements that the service sends for a pair are recorded once, with their order and transactions. Then pairs
of the service and of bare psycopg, which sends the same statements with parameters of the same types, take
turns in short rounds, on one connection each, so that noise of the machine meets both. Prints both rates and
the ratio.
"""

import asyncio
import statistics
import time
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import event
from support.installation import runtime, servers

from influencer_app.db.base import new_id
from influencer_app.db.transaction import transaction
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.credits.service import grant, reserve, settle
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime
from tests.support import new_person

ROUNDS = 12
PAIRS = 60
CREDITS = 1_000_000


@dataclass(frozen=True, slots=True)
class Sent:
    """A statement as the driver got it."""

    sql: str
    parameters: dict[str, Any]


async def main(settings: Settings) -> None:
    async with runtime(settings) as app:
        actor = await new_person("b@example.com")
        async with transaction() as session:
            await grant(session, actor.workspace_id, CREDITS, key=uuid4().hex)
        KEPT.update({actor.workspace_id, actor.person_id})
        await pair(actor)
        subject = Subject("generation", uuid4())
        reserving = await record(app, actor, subject, reserve_one)
        settling = await record(app, actor, subject, settle_one)
        url = settings.database_url.replace("postgresql+psycopg://", "postgresql://")
        rates: list[tuple[float, float]] = []
        async with await psycopg.AsyncConnection.connect(url, autocommit=True) as bare:
            for number in range(ROUNDS + 1):
                ours = await measure(lambda: pair(actor))
                theirs = await measure(lambda: send(bare, subject, reserving, settling))
                if number:
                    rates.append((ours, theirs))
        ours, theirs = (statistics.median(column) for column in zip(*rates, strict=True))
        print(f"statements in a pair: {len(reserving)} + {len(settling)}")
        print(f"reserve and settle: {ours:.0f} pairs/s; the same statements by psycopg: {theirs:.0f} pairs/s")
        print(f"ratio: {statistics.median(a / b for a, b in rates):.2f}")


async def reserve_one(actor: Actor, subject: Subject) -> None:
    async with transaction() as session:
        await reserve(session, actor.workspace_id, subject, 5, person_id=actor.person_id)


async def settle_one(actor: Actor, subject: Subject) -> None:
    async with transaction() as session:
        await settle(session, actor.workspace_id, subject, 5, what="0")


async def pair(actor: Actor) -> None:
    """One reservation, settled."""
    subject = Subject("generation", uuid4())
    await reserve_one(actor, subject)
    await settle_one(actor, subject)


async def record(app: Runtime, actor: Actor, subject: Subject, act: Any) -> list[Sent]:
    """The statements that ``act`` sends."""
    sent: list[Sent] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append(Sent(statement, dict(parameters)))

    engine = app.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        await act(actor, subject)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return sent


async def send(bare: psycopg.AsyncConnection[Any], old: Subject, *transactions: list[Sent]) -> None:
    """The recorded statements for a subject, and entries, of their own."""
    fresh = uuid4()
    for statements in transactions:
        async with bare.transaction(), bare.cursor() as cursor:
            for one in statements:
                await cursor.execute(one.sql, {k: renew(v, old.id, fresh) for k, v in one.parameters.items()})
                if cursor.description:
                    await cursor.fetchall()


def renew(value: Any, old: UUID, fresh: UUID) -> Any:
    """Another subject in ids and keys, another id for a new entry; everything else as it was."""
    if isinstance(value, str):
        return value.replace(str(old), str(fresh))
    if value == old:
        return fresh
    return new_id() if isinstance(value, UUID) and value.version == 7 and value not in KEPT else value


KEPT: set[UUID] = set()
"""Ids of the workspace and the person."""


async def measure(act: Any) -> float:
    """Calls per second."""
    started = time.perf_counter()
    for _ in range(PAIRS):
        await act()
    return PAIRS / (time.perf_counter() - started)


if __name__ == "__main__":
    with servers() as settings:
        asyncio.run(main(settings))
