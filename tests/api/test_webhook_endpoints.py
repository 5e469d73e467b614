"""Outgoing webhooks over REST, and their deliveries to a receiver that verifies them."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx2
import pytest
from sqlalchemy import text, update
from sqlmodel import col

from influencer_app.app_services.webhooks import SENT_BY_HAND_PER_MINUTE
from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.ports import CipherPort, Rotated
from influencer_app.domain.webhooks.deliveries import delete_old_deliveries
from influencer_app.domain.webhooks.events import EVENTS
from influencer_app.domain.webhooks.models import Delivery, WebhookEndpoint
from influencer_app.domain.webhooks.ports import WebhookSender
from influencer_app.domain.webhooks.rules import (
    AT_ONCE,
    BACKOFF,
    ENDPOINTS_MAX,
    GIVEN_UP_AFTER,
    JITTER,
    RETRY_AFTER_MAX,
    pause_after,
)
from influencer_app.domain.webhooks.secret_rotation import rotate_webhook_secrets
from influencer_app.domain.workspaces.service import remove_member
from influencer_app.errors import PolicyRefused
from influencer_app.integrations.encryption.fernet import FernetCipher
from influencer_app.integrations.webhooks.sender import HttpWebhooks
from influencer_app.wiring import Runtime
from tests.api.conftest import actor_of
from tests.doubles.webhooks.receiver import Receiver
from tests.doubles.webhooks.serving import serving
from tests.fake_engine import BODIES, FakeEngine, FakeQueue
from tests.mails import use_mailbox
from tests.runtime import substitute
from tests.support import every_row, new_team

HOOKS = "/api/user/webhooks"
ALL = list(EVENTS)


async def loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


@asynccontextmanager
async def receiving(
    monkeypatch: pytest.MonkeyPatch, queue: FakeQueue, *answers: Any
) -> AsyncIterator[tuple[Receiver, str]]:
    """A receiver, and its address; any host name leads to it."""
    receiver = Receiver(answers=list(answers))
    sender = HttpWebhooks("Evermuse-Webhooks", allow_private=True, resolve=loopback)
    substitute(monkeypatch, {WebhookSender: sender}, queue=queue)
    try:
        async with serving(receiver) as port:
            yield receiver, f"http://hooks.example:{port}/hook"
            receiver.released.set()
    finally:
        await sender.aclose()


async def make_hook(client: httpx2.AsyncClient, url: str, events: list[str] | None = None) -> dict[str, Any]:
    answer = await client.post(HOOKS, json={"url": url, "events": events or ALL})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def deliveries_of(client: httpx2.AsyncClient, hook: dict[str, Any]) -> list[dict[str, Any]]:
    answer = await client.get(f"{HOOKS}/{hook['id']}/deliveries")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def become_due() -> None:
    """As if the pauses had passed."""
    async with transaction() as session:
        await session.execute(
            update(Delivery)
            .where(col(Delivery.next_attempt_at).is_not(None))
            .values(next_attempt_at=now() - timedelta(seconds=1), sending_until=None)
        )


async def try_again(queue: FakeQueue) -> None:
    await become_due()
    await BODIES["webhooks.requeue"]()
    await queue.run()


async def test_a_finished_generation_is_told_signed_and_without_its_prompt(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving(monkeypatch, queue) as (receiver, url):
        hook = await make_hook(mine, url, ["generation.succeeded"])
        made = (await mine.post("/api/generate/image", json={"prompt": "a velvetsecret beach"})).json()
        await queue.run()
        told = receiver.verified(hook["secret"])
        assert told["type"] == "generation.succeeded"
        assert told["data"]["id"] == made["id"]
        assert told["data"]["status"] == "succeeded"
        assert "velvetsecret" not in receiver.bodies[0]
        found = (await mine.get(f"/api/generations/{made['id']}")).json()
        for name in set(told["data"]) - {"workspace_id"}:
            shown = found[name].replace("Z", "+00:00") if name.endswith("_at") else found[name]
            assert told["data"][name] == shown, name
    (delivery,) = await deliveries_of(mine, hook)
    assert (delivery["status"], delivery["attempts"], delivery["response_code"]) == ("delivered", 1, 204)
    assert receiver.headers[0]["webhook-id"] == f"msg_{UUID(delivery['id']).hex}"


async def test_each_event_reaches_only_who_has_asked_for_it(
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    queue: FakeQueue,
    fake_engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with receiving(monkeypatch, queue) as (receiver, url):
        await make_hook(mine, url, ["generation.failed", "generation.canceled"])
        await make_hook(theirs, url)
        waiting = (await mine.post("/api/generate/image", json={"prompt": "x"})).json()["id"]
        await mine.post(f"/api/generations/{waiting}/cancel")
        await mine.post("/api/generate/image", json={"prompt": "x"})
        await queue.run()
        fake_engine.error = PolicyRefused("Not here.")
        await mine.post("/api/generate/image", json={"prompt": "x"})
        await queue.run()
        told = [json.loads(body) for body in receiver.bodies]
        assert [one["type"] for one in told] == ["generation.canceled", "generation.failed"]
        assert told[1]["data"]["error"] == {"code": "policy-refused", "message": "Not here."}


async def test_the_secret_is_shown_once_and_encrypted(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving(monkeypatch, queue) as (_, url):
        hook = await make_hook(mine, url)
    assert hook["secret"].startswith("whsec_")
    assert (await mine.get(HOOKS)).json() == [{**hook, "secret": None}]
    assert hook["secret"] not in " ".join(await every_row())


async def test_a_new_secret_signs_beside_the_old_one_for_a_day(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving(monkeypatch, queue) as (receiver, url):
        hook = await make_hook(mine, url)
        at = f"{HOOKS}/{hook['id']}"
        changed = (await mine.patch(at, json={"rotate_secret": True})).json()
        assert changed["secret"] != hook["secret"]
        await mine.post(f"{at}/test")
        await queue.run()
        assert receiver.is_signed_by(hook["secret"])
        assert receiver.is_signed_by(changed["secret"])
        async with transaction() as session:
            await session.execute(update(WebhookEndpoint).values(old_secret_until=now()))
        await mine.post(f"{at}/test")
        await queue.run()
        assert not receiver.is_signed_by(hook["secret"])
        assert receiver.verified(changed["secret"])["data"] == {"webhook_id": hook["id"]}


async def test_failures_are_tried_again_for_a_day_under_the_same_id(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = len(BACKOFF) + 1
    async with receiving(monkeypatch, queue, *[500] * tries) as (receiver, url):
        hook = await make_hook(mine, url)
        at = f"{HOOKS}/{hook['id']}"
        test = (await mine.post(f"{at}/test")).json()
        assert (test["event"], test["status"]) == ("webhook.test", "pending")
        await queue.run()
        assert len(receiver.bodies) == 1
        again = await mine.post(f"{at}/deliveries/{test['id']}/redeliver")
        assert again.status_code == 409
        for made in range(1, tries):
            (delivery,) = await deliveries_of(mine, hook)
            assert (delivery["status"], delivery["attempts"]) == ("pending", made)
            await BODIES["webhooks.requeue"]()
            assert queue.jobs == []
            await try_again(queue)
        (delivery,) = await deliveries_of(mine, hook)
        assert (delivery["status"], delivery["attempts"], delivery["response_code"]) == ("failed", tries, 500)
        assert {one["webhook-id"] for one in receiver.headers} == {f"msg_{UUID(test['id']).hex}"}
        again = await mine.post(f"{at}/deliveries/{test['id']}/redeliver")
        assert again.status_code == 202
        await queue.run()
        (delivery,) = await deliveries_of(mine, hook)
        assert (delivery["status"], delivery["attempts"], len(receiver.bodies)) == ("delivered", 1, tries + 1)


def test_pauses_grow_for_a_day_and_respect_what_is_asked_for() -> None:
    for attempts, pause in enumerate(BACKOFF, 1):
        found = pause_after(attempts, None)
        assert found is not None
        assert pause * (1 - JITTER) <= found <= pause * (1 + JITTER)
    assert timedelta(hours=20) < sum(BACKOFF, timedelta()) < timedelta(hours=28)
    assert pause_after(len(BACKOFF) + 1, timedelta(seconds=1)) is None
    assert pause_after(1, timedelta(hours=1)) == timedelta(hours=1)
    assert pause_after(1, timedelta(days=400)) == RETRY_AFTER_MAX
    short = pause_after(1, timedelta(seconds=1))
    assert short is not None
    assert short > timedelta(seconds=30)


async def test_retry_after_moves_the_next_attempt(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving(monkeypatch, queue, (503, {"retry-after": "3600"})) as (_, url):
        hook = await make_hook(mine, url)
        await mine.post(f"{HOOKS}/{hook['id']}/test")
        await queue.run()
    async with reading() as session:
        due = await session.scalar(text("select next_attempt_at - attempted_at from webhook_delivery"))
    assert timedelta(minutes=59) < due < timedelta(minutes=61)


async def test_an_endpoint_that_is_gone_is_disabled_at_once_with_a_mail(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = use_mailbox(monkeypatch)
    async with receiving(monkeypatch, queue, 410) as (receiver, url):
        hook = await make_hook(mine, url)
        at = f"{HOOKS}/{hook['id']}"
        first = (await mine.post(f"{at}/test")).json()
        second = (await mine.post(f"{at}/test")).json()
        await queue.run()
        ended = {one["id"]: one for one in await deliveries_of(mine, hook)}
        assert (ended[first["id"]]["status"], ended[first["id"]]["response_code"]) == ("failed", 410)
        assert (ended[second["id"]]["status"], ended[second["id"]]["attempts"]) == ("failed", 0)
        assert len(receiver.bodies) == 1
        (listed,) = (await mine.get(HOOKS)).json()
        assert (listed["enabled"], listed["disabled_reason"]) == (False, "gone")
        for path in ("test", f"deliveries/{first['id']}/redeliver"):
            assert (await mine.post(f"{at}/{path}")).status_code == 409
        assert (await mine.patch(at, json={"enabled": True})).json()["disabled_reason"] is None
        assert (await mine.post(f"{at}/test")).status_code == 202
    mails = [mail for mail in await mailbox.collect() if "webhook" in mail.subject]
    assert [(mail.to, "hooks.example" in mail.text) for mail in mails] == [("owner@example.com", True)]
    assert url not in mails[0].text


async def test_after_five_days_without_success_it_is_disabled_and_one_success_forgives(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail_since(ago: timedelta) -> None:
        async with transaction() as session:
            await session.execute(update(WebhookEndpoint).values(failing_since=now() - ago))

    mailbox = use_mailbox(monkeypatch)
    async with receiving(monkeypatch, queue, 500, 500, 204, 500, 500) as (_, url):
        hook = await make_hook(mine, url)
        at, enabled = f"{HOOKS}/{hook['id']}", []
        for ago in (timedelta(0), GIVEN_UP_AFTER - timedelta(hours=1), GIVEN_UP_AFTER, None, GIVEN_UP_AFTER):
            if ago is not None:
                await fail_since(ago)
            await mine.post(f"{at}/test")
            await queue.run()
            (listed,) = (await mine.get(HOOKS)).json()
            enabled.append((listed["enabled"], listed["failing_since"] is None))
        assert enabled == [(True, False), (True, False), (True, True), (True, False), (False, False)]
        assert listed["disabled_reason"] == "failing"
    assert len([mail for mail in await mailbox.collect() if "webhook" in mail.subject]) == 1


async def test_a_paused_webhook_is_told_nothing(
    mine: httpx2.AsyncClient, queue: FakeQueue, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving(monkeypatch, queue) as (receiver, url):
        hook = await make_hook(mine, url)
        changed = await mine.patch(f"{HOOKS}/{hook['id']}", json={"enabled": False})
        assert changed.json()["disabled_reason"] == "paused"
        await mine.post("/api/generate/image", json={"prompt": "x"})
        await queue.run()
        assert receiver.bodies == []
        assert await deliveries_of(mine, hook) == []


async def test_what_was_lost_between_commit_and_queue_is_sent(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what a worker that died had claimed."""
    async with receiving(monkeypatch, queue) as (receiver, url):
        hook = await make_hook(mine, url)
        await mine.post(f"{HOOKS}/{hook['id']}/test")
        queue.jobs.clear()
        await BODIES["webhooks.requeue"]()
        assert queue.jobs == []
        await try_again(queue)
        assert len(receiver.bodies) == 1
        await mine.post(f"{HOOKS}/{hook['id']}/test")
        newest = (await deliveries_of(mine, hook))[0]["id"]
        async with transaction() as session:
            died = {"attempts": 1, "sending_until": now() + timedelta(seconds=30)}
            await session.execute(update(Delivery).where(col(Delivery.id) == UUID(newest)).values(died))
        await queue.run()
        assert len(receiver.bodies) == 1
        await try_again(queue)
        newest = (await deliveries_of(mine, hook))[0]
        assert (newest["status"], newest["attempts"], len(receiver.bodies)) == ("delivered", 2, 2)


