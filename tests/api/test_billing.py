"""Plans and packs over REST, against an emulated Stripe: bought, fulfilled once, changed, refused."""

import asyncio
import time
from typing import Any

import httpx2
import pytest

from influencer_app.app_services import payments as payments_service
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.billing.entitlements import get_entitlements
from influencer_app.domain.billing.offers import set_pack, set_plan_price
from influencer_app.wiring import Runtime
from tests.api.conftest import actor_of
from tests.doubles.stripe.app import Emulator
from tests.doubles.stripe.catalog import DECLINED_CARD, GOOD_CARD
from tests.fake_engine import FakeQueue
from tests.support import new_team

PACK = {"pack": "small"}
CREATOR = {"plan": "creator"}


async def buy(client: httpx2.AsyncClient, emulator: Emulator, wanted: dict[str, str], **more: str) -> str:
    """Open a checkout and pay on its page; the session's id. No webhook is delivered."""
    answer = await client.post("/api/billing/checkout", json=wanted, **more)
    assert answer.status_code == 200, answer.text
    session_id = str(answer.json()["url"]).rpartition("/")[2]
    emulator.checkout.pay(session_id, GOOD_CARD)
    return session_id


async def deliver(client: httpx2.AsyncClient, emulator: Emulator, *events: dict[str, Any]) -> None:
    """Deliver these events, or all that wait."""
    for event in events or emulator.events.taken():
        body, headers = emulator.events.signed(event)
        answer = await client.post("/api/webhooks/stripe", content=body, headers=headers)
        assert answer.status_code == 204, answer.text


async def bought(client: httpx2.AsyncClient) -> int:
    found: int = (await client.get("/api/user/credits")).json()["bought"]
    return found


async def plan_of(client: httpx2.AsyncClient) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get("/api/billing")).json()
    return found


async def test_offers_are_public_and_say_whether_they_can_be_bought(anonymous: httpx2.AsyncClient) -> None:
    found = (await anonymous.get("/api/billing/plans")).json()
    assert not found["buying"]
    prices = [(one["code"], one["month_cents"], one["year_cents"]) for one in found["plans"]]
    assert prices == [
        ("free", None, None),
        ("creator", 2900, 29000),
        ("studio", 7900, 79000),
        ("agency", 19900, 199000),
    ]
    assert [one["api_access"] for one in found["plans"]] == [False, True, True, True]
    assert [one["credits"] for one in found["packs"]] == [500, 2000, 6000]


async def test_without_stripe_nothing_can_be_bought_and_the_plan_is_shown(mine: httpx2.AsyncClient) -> None:
    assert (await mine.post("/api/billing/checkout", json=PACK)).status_code == 404
    assert (await mine.post("/api/billing/portal")).status_code == 404
    assert (await mine.post("/api/webhooks/stripe", content=b"{}")).status_code == 404
    found = await plan_of(mine)
    assert (found["plan"], found["status"], found["invoices"], found["buying"]) == ("free", "none", [], False)


async def test_a_pack_is_bought_and_granted_once_by_twenty_equal_webhooks(
    mine: httpx2.AsyncClient, selling: Emulator, queue: FakeQueue
) -> None:
    await buy(mine, selling, PACK)
    (event,) = [e for e in selling.events.taken() if e["type"] == "checkout.session.completed"]
    await asyncio.gather(*(deliver(mine, selling, event) for _ in range(20)))
    await queue.run()
    assert await bought(mine) == 500
    assert len([job for job in queue.done if job.name == "webhook_inbox.process"]) == 1


async def test_webhook_and_return_at_once_are_one_grant(
    mine: httpx2.AsyncClient, selling: Emulator, queue: FakeQueue
) -> None:
    session_id = await buy(mine, selling, PACK)
    await deliver(mine, selling)
    confirming = [mine.post("/api/billing/confirm", json={"session_id": session_id}) for _ in range(10)]
    answers = await asyncio.gather(queue.run(), *confirming)
    assert {answer.status_code for answer in answers[1:]} == {200}
    assert await bought(mine) == 500
    entries = (await mine.get("/api/user/credits/entries?bucket=bought")).json()["items"]
    assert len(entries) == 1


async def test_a_purchase_keeps_the_credits_it_was_begun_with(
    mine: httpx2.AsyncClient, selling: Emulator
) -> None:
    url = (await mine.post("/api/billing/checkout", json=PACK)).json()["url"]
    async with transaction() as session:
        await set_pack(session, "small", "One credit", 1, 100)
    selling.checkout.pay(url.rpartition("/")[2], GOOD_CARD)
    await mine.post("/api/billing/confirm", json={"session_id": url.rpartition("/")[2]})
    assert await bought(mine) == 500


