"""The audit of credits, and the sweeper of stranded reservations."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from influencer_app.app_services.sign_in import change_role
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.audit.service import OPERATOR
from influencer_app.domain.credits import service
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.ledger_audit import CHECKS
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.metrics import LEDGER_DIFFERENCES
from tests.fake_engine import FakeEngine
from tests.support import new_person
from workers.credits import audit, heal

STRANDED = "update generation set status = 'failed'"


async def change(statement: str) -> None:
    async with transaction() as session:
        await session.execute(text(statement))


async def differences(check: str) -> list[str]:
    async with reading() as session:
        return await CHECKS[check](session)


async def mails() -> list[str]:
    async with reading() as session:
        return list(await session.scalars(text("select address from mail where template = 'ledger_audit'")))


async def spend(actor: Actor) -> Subject:
    subject = Subject("generation", uuid4())
    async with transaction() as session:
        await service.reserve(session, actor.workspace_id, subject, 10, person_id=actor.person_id)
        await service.settle(session, actor.workspace_id, subject, 10, what="0")
    return subject


async def test_books_that_balance_are_reported_to_nobody(owner: Actor) -> None:
    await change_role(owner.person_id, "admin", by=OPERATOR)
    await spend(owner)
    await audit.run()
    assert await mails() == []
    assert LEDGER_DIFFERENCES.labels("balances")._value.get() == 0


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("update credit_account set daily = daily + 1", "daily credits are 71, its entries sum to 70"),
        ("update credit_account set bought = 5", "bought credits less debt are 5, its entries sum to 0"),
        ("update credit_account set debt = 5", "bought credits less debt are -5, its entries sum to 0"),
        ("update credit_account set reserved = 3", "reserved credits are 3, its open reservations to 0"),
    ],
)
async def test_a_difference_is_mailed_to_admins_and_counted(
    owner: Actor, stranger: Actor, statement: str, said: str
) -> None:
    await change_role(owner.person_id, "admin", by=OPERATOR)
    await spend(owner)
    await change(f"{statement} where workspace_id = '{owner.workspace_id}'")
    assert [said in one for one in await differences("balances")] == [True]
    await audit.run()
    assert await mails() == ["owner@example.com"]
    assert LEDGER_DIFFERENCES.labels("balances")._value.get() == 1


async def test_every_account_is_compared_however_many_there_are(
    owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("influencer_app.domain.credits.audit.BATCH", 2)
    for number in range(5):
        await spend(await new_person(f"{number}@example.com"))
    await change("update credit_account set reserved = 1")
    assert len(await differences("balances")) == 5


async def running(actor: Actor) -> None:
    async with transaction() as session:
        await start_image(session, actor, NewImage(prompt="a beach"))


async def test_what_is_reserved_for_an_ended_generation_is_found_and_released(
    owner: Actor, fake_engine: FakeEngine
) -> None:
    await running(owner)
    assert await differences("reservations") == []
    await heal.run()
    async with reading() as session:
        assert (await get_balance(session, owner)).reserved == 5
    await change(STRANDED)
    assert "is failed, but 5 credits are still reserved" in (await differences("reservations"))[0]
    await heal.run()
    async with reading() as session:
        found = await get_balance(session, owner)
    assert (found.available, found.reserved) == (80, 0)
    assert await differences("reservations") == await differences("balances") == []


async def test_what_is_reserved_for_nothing_is_released(owner: Actor, fake_engine: FakeEngine) -> None:
    await running(owner)
    await change("delete from generation")
    assert "is gone" in (await differences("reservations"))[0]
    await heal.run()
    assert await differences("reservations") == []


async def test_a_running_generation_without_its_credits_is_found(
    owner: Actor, fake_engine: FakeEngine
) -> None:
    await running(owner)
    await change("delete from reservation")
    assert "still needs 5 credits, but 0 are reserved" in (await differences("reservations"))[0]


async def test_a_generation_that_somebody_works_on_is_left_alone(
    owner: Actor, fake_engine: FakeEngine
) -> None:
    await running(owner)
    await change(STRANDED)
    async with transaction() as session:
        await session.execute(text("select id from generation for update"))
        await heal.run()
    assert len(await differences("reservations")) == 1


async def test_a_job_that_ended_long_ago_and_was_paid_is_no_fault(
    owner: Actor, fake_engine: FakeEngine
) -> None:
    await spend(owner)
    await change("update credit_account set reset_at = now() - interval '3 days'")
    assert await differences("balances") == []
