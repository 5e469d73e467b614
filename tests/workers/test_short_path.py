"""A picture with nothing to prepare takes one job and few statements, and appears as soon as it is done."""

from typing import Any

import pytest
from sqlalchemy import event

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.generation.queries import count_by_status
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.wiring import Runtime
from tests.fake_engine import BODIES, FakeEngine, FakeQueue
from tests.support import new_person
from tests.workers.test_pipeline import read, start
from workers import rendering

STATEMENTS_MAX = 34


async def test_one_job_and_few_statements_from_the_request_to_the_end(
    app: Runtime,
    owner: Actor,
    queue: FakeQueue,
    fake_engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of an engine that answers at once, so that there is no progress to record."""
    monkeypatch.setattr(rendering, "PROGRESS_STEP", 2.0)
    await start(owner)  # opens the account
    await queue.run()
    queue.done.clear()
    statements: list[str] = []

    def note(_: Any, __: Any, statement: str, *___: Any) -> None:
        statements.append(statement)

    engine = app.database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    own = await start(owner)
    await queue.run()
    event.remove(engine, "before_cursor_execute", note)
    assert (await read(owner, own)).status == "succeeded"
    assert [job.name for job in queue.done] == ["generation.render"]
    assert len(statements) <= STATEMENTS_MAX, "\n".join(statements)


async def test_each_of_four_appears_as_soon_as_it_is_done(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(owner, count=4, seed=7)
    jobs, queue.jobs = list(queue.jobs), []
    seen = []
    for job in jobs:
        await BODIES[job.name](**job.arguments())
        now = await read(owner, own)
        seen.append((now.status, [output.seed for output in now.outputs], now.credits_used))
    assert seen == [
        ("rendering", [7], 5),
        ("rendering", [7, 8], 10),
        ("rendering", [7, 8, 9], 15),
        ("succeeded", [7, 8, 9, 10], 20),
    ]


async def test_what_has_to_be_prepared_is_prepared_first(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(owner, enhance_prompt=True)
    assert own.status == "preparing"
    await queue.run()
    assert [job.name for job in queue.done] == ["generation.prepare", "generation.render"]


async def test_who_waits_is_told_to_start_when_another_ends(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    first, second = await start(owner), await start(owner)
    assert (first.status, second.status) == ("submitted", "queued")
    await queue.run()
    names = [job.name for job in queue.done]
    assert names == [
        "generation.render",
        "generation.dispatch",
        "generation.dispatch",
        "generation.render",
    ]
    assert (await read(owner, second)).status == "succeeded"


async def test_nobody_passes_those_who_wait(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    first, second = await start(owner), await start(owner)
    third = await start(stranger)
    assert [one.status for one in (first, second, third)] == ["submitted", "queued", "queued"]
    async with transaction() as session:
        await cancel_generation(session, owner, second.id)
    await queue.run()
    assert (await read(stranger, third)).status == "succeeded"


async def test_ends_that_nobody_waited_for_are_counted_by_recovery(
    queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    rich = await new_person("rich@example.com", "studio")
    await start(rich)
    await queue.run()
    for _ in range(2):
        async with reading() as session:
            assert (await count_by_status(session))["succeeded"] == 1
        await BODIES["generation.recover"]()
        await queue.run()
    await BODIES["generation.recover"]()
    assert queue.jobs == []