async def test_a_page_that_was_left_or_declined_grants_nothing(
    mine: httpx2.AsyncClient, selling: Emulator, queue: FakeQueue
) -> None:
    url = (await mine.post("/api/billing/checkout", json=PACK)).json()["url"]
    page = httpx2.post(url, data={"card": DECLINED_CARD})
    assert (page.status_code, "declined" in page.text) == (200, True)
    name = url.rpartition("/")[2]
    assert (await mine.post("/api/billing/confirm", json={"session_id": name})).status_code == 200
    selling.checkout.expire(name)
    await deliver(mine, selling)
    await queue.run()
    assert await bought(mine) == 0


async def test_a_subscription_sets_the_plan_and_grants_nothing(
    mine: httpx2.AsyncClient, selling: Emulator, queue: FakeQueue
) -> None:
    actor = await actor_of(mine)
    await buy(mine, selling, {"plan": "studio", "interval": "year"})
    await deliver(mine, selling)
    await queue.run()
    found = await plan_of(mine)
    assert (found["plan"], found["status"], found["interval"]) == ("studio", "active", "year")
    assert found["payment_method"]["last4"] == "4242"
    assert [(one["total"], one["status"]) for one in found["invoices"]] == [(79000, "paid")]
    assert found["invoices"][0]["pdf_url"].endswith(".pdf")
    assert found["invoices"][0]["number"] == "EM-0001"
    assert await bought(mine) == 0
    async with reading() as session:
        allowed = await get_entitlements(session, actor.workspace_id)
    assert (allowed.watermark, allowed.running_max, allowed.api_access) == (False, 4, True)


async def test_a_second_plan_is_refused_and_the_portal_opens(
    mine: httpx2.AsyncClient, selling: Emulator
) -> None:
    assert (await mine.post("/api/billing/portal")).status_code == 404
    session_id = await buy(mine, selling, CREATOR)
    await mine.post("/api/billing/confirm", json={"session_id": session_id})
    second = await mine.post("/api/billing/checkout", json={"plan": "studio"})
    assert second.status_code == 409
    assert "Manage billing" in second.json()["detail"]
    portal = (await mine.post("/api/billing/portal")).json()["url"]
    assert "Cancel plan" in httpx2.get(portal).text
    assert (await mine.post("/api/billing/checkout", json=PACK)).status_code == 200


async def test_of_two_open_checkouts_of_plans_the_first_is_closed(
    mine: httpx2.AsyncClient, selling: Emulator
) -> None:
    first = (await mine.post("/api/billing/checkout", json=CREATOR)).json()["url"].rpartition("/")[2]
    await mine.post("/api/billing/checkout", json={"plan": "studio"})
    assert selling.store.objects[first]["status"] == "expired"


async def test_events_in_any_order_end_in_the_same_state(
    mine: httpx2.AsyncClient, selling: Emulator, queue: FakeQueue
) -> None:
    await buy(mine, selling, CREATOR)
    (one,) = selling.store.all("subscription")
    selling.subscriptions.set_canceling(one, canceling=True)
    selling.subscriptions.end(one)
    events = selling.events.taken()
    last = next(e for e in events if e["type"] == "customer.subscription.deleted")
    await deliver(mine, selling, last)
    await queue.run()
    await deliver(mine, selling, *reversed(events))
    await queue.run()
    assert (await plan_of(mine))["plan"] == "free"
    assert (await plan_of(mine))["status"] == "none"


