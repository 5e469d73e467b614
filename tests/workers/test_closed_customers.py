"""Plans end with their workspace, at the payment provider too."""

from uuid import UUID

import pytest
from sqlalchemy import text

from influencer_app.app_services.payments import start_checkout
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.billing.ports import PaymentPort
from influencer_app.domain.billing.purchases import find_customer, record_customer
from influencer_app.domain.billing.schemas import NewCheckout
from influencer_app.domain.privacy.erasures import schedule_erasure
from influencer_app.domain.privacy.workspace_deletion import delete_workspace
from influencer_app.domain.workspaces.models import Workspace
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotFound
from influencer_app.wiring import runtime
from tests.doubles.stripe.app import Emulator
from tests.fake_engine import BODIES, FakeEngine, FakeQueue
from tests.runtime import substitute
from tests.support import new_team
from tests.workers.test_billing import CREATOR, PACK, buy, deliver


async def is_there(workspace_id: UUID) -> bool:
    async with reading() as session:
        return await session.get(Workspace, workspace_id) is not None


async def erase_now(queue: FakeQueue) -> None:
    """What waits for something is due."""
    async with transaction() as session:
        await session.execute(text("update erasure set due_at = now()"))
    await BODIES["privacy.recover"]()
    await queue.run()


def state(emulator: Emulator) -> tuple[str, bool]:
    """Of the only subscription and its customer."""
    (subscription,), (customer,) = emulator.store.all("subscription"), emulator.store.all("customer")
    return subscription["status"], customer["deleted"]


async def test_a_deleted_workspace_is_charged_no_more_and_erased_once_the_provider_has_answered(
    owner: Actor, selling: Emulator, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    team = await new_team(owner)
    await buy(team, selling, CREATOR)
    await deliver(selling, queue)
    url = await start_checkout(team, PACK)
    assert state(selling) == ("active", False)
    async with transaction() as session:
        await delete_workspace(session, team)
    selling.fault("500", "500", "500")
    await queue.run()
    assert state(selling) == ("active", False)
    assert await is_there(team.workspace_id)
    await erase_now(queue)
    assert state(selling) == ("canceled", True)
    assert selling.store.find("checkout.session", url.rpartition("/")[2])["status"] == "expired"
    assert not await is_there(team.workspace_id)
    assert "customer.subscription.deleted" in await deliver(selling, queue)


async def test_an_erased_account_is_charged_no_more(
    owner: Actor, selling: Emulator, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    await buy(owner, selling, CREATOR)
    await deliver(selling, queue)
    async with transaction() as session:
        await schedule_erasure(session, owner)
    await queue.run()
    assert state(selling) == ("active", False)
    await erase_now(queue)
    assert state(selling) == ("canceled", True)
    assert not await is_there(owner.workspace_id)


async def test_a_customer_that_is_gone_at_the_provider_holds_nothing_up(
    owner: Actor, selling: Emulator, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    team = await new_team(owner)
    await buy(team, selling, CREATOR)
    await deliver(selling, queue)
    async with reading() as session:
        name = await find_customer(session, team.workspace_id)
    await runtime().port(PaymentPort).delete_customer(str(name))
    async with transaction() as session:
        await delete_workspace(session, team)
    await queue.run()
    assert not await is_there(team.workspace_id)


async def test_without_a_key_a_running_plan_is_waited_for_and_a_bought_pack_is_not(
    owner: Actor,
    selling: Emulator,
    queue: FakeQueue,
    fake_engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paying, bought = await new_team(owner), await new_team(owner)
    await buy(paying, selling, CREATOR)
    await buy(bought, selling, NewCheckout(pack="small"))
    await deliver(selling, queue)
    substitute(monkeypatch, {PaymentPort: None}, queue=queue)
    async with transaction() as session:
        await delete_workspace(session, paying)
        await delete_workspace(session, bought)
    await queue.run()
    assert await is_there(paying.workspace_id)
    assert not await is_there(bought.workspace_id)


async def test_a_deleted_workspace_gets_no_customer(
    owner: Actor, selling: Emulator, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    team = await new_team(owner)
    async with transaction() as session:
        await delete_workspace(session, team)
    with pytest.raises(NotFound):
        async with transaction() as session:
            await record_customer(session, team.workspace_id, "cus_late")
