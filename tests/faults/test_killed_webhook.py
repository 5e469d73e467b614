"""A worker that is killed while it sends a webhook, after the commit that asked for it."""

import asyncio
import json

import pytest
from sqlalchemy import text

from influencer_app.db.outbox import enqueue, member_topic
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.webhooks.jobs import RequeueDeliveries
from influencer_app.domain.webhooks.schemas import NewWebhook
from influencer_app.domain.webhooks.service import create_webhook, send_test
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime
from tests.doubles.webhooks.receiver import Receiver
from tests.doubles.webhooks.serving import serving
from tests.faults.processes import workers

pytestmark = pytest.mark.faults


async def test_the_next_worker_sends_it_again_under_the_same_id(
    app: Runtime, settings: Settings, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEBHOOKS_ALLOW_PRIVATE", "true")
    receiver = Receiver(answers=["hang"])
    attempted = app.events.listen(member_topic(owner.workspace_id, owner.person_id))
    hearing = asyncio.ensure_future(anext(attempted))
    async with serving(receiver) as port, asyncio.timeout(90):
        async with transaction() as session:
            new = NewWebhook(url=f"http://127.0.0.1:{port}/", events=["generation.failed"])
            hook = await create_webhook(session, owner, new)
        async with transaction() as session:
            test = await send_test(session, owner, hook.id)
        with workers(settings, "io") as running:
            await receiver.arrived.wait()
            running["io"].kill()
            receiver.released.set()
            async with transaction() as session:
                await session.execute(
                    text("update webhook_delivery set next_attempt_at = now(), sending_until = now()")
                )
                enqueue(session, RequeueDeliveries())
            running["io"].start()
            await hearing
    async with reading() as session:
        found = (await session.execute(text("select id, status, attempts from webhook_delivery"))).one()
    assert tuple(found) == (test.id, "delivered", 2)
    assert len({one["webhook-id"] for one in receiver.headers}) == 1
    assert [json.loads(body)["type"] for body in receiver.bodies] == ["webhook.test"] * 2
    assert receiver.is_signed_by(hook.secret or "")