async def test_one_slow_endpoint_is_asked_few_times_at_once_and_holds_up_no_other(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = AT_ONCE * 3
    async with receiving(monkeypatch, queue) as (slow, slow_url):
        quick = Receiver()
        slow.answers = ["hang"] * many
        async with serving(quick) as port:
            hook = await make_hook(mine, slow_url)
            other = await make_hook(mine, f"http://quick.example:{port}/")
            for _ in range(many):
                await mine.post(f"{HOOKS}/{hook['id']}/test")
            test = await mine.post(f"{HOOKS}/{other['id']}/test")
            assert test.status_code == 202
            jobs, queue.jobs = list(queue.jobs), type(queue.jobs)()
            running = [asyncio.create_task(BODIES[one.name](**one.arguments())) for one in jobs]
            ended = iter(asyncio.as_completed(running))
            for _ in range(many + 1 - AT_ONCE):
                await next(ended)
            assert (len(quick.bodies), len(slow.bodies)) == (1, AT_ONCE)
            slow.released.set()
            await asyncio.gather(*running)
            await queue.run()
        assert slow.open_max <= AT_ONCE
        assert len(slow.bodies) == many
        assert {one["status"] for one in await deliveries_of(mine, hook)} == {"delivered"}


async def test_the_sweep_takes_a_few_of_each_endpoint_and_puts_off_the_rest(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving(monkeypatch, queue) as (_, url):
        busy, calm = await make_hook(mine, url), await make_hook(mine, url)
        for _ in range(AT_ONCE + 3):
            await mine.post(f"{HOOKS}/{busy['id']}/test")
        await mine.post(f"{HOOKS}/{calm['id']}/test")
        queue.jobs.clear()
        await become_due()
        await BODIES["webhooks.requeue"]()
        assert len(queue.jobs) == AT_ONCE + 1
        async with reading() as session:
            due = await session.scalar(
                text("select count(*) from webhook_delivery where next_attempt_at <= now()")
            )
        assert due == AT_ONCE + 1


async def test_webhooks_are_their_makers_and_end_with_the_membership(
    mine: httpx2.AsyncClient,
    theirs: httpx2.AsyncClient,
    queue: FakeQueue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    member = await actor_of(theirs)
    team = await new_team(await actor_of(mine), editor=member)
    async with receiving(monkeypatch, queue) as (_, url):
        theirs.headers["x-workspace"] = mine.headers["x-workspace"] = str(team.workspace_id)
        hook = await make_hook(theirs, url)
        at = f"{HOOKS}/{hook['id']}"
        test = (await theirs.post(f"{at}/test")).json()
        assert (await mine.get(HOOKS)).json() == []
        for method, path, body in (
            ("GET", f"{at}/deliveries", None),
            ("PATCH", at, {"enabled": False}),
            ("POST", f"{at}/test", None),
            ("POST", f"{at}/deliveries/{test['id']}/redeliver", None),
            ("DELETE", at, None),
        ):
            assert (await mine.request(method, path, json=body)).status_code == 404, path
        own = await make_hook(mine, url)
        foreign = f"{HOOKS}/{own['id']}/deliveries/{test['id']}/redeliver"
        assert (await mine.post(foreign)).status_code == 404
    async with transaction() as session:
        await remove_member(session, team.workspace_id, member.person_id)
    async with reading() as session:
        assert await session.scalar(text("select count(*) from webhook_endpoint")) == 1
        assert await session.scalar(text("select count(*) from webhook_delivery")) == 0


async def test_bad_input_is_told_at_its_field(mine: httpx2.AsyncClient) -> None:
    """Also by the sender that is used in earnest: this machine is no place for webhooks."""
    good = {"url": "https://hooks.example/", "events": ["generation.failed"]}
    for change, field in (
        ({"url": "https://127.0.0.1/"}, "url"),
        ({"url": "https://localhost:8443/"}, "url"),
        ({"url": "http://hooks.example/"}, "url"),
        ({"url": ""}, "url"),
        ({"url": "https://hooks.example/" + "x" * 2000}, "url"),
        ({"events": []}, "events"),
        ({"events": ["generation.failed"] * 2, "url": "https://8.8.8.8/"}, "events"),
        ({"events": ["webhook.test"]}, "events.0"),
        ({"secret": "whsec_mine"}, "secret"),
    ):
        answer = await mine.post(HOOKS, json={**good, **change})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field), change
    for _ in range(ENDPOINTS_MAX):
        await make_hook(mine, "https://8.8.8.8/")
    assert (await mine.post(HOOKS, json={**good, "url": "https://8.8.8.8/"})).status_code == 409
    hook = (await mine.get(HOOKS)).json()[0]
    refused = await mine.patch(f"{HOOKS}/{hook['id']}", json={"url": "https://10.0.0.1/"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "url")
    changed = await mine.patch(f"{HOOKS}/{hook['id']}", json={"events": ["generation.failed"]})
    assert changed.json() == {**hook, "events": ["generation.failed"]}
    assert (await mine.delete(f"{HOOKS}/{hook['id']}")).status_code == 204
    assert len((await mine.get(HOOKS)).json()) == ENDPOINTS_MAX - 1


async def test_what_is_sent_by_hand_is_limited(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving(monkeypatch, queue) as (_, url):
        hook = await make_hook(mine, url)
        at = f"{HOOKS}/{hook['id']}/test"
        found = [(await mine.post(at)).status_code for _ in range(SENT_BY_HAND_PER_MINUTE + 1)]
        assert found == [202] * SENT_BY_HAND_PER_MINUTE + [429]


async def test_secrets_are_encrypted_anew_with_a_new_key_and_unreadable_ones_are_told(
    mine: httpx2.AsyncClient, app: Runtime, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = app.settings.secret_keys
    both = FernetCipher(("a-new-key-of-more-than-32-characters", *before))
    new = FernetCipher(("a-new-key-of-more-than-32-characters",))
    async with receiving(monkeypatch, queue) as (receiver, url):
        hook = await make_hook(mine, url)
        await mine.patch(f"{HOOKS}/{hook['id']}", json={"rotate_secret": True})
        substitute(monkeypatch, {CipherPort: new}, queue=queue)
        await mine.post(f"{HOOKS}/{hook['id']}/test")
        await queue.run()
        (delivery,) = await deliveries_of(mine, hook)
        assert ("secret" in delivery["error"], delivery["status"]) == (True, "pending")
        async with transaction() as session:
            assert await rotate_webhook_secrets(session, None, 10) == Rotated(0, 1, None)
        substitute(monkeypatch, {CipherPort: both}, queue=queue)
        async with transaction() as session:
            assert await rotate_webhook_secrets(session, None, 1) == Rotated(1, 0, UUID(hook["id"]))
            assert await rotate_webhook_secrets(session, UUID(hook["id"]), 1) == Rotated(0, 0, None)
        substitute(monkeypatch, {CipherPort: new}, queue=queue)
        await try_again(queue)
        assert receiver.is_signed_by(hook["secret"])


async def test_old_deliveries_are_deleted(
    mine: httpx2.AsyncClient, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving(monkeypatch, queue) as (_, url):
        hook = await make_hook(mine, url)
        for _ in "123":
            await mine.post(f"{HOOKS}/{hook['id']}/test")
    async with transaction() as session:
        assert await delete_old_deliveries(session, now() - timedelta(days=30), 2) == 0
        assert await delete_old_deliveries(session, now() + timedelta(seconds=1), 2) == 2
    assert len(await deliveries_of(mine, hook)) == 1