async def test_an_answer_that_is_older_than_what_was_applied_is_fetched_again(
    mine: httpx2.AsyncClient, selling: Emulator, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_id = await buy(mine, selling, CREATOR)
    await mine.post("/api/billing/confirm", json={"session_id": session_id})
    (one,) = selling.store.all("subscription")
    selling.subscriptions.set_canceling(one, canceling=True)
    event = selling.events.taken()[-1]
    payments = payments_service.payments()
    fetch, late = type(payments).get_subscription, []

    async def slow(self: Any, name: str) -> Any:
        told = await fetch(self, name)
        if not late:
            late.append(told)
            selling.subscriptions.set_canceling(one, canceling=False)
            await mine.post("/api/billing/confirm", json={"session_id": session_id})
        return told

    monkeypatch.setattr(type(payments), "get_subscription", slow)
    await deliver(mine, selling, event)
    await queue.run()
    assert late[0].cancels_at is not None
    assert (await plan_of(mine))["cancels_at"] is None


async def test_a_running_subscription_keeps_its_price(mine: httpx2.AsyncClient, selling: Emulator) -> None:
    session_id = await buy(mine, selling, CREATOR)
    async with transaction() as session:
        await set_plan_price(session, "creator", "month", 9900)
    await mine.post("/api/billing/confirm", json={"session_id": session_id})
    assert (await plan_of(mine))["plan"] == "creator"
    selling.advance(days=32)
    invoices = (await plan_of(mine))["invoices"]
    assert [one["total"] for one in invoices] == [2900, 2900]
    offered = (await mine.get("/api/billing/plans")).json()["plans"]
    assert offered[1]["month_cents"] == 9900


@pytest.mark.parametrize(
    "wanted",
    [
        {"plan": "gold"},
        {"pack": "huge"},
        {"pack": "small\0"},
        {"plan": "free"},
        {"plan": "creator", "interval": "week"},
        {},
        {"plan": "creator", "pack": "small"},
    ],
)
async def test_what_is_not_sold_is_bad_input(
    mine: httpx2.AsyncClient, selling: Emulator, wanted: dict[str, str]
) -> None:
    assert (await mine.post("/api/billing/checkout", json=wanted)).status_code == 400
    assert selling.store.all("checkout.session") == []


async def test_only_owners_buy_and_members_see_the_plan(
    mine: httpx2.AsyncClient, theirs: httpx2.AsyncClient, selling: Emulator
) -> None:
    team = await new_team(await actor_of(mine), viewer=await actor_of(theirs))
    there = {"X-Workspace": str(team.workspace_id)}
    session_id = await buy(mine, selling, PACK, headers=there)
    assert (await theirs.post("/api/billing/checkout", json=PACK, headers=there)).status_code == 403
    assert (await theirs.post("/api/billing/portal", headers=there)).status_code == 403
    assert (await theirs.get("/api/billing", headers=there)).status_code == 200
    asked = {"session_id": session_id}
    assert (await theirs.post("/api/billing/confirm", json=asked)).status_code == 404
    assert (await theirs.post("/api/billing/confirm", json=asked, headers=there)).status_code == 200
    assert await bought(mine) == 0


async def test_hostile_deliveries_are_refused_and_change_nothing(
    mine: httpx2.AsyncClient, selling: Emulator, queue: FakeQueue
) -> None:
    await buy(mine, selling, PACK)
    event = selling.events.taken()[-1]
    signed = selling.events.signed
    old = int(time.time()) - 301
    body, right = signed(event)
    hostile = [
        (body, {}),
        (body + " ", right),
        (body, {"Stripe-Signature": "t=now,v1=é".encode()}),
        signed(event, secret="whsec_other"),
        signed(event, at=old),
        signed({**event, "account": "acct_other"}),
        signed({**event, "livemode": True}),
        signed({"id": "evt_1"}),
        ("[]", signed(event)[1]),
        (b"\xff", right),
    ]
    for content, headers in hostile:
        answer = await mine.post("/api/webhooks/stripe", content=content, headers=headers)
        assert answer.status_code == 400, (content, headers)
    assert queue.jobs == []
    await deliver(mine, selling, {**event, "id": "evt_unknown", "type": "invoice.will_be_due"})
    await queue.run()
    assert await bought(mine) == 0


@pytest.mark.parametrize("fault", ["500", "lost"])
async def test_stripe_in_trouble_makes_one_purchase_or_none(
    mine: httpx2.AsyncClient, selling: Emulator, fault: str
) -> None:
    selling.fault(fault)
    answer = await mine.post("/api/billing/checkout", json=PACK)
    assert answer.status_code == 200
    assert len(selling.store.all("checkout.session")) == len(selling.store.all("customer")) == 1


async def test_stripe_down_is_said_and_nothing_is_half_bought(
    mine: httpx2.AsyncClient, selling: Emulator
) -> None:
    selling.fault(*["500"] * 3)
    answer = await mine.post("/api/billing/checkout", json=PACK)
    assert answer.status_code == 503
    assert "Nothing was charged" in answer.json()["detail"]
    assert (await mine.post("/api/billing/checkout", json=PACK)).status_code == 200
    selling.fault(*["500"] * 3)
    assert (await plan_of(mine))["invoices"] is None


async def test_a_wrong_key_is_for_the_operator(mine: httpx2.AsyncClient, selling: Emulator) -> None:
    selling.key = "sk_test_other"
    answer = await mine.post("/api/billing/checkout", json=PACK)
    assert answer.status_code == 503
    assert "tell the operator" in answer.json()["detail"]


async def test_calls_are_pinned_and_carry_keys_of_our_own(
    mine: httpx2.AsyncClient, selling: Emulator, app: Runtime
) -> None:
    await buy(mine, selling, PACK)
    assert {headers["stripe-version"] for headers in selling.headers} == {"2026-10-28.endive"}
    keys = [headers["idempotency-key"] for headers in selling.headers if "idempotency-key" in headers]
    assert [key.split(":")[0] for key in keys] == ["customer", "price", "checkout"]
    assert all("x-stripe-client-telemetry" not in headers for headers in selling.headers)
