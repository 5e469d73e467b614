"""Payments over time: a year of a subscription, failed cards, what no webhook told, and failures."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlmodel import col

from influencer_app.app_services import payments
from influencer_app.db.base import new_id
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.billing.billing_detail import StoredBilling, read_billing
from influencer_app.domain.billing.entitlements import get_entitlements
from influencer_app.domain.billing.offers import change_plan_fields
from influencer_app.domain.billing.schemas import NewCheckout
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.credits.service import reserve
from influencer_app.domain.mail.models import Mail
from influencer_app.domain.webhook_inbox.models import WebhookEvent
from influencer_app.domain.webhook_inbox.service import receive_event
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict
from tests.doubles.stripe.app import Emulator
from tests.doubles.stripe.catalog import FAILS_LATER_CARD, GOOD_CARD, keep_card
from tests.fake_engine import BODIES, FakeQueue
from tests.support import new_team

PACK = NewCheckout(pack="small")
CREATOR = NewCheckout(plan="creator")


async def buy(actor: Actor, emulator: Emulator, wanted: NewCheckout, card: str = GOOD_CARD) -> str:
    """Open a checkout and pay on its page; the session's id."""
    session_id = (await payments.start_checkout(actor, wanted)).rpartition("/")[2]
    emulator.checkout.pay(session_id, card)
    return session_id


async def deliver(emulator: Emulator, queue: FakeQueue) -> list[str]:
    """All events that wait arrive, verified, and are processed; what they were about."""
    events = emulator.events.taken()
    async with transaction() as session:
        for event in events:
            await receive_event(session, "stripe", event["id"], event["data"]["object"]["id"], event["type"])
    await queue.run()
    return [event["type"] for event in events]


async def billing(actor: Actor) -> StoredBilling:
    async with reading() as session:
        return await read_billing(session, actor)


async def mails() -> list[str]:
    async with reading() as session:
        return list(await session.scalars(select(col(Mail.template)).order_by(col(Mail.created_at))))


async def bought(actor: Actor) -> int:
    async with reading() as session:
        return (await get_balance(session, actor)).bought


def renew(emulator: Emulator) -> None:
    """Let time pass until an hour after the next period has begun."""
    end = emulator.store.all("subscription")[0]["items"]["data"][0]["current_period_end"]
    emulator.advance(days=(end - emulator.store.clock.now() + 3600) / 86_400)


