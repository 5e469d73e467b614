"""Several engines at once, and engines that were switched off while they had work."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from sqlalchemy import select, text
from sqlmodel import col

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.generation.execution.unconfigured import CODE, end_unconfigured
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.domain.model_catalog.service import add_model, record_check
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.settings import Settings
from influencer_app.wiring import ProviderAdapters, close_runtime, open_runtime, runtime
from tests.fake_engine import BODIES, FakeQueue, webhook_arrives
from tests.fake_provider import FakeProvider
from tests.runtime import substitute
from tests.workers.test_provider import ask, books, later, open_jobs, poll, read


@pytest.fixture
def configure(monkeypatch: pytest.MonkeyPatch, queue: FakeQueue) -> Any:
    """Restart with these providers, the first of them for new requests; none leaves the sketch engine."""

    def restart(*providers: FakeProvider) -> None:
        app = runtime()
        names = [provider.name for provider in providers]
        config = replace(
            app.engine_config,
            default_engine=names[0] if names else next(iter(app.engine_config.local_engines)),
            providers=frozenset(names),
        )
        adapters = {provider.name: ProviderAdapters(provider, provider) for provider in providers}
        substitute(monkeypatch, {EngineConfig: config}, queue=queue, providers=adapters)

    return restart


@pytest_asyncio.fixture
async def other(remote: FakeProvider) -> FakeProvider:
    """A second provider, with a model for pictures."""
    async with transaction() as session:
        model = await add_model(session, "other", "image", "acme/pictures", "")
        await session.execute(text("update model set enabled = true where id = :id"), {"id": model.id})
        await record_check(session, model.id, {"prompt": {"type": "string"}})
        await session.execute(text("update plan set running_max = 100"))
    return FakeProvider("other")


async def jobs() -> dict[UUID, tuple[str, str]]:
    """Provider and status of every job, by its generation."""
    async with reading() as session:
        rows = await session.scalars(select(ProviderJob))
        return {row.generation_id: (row.provider, row.status) for row in rows}


async def ended_for_its_engine(owner: Actor, own: GenerationDetail) -> None:
    """It has failed with a sentence that names the engine, and every credit is back."""
    found = await read(owner, own)
    assert found.status == "failed"
    assert found.error is not None
    assert found.error.code == CODE
    assert f"“{own.engine}”" in found.error.message
    assert "credits were refunded" in found.error.message
    assert await books(owner) == (80, 0)


async def test_a_queued_one_ends_when_its_provider_is_switched_off(
    remote: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any
) -> None:
    own = await ask(owner)
    queue.jobs.clear()
    configure()
    await BODIES["generation.recover"]()
    await queue.run()
    await ended_for_its_engine(owner, own)
    assert remote.calls == []


async def test_a_running_one_ends_when_its_provider_is_switched_off(
    remote: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any
) -> None:
    own = await ask(owner)
    await queue.run()
    assert (await jobs())[own.id] == ("replicate", "open")
    configure()
    await BODIES["generation.recover"]()
    await queue.run()
    await ended_for_its_engine(owner, own)
    assert await open_jobs() == 0


async def test_jobs_that_arrive_before_the_sweep_end_it_as_well(
    remote: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any
) -> None:
    own = await ask(owner)
    await queue.run(until="provider.submit")
    configure()
    await queue.run()
    await ended_for_its_engine(owner, own)
    assert await open_jobs() == 0
    assert "submit" not in remote.calls


async def test_one_that_is_prepared_after_the_switch_is_not_drawn_by_another_engine(
    remote: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any
) -> None:
    own = await ask(owner, enhance_prompt=True)
    await queue.run(until="generation.prepare")
    assert queue.jobs
    configure()
    await queue.run()
    await ended_for_its_engine(owner, own)


@pytest.mark.parametrize("name", ["submit", "collect", "cancel"])
async def test_no_task_fails_for_a_provider_that_is_gone(
    remote: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any, name: str
) -> None:
    own = await ask(owner)
    await queue.run()
    if name == "collect":
        remote.succeed(remote.ids[0])
        await later()
        await BODIES["provider.poll"]()
    async with reading() as session:
        job = await session.scalar(
            select(col(ProviderJob.id)).where(col(ProviderJob.generation_id) == own.id)
        )
    if name == "submit":
        async with transaction() as session:
            await session.execute(text("update provider_job set status = 'waiting', sent_at = null"))
    configure()
    await later()
    await BODIES[f"provider.{name}"](job_id=str(job))
    await ended_for_its_engine(owner, own)


async def test_a_webhook_of_a_provider_that_is_gone_is_handled(
    remote: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any
) -> None:
    await ask(owner)
    await queue.run()
    configure()
    await webhook_arrives("replicate", remote.ids[0])
    async with reading() as session:
        left = await session.scalar(text("select count(*) from webhook_event where processed_at is null"))
    assert left == 0


async def test_files_that_were_copied_before_the_switch_are_finished(
    remote: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any
) -> None:
    own = await ask(owner, count=1)
    await queue.run()
    remote.succeed(remote.ids[0])
    await later()
    await BODIES["provider.poll"]()
    await queue.run(until="generation.finish")
    configure()
    await BODIES["generation.recover"]()
    await queue.run()
    assert (await read(owner, own)).status == "succeeded"
    assert await books(owner) == (75, 0)


async def test_the_sweep_ends_a_bounded_number_at_a_time(
    remote: FakeProvider, other: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any
) -> None:
    for _ in range(3):
        await ask(owner, count=1)
    await queue.run()
    configure()
    for left in (1, 0):
        async with transaction() as session:
            await end_unconfigured(session, limit=2)
        async with reading() as session:
            running = await session.scalar(text("select count(*) from generation where status <> 'failed'"))
        assert running == left
    assert await open_jobs() == 0


async def test_two_providers_at_once_are_both_polled(
    remote: FakeProvider, other: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any
) -> None:
    configure(remote, other)
    first = await ask(owner, count=1)
    await queue.run()
    configure(other, remote)
    second = await ask(owner, count=1)
    await queue.run()
    assert (first.engine, second.engine) == ("replicate", "other")
    assert await jobs() == {first.id: ("replicate", "open"), second.id: ("other", "open")}
    assert (len(remote.ids), len(other.ids)) == (1, 1)
    remote.succeed(remote.ids[0])
    other.succeed(other.ids[0])
    await poll(queue)
    assert [(await read(owner, own)).status for own in (first, second)] == ["succeeded", "succeeded"]
    assert (remote.calls.count("fetch"), other.calls.count("fetch")) == (1, 1)


async def test_a_provider_that_fails_does_not_hold_up_the_other(
    remote: FakeProvider, other: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any
) -> None:
    configure(remote, other)
    first = await ask(owner, count=1)
    await queue.run()
    configure(other, remote)
    second = await ask(owner, count=1)
    await queue.run()
    remote.faults = ["look down"]
    other.succeed(other.ids[0])
    await poll(queue)
    assert (await read(owner, first)).status != "succeeded"
    assert (await read(owner, second)).status == "succeeded"


async def test_a_canceled_one_is_canceled_at_its_own_provider(
    remote: FakeProvider, other: FakeProvider, owner: Actor, queue: FakeQueue, configure: Any
) -> None:
    configure(remote, other)
    await ask(owner, count=1)
    await queue.run()
    configure(other, remote)
    second = await ask(owner, count=1)
    await queue.run()
    async with transaction() as session:
        await session.execute(text("update generation set deadline_at = now() - interval '1 second'"))
    await BODIES["generation.recover"]()
    await queue.run()
    assert (remote.running(), other.running()) == ([], [])
    assert (await read(owner, second)).status == "failed"


async def test_a_provider_that_serves_no_new_requests_keeps_what_runs_there(settings: Settings) -> None:
    given = {**dict(settings), "engine": "sketch", "replicate_api_token": "r8_test"}
    own = await open_runtime(Settings.read(_env_file=None, **given))
    try:
        assert own.engine_config.default_engine == "sketch"
        assert not own.engine_config.remote
        assert own.engine_config.is_remote("replicate")
        assert list(own.providers) == ["replicate"]
        assert own.speech is None
    finally:
        await close_runtime()
