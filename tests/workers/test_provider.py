"""The pipeline at a provider: each fault, its end state, its outputs and the sum of the ledger."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import func, select, text, update
from sqlmodel import col

from influencer_app.api.app import make_api
from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.generation.models.provider_job import ProviderJob
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import GenerationDetail, NewImage
from influencer_app.domain.model_catalog.queries import list_models
from influencer_app.domain.model_catalog.service import record_check
from influencer_app.domain.outputs.models import Output
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotConfigured, ProviderRateLimited
from tests.fake_engine import BODIES, FakeQueue, webhook_arrives
from tests.fake_provider import FakeProvider


async def ask(actor: Actor, **asked: Any) -> GenerationDetail:
    async with transaction() as session:
        return await start_image(session, actor, NewImage(**{"prompt": "on the beach", "count": 2, **asked}))


async def read(actor: Actor, own: GenerationDetail) -> GenerationDetail:
    async with reading() as session:
        return await get_generation(session, actor, own.id)


async def later(sent_before: timedelta = timedelta(0)) -> None:
    """Time passes: everything is due, and what was sent was sent ``sent_before`` ago."""
    async with transaction() as session:
        past = now() - timedelta(seconds=1)
        await session.execute(
            update(ProviderJob).values(next_attempt_at=past, lease_until=None, lease_holder=None)
        )
        if sent_before:
            await session.execute(update(ProviderJob).values(sent_at=ProviderJob.sent_at - sent_before))


async def poll(queue: FakeQueue) -> None:
    await later()
    await BODIES["provider.poll"]()
    await queue.run()


async def books(actor: Actor) -> tuple[int, int]:
    """Available and reserved; the ledger's sum must be the same."""
    async with reading() as session:
        balance = await get_balance(session, actor)
        total = await session.scalar(text("select sum(amount) from ledger_entry"))
    assert total in (None, balance.available)
    return balance.available, balance.reserved


async def accepted(generation_id: UUID) -> bool:
    """Whether the provider is known to have it."""
    async with reading() as session:
        mine = select(col(ProviderJob.provider_id)).where(col(ProviderJob.generation_id) == generation_id)
        return await session.scalar(mine) is not None


async def open_jobs() -> int:
    async with reading() as session:
        found = await session.scalar(
            select(func.count()).select_from(ProviderJob).where(col(ProviderJob.status) != "ended")
        )
    return found or 0


async def test_a_canceled_one_is_canceled_there(remote: FakeProvider, owner: Actor, queue: FakeQueue) -> None:
    own = await ask(owner)
    await queue.run()
    remote.faults = ["cancel down"]
    async with transaction() as session:
        await cancel_generation(session, owner, own.id)
    await queue.run()
    assert len(remote.running()) == 1
    await poll(queue)
    assert remote.running() == []
    assert await open_jobs() == 0
    assert await books(owner) == (80, 0)


async def test_one_canceled_while_its_create_is_on_the_way(
    remote: FakeProvider, owner: Actor, queue: FakeQueue
) -> None:
    own = await ask(owner)
    remote.faults = ["lost after"]
    await queue.run()
    async with transaction() as session:
        await cancel_generation(session, owner, own.id)
    await later()
    await queue.run()
    await poll(queue)
    assert remote.running() == []
    assert await open_jobs() == 0


async def test_one_past_its_deadline_is_canceled_there(
    remote: FakeProvider, owner: Actor, queue: FakeQueue
) -> None:
    own = await ask(owner)
    await queue.run()
    async with transaction() as session:
        await session.execute(text("update generation set deadline_at = now() - interval '1 second'"))
    await BODIES["generation.recover"]()
    await queue.run()
    assert (await read(owner, own)).status == "failed"
    assert remote.running() == []
    assert remote.runs[remote.ids[0]].create.deadline_seconds > 1700


async def test_webhook_and_poll_at_once_make_one_set(
    remote: FakeProvider, owner: Actor, queue: FakeQueue
) -> None:
    await ask(owner)
    await queue.run()
    remote.succeed(remote.ids[0])
    client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app=make_api()), base_url="http://test")
    told = {"content": remote.ids[0], "headers": {"webhook-id": "m1", "webhook-signature": "right"}}
    wrong = {**told, "headers": {"webhook-id": "m2", "webhook-signature": "wrong"}}
    assert (await client.post("/api/webhooks/replicate", **wrong)).status_code == 400
    for _ in range(2):
        assert (await client.post("/api/webhooks/replicate", **told)).status_code == 204
    await later()
    await BODIES["provider.poll"]()
    await queue.run()
    assert [job.name for job in queue.done].count("webhook_inbox.process") == 1
    assert remote.calls.count("fetch") == 2
    async with reading() as session:
        assert await session.scalar(select(func.count()).select_from(Output)) == 2
        assert (
            await session.scalar(text("select count(*) from webhook_event where processed_at is null")) == 0
        )
    assert await books(owner) == (70, 0)
    await client.aclose()


async def test_many_are_asked_for_by_one_list(remote: FakeProvider, owner: Actor, queue: FakeQueue) -> None:
    for _ in range(8):
        await ask(owner, count=1)
    async with transaction() as session:
        await session.execute(text("update plan set running_max = 100"))
    await queue.run()
    assert len(remote.ids) == 8
    remote.calls.clear()
    await poll(queue)
    assert remote.calls == ["list"]


async def test_a_vanished_version_is_refused_before_anybody_pays(remote: FakeProvider, owner: Actor) -> None:
    async with transaction() as session:
        for model in await list_models(session):
            await record_check(session, model.id, None)
    with pytest.raises(NotConfigured, match="does not know this version"):
        await ask(owner)
    assert await books(owner) == (80, 0)


async def test_a_provider_that_asks_for_a_pause_after_its_webhook_is_asked_by_the_poller(
    remote: FakeProvider, owner: Actor, queue: FakeQueue
) -> None:
    own = await ask(owner)
    await queue.run()
    remote.succeed(remote.ids[0])
    remote.always = ProviderRateLimited(1.0)
    await webhook_arrives(remote.name, remote.ids[0])
    remote.always = None
    await poll(queue)
    assert (await read(owner, own)).status == "succeeded"