@pytest.fixture
def clock(selling: Emulator, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """Our billing reads the emulator's clock, which stands still until it is advanced."""
    selling.store.clock.frozen_at = int(datetime(2026, 1, 31, 12, tzinfo=UTC).timestamp())
    ticks = iter(range(10**9))

    def now() -> datetime:
        moment = datetime.fromtimestamp(selling.store.clock.now(), UTC)
        return moment + timedelta(microseconds=next(ticks))

    for module in ("subscriptions", "purchases"):
        monkeypatch.setattr(f"influencer_app.domain.billing.{module}.now", now)
    monkeypatch.setattr("influencer_app.app_services.payment_events.now", now)
    return selling


async def test_a_year_of_a_subscription(owner: Actor, clock: Emulator, queue: FakeQueue) -> None:
    await buy(owner, clock, CREATOR)
    await deliver(clock, queue)
    (one,) = clock.store.all("subscription")
    assert (await billing(owner)).plan == "creator"
    assert one["items"]["data"][0]["current_period_end"] == datetime(2026, 2, 28, 12, tzinfo=UTC).timestamp()

    clock.advance(days=75)
    assert (await deliver(clock, queue)).count("invoice.paid") == 2
    assert (await billing(owner)).plan == "creator"

    await payments.open_portal(owner)
    prices = {
        (clock.store.objects[price["product"]]["name"], price["recurring"]["interval"]): price
        for price in clock.store.all("price")
    }
    clock.subscriptions.change(one, prices["Studio", "month"])
    await deliver(clock, queue)
    assert (await billing(owner)).plan == "studio"
    invoice = clock.store.objects[one["latest_invoice"]]
    assert [line["amount"] < 0 for line in invoice["lines"]["data"]] == [True, False]
    assert 0 < invoice["total"] < 7900

    clock.subscriptions.change(one, prices["Creator", "month"])
    await deliver(clock, queue)
    found = await billing(owner)
    assert found.subscription is not None
    assert (found.plan, found.subscription.pending_plan) == ("studio", "creator")
    renew(clock)
    await deliver(clock, queue)
    found = await billing(owner)
    assert found.subscription is not None
    assert (found.plan, found.subscription.pending_plan) == ("creator", None)

    keep_card(clock.store, clock.store.all("customer")[0], FAILS_LATER_CARD)
    renew(clock)
    assert "invoice.payment_failed" in await deliver(clock, queue)
    found = await billing(owner)
    assert found.subscription is not None
    assert (found.plan, found.subscription.status) == ("creator", "past_due")
    assert await mails() == ["payment_failed"]
    keep_card(clock.store, clock.store.all("customer")[0], GOOD_CARD)
    clock.advance(days=5)
    await deliver(clock, queue)
    found = await billing(owner)
    assert found.subscription is not None
    assert (found.plan, found.subscription.grace_until) == ("creator", None)

    clock.subscriptions.set_canceling(one, canceling=True)
    await deliver(clock, queue)
    found = await billing(owner)
    assert found.subscription is not None
    assert found.subscription.cancels_at == found.subscription.renews_at
    clock.subscriptions.set_canceling(one, canceling=False)
    await deliver(clock, queue)
    found = await billing(owner)
    assert found.subscription is not None
    assert found.subscription.cancels_at is None

    clock.advance(days=190)
    await deliver(clock, queue)
    assert (await billing(owner)).plan == "creator"
    clock.subscriptions.set_canceling(one, canceling=True)
    clock.advance(days=32)
    await deliver(clock, queue)
    found = await billing(owner)
    assert (found.plan, found.subscription) == ("free", None)
    assert await bought(owner) == 0
    assert await mails() == ["payment_failed"]


async def test_a_plan_that_is_not_paid_for_ends_after_a_week_and_comes_back(
    owner: Actor, clock: Emulator, queue: FakeQueue
) -> None:
    await buy(owner, clock, CREATOR)
    keep_card(clock.store, clock.store.all("customer")[0], FAILS_LATER_CARD)
    clock.advance(days=29)
    await deliver(clock, queue)
    await BODIES["billing.end_grace"]()
    assert (await billing(owner)).plan == "creator"
    clock.advance(days=8)
    await BODIES["billing.end_grace"]()
    await BODIES["billing.end_grace"]()
    assert (await billing(owner)).plan == "free"
    assert await mails() == ["payment_failed", "plan_ended"]
    await deliver(clock, queue)
    assert (await billing(owner)).plan == "free"
    async with reading() as session:
        assert (await get_entitlements(session, owner.workspace_id)).watermark
    keep_card(clock.store, clock.store.all("customer")[0], GOOD_CARD)
    clock.subscriptions.collect_again(clock.store.all("subscription")[0])
    await deliver(clock, queue)
    assert (await billing(owner)).plan == "creator"


async def test_a_trial_is_free_and_given_to_a_person_once(
    owner: Actor, stranger: Actor, clock: Emulator, queue: FakeQueue
) -> None:
    async with transaction() as session:
        await change_plan_fields(session, "creator", "trial_days", 14)
    await buy(owner, clock, CREATOR)
    await deliver(clock, queue)
    found = await billing(owner)
    assert found.subscription is not None
    assert (found.plan, found.subscription.status) == ("creator", "trialing")
    clock.advance(days=15)
    await deliver(clock, queue)
    assert [one["total"] for one in clock.store.all("invoice")] == [0, 2900]
    team = await new_team(owner)
    await buy(team, clock, CREATOR)
    assert clock.store.all("subscription")[-1]["status"] == "active"
    await buy(stranger, clock, CREATOR)
    assert clock.store.all("subscription")[-1]["status"] == "trialing"


async def test_what_no_webhook_told_is_found_by_asking(
    owner: Actor, selling: Emulator, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    selling.events.lost = True
    await buy(owner, selling, PACK)
    await buy(owner, selling, CREATOR)
    monkeypatch.setattr("workers.billing.SETTLED_AFTER", timedelta(0))
    await BODIES["billing.reconcile"]()
    await queue.run()
    assert (await bought(owner), (await billing(owner)).plan) == (500, "creator")
    asked = selling.counts["GET events"]
    await BODIES["billing.reconcile"]()
    await queue.run()
    assert await bought(owner) == 500
    assert 0 < selling.counts["GET events"] - asked <= 2


async def test_a_silent_subscription_is_asked_about_each_day(
    owner: Actor, selling: Emulator, queue: FakeQueue
) -> None:
    await buy(owner, selling, CREATOR)
    await deliver(selling, queue)
    selling.events.lost = True
    (one,) = selling.store.all("subscription")
    selling.subscriptions.end(one)
    selling.store.objects = {k: v for k, v in selling.store.objects.items() if v["object"] != "event"}
    async with transaction() as session:
        await session.execute(text("update subscription set read_at = now() - interval '25 hours'"))
    await BODIES["billing.reconcile"]()
    assert (await billing(owner)).plan == "free"


async def test_a_failed_event_is_tried_again_and_stays_visible(
    owner: Actor, selling: Emulator, queue: FakeQueue
) -> None:
    await buy(owner, selling, PACK)
    selling.fault(*["500"] * 3)
    await deliver(selling, queue)
    async with reading() as session:
        failed = (await session.scalars(select(WebhookEvent).where(col(WebhookEvent.error) != ""))).all()
    assert [(one.attempts, one.processed_at) for one in failed] == [(1, None)]
    assert await bought(owner) in (0, 500)
    async with transaction() as session:
        await session.execute(text("update webhook_event set next_attempt_at = now() where error <> ''"))
    await BODIES["webhook_inbox.requeue"]()
    await queue.run()
    async with reading() as session:
        left = await session.scalars(select(WebhookEvent).where(col(WebhookEvent.processed_at).is_(None)))
        assert left.all() == []
    assert await bought(owner) == 500


async def test_events_of_a_workspace_that_is_gone_are_harmless(
    owner: Actor, selling: Emulator, queue: FakeQueue
) -> None:
    team = await new_team(owner)
    await buy(team, selling, PACK)
    await buy(team, selling, CREATOR)
    async with transaction() as session:
        await session.execute(text("delete from workspace where id = :id"), {"id": team.workspace_id})
    await deliver(selling, queue)
    async with reading() as session:
        left = await session.scalars(select(WebhookEvent).where(col(WebhookEvent.processed_at).is_(None)))
        assert left.all() == []


async def test_a_second_plan_is_refused_in_the_domain_too(
    owner: Actor, selling: Emulator, queue: FakeQueue
) -> None:
    await buy(owner, selling, CREATOR)
    await deliver(selling, queue)
    with pytest.raises(Conflict):
        await payments.start_checkout(owner, NewCheckout(plan="studio"))


async def test_refunds_and_disputes_take_credits_back_and_leave_debt(
    owner: Actor, selling: Emulator, queue: FakeQueue
) -> None:
    await buy(owner, selling, PACK)
    await deliver(selling, queue)
    paid = selling.store.all("payment_intent")[0]
    selling.refund(paid["id"], 450)
    events = await deliver(selling, queue)
    assert "charge.refunded" in events
    assert await bought(owner) == 250
    selling.refund(paid["id"])
    await deliver(selling, queue)
    assert (await bought(owner), (await billing(owner)).debt) == (0, 0)
    await buy(owner, selling, PACK)
    await deliver(selling, queue)
    async with transaction() as session:
        subject = Subject("generation", new_id())
        await reserve(session, owner.workspace_id, subject, 180, person_id=owner.person_id)
    case = selling.dispute(selling.store.all("payment_intent")[1]["id"])
    await deliver(selling, queue)
    await deliver(selling, queue)
    assert (await bought(owner), (await billing(owner)).debt) == (0, 100)
    assert (await payments.get_billing(owner)).debt == 100
    selling.close_dispute(case["id"], "won")
    await deliver(selling, queue)
    assert (await bought(owner), (await billing(owner)).debt) == (400, 0)
