import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.billing.plans import set_plan
from influencer_app.domain.credits import service
from influencer_app.domain.credits.models import CreditAccount, LedgerEntry, Reservation
from influencer_app.domain.credits.queries import get_balance, list_entries
from influencer_app.domain.credits.schemas import Balance, EntryFilter, Subject
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import InvalidInput, NotEnoughCredits
from influencer_app.wiring import Runtime


async def reserve(actor: Actor, amount: int) -> Subject:
    subject = Subject("generation", uuid4())
    async with transaction() as session:
        await service.reserve(session, actor.workspace_id, subject, amount, person_id=actor.person_id)
    return subject


async def workspace_of(session: AsyncSession, subject: Subject) -> UUID:
    return (await session.get_one(Reservation, (subject.kind, subject.id))).workspace_id


async def settle(subject: Subject, amount: int, what: str = "0") -> None:
    async with transaction() as session:
        workspace_id = await workspace_of(session, subject)
        await service.settle(session, workspace_id, subject, amount, what=what)


async def release(subject: Subject) -> int:
    async with transaction() as session:
        return await service.release(session, await workspace_of(session, subject), subject)


async def grant(actor: Actor, amount: int, key: str = "pack") -> None:
    async with transaction() as session:
        await service.grant(session, actor.workspace_id, amount, key=key)


async def balance(actor: Actor) -> Balance:
    async with reading() as session:
        return await get_balance(session, actor)


async def a_day_passes(actor: Actor) -> None:
    async with transaction() as session:
        account = await session.get_one(CreditAccount, actor.workspace_id)
        account.reset_at = now() - timedelta(hours=24, seconds=1)


async def assert_ledger_adds_up(actor: Actor) -> None:
    """The sum of the ledger is the balance, bucket by bucket, and what is reserved is what is open."""
    async with reading() as session:
        account = await session.get_one(CreditAccount, actor.workspace_id)
        for bucket in ("daily", "bought"):
            total = await session.scalar(
                select(func.coalesce(func.sum(col(LedgerEntry.amount)), 0)).where(
                    col(LedgerEntry.workspace_id) == actor.workspace_id, col(LedgerEntry.bucket) == bucket
                )
            )
            assert total == getattr(account, bucket) - (account.debt if bucket == "bought" else 0)
        still_open = await session.scalar(
            text(
                "select coalesce(sum(daily + bought - settled - released), 0) from reservation"
                " where workspace_id = :p"
            ),
            {"p": actor.workspace_id},
        )
        assert account.reserved == still_open


async def test_a_new_person_has_the_allowance_before_any_row_exists(owner: Actor) -> None:
    found = await balance(owner)
    assert (found.available, found.daily, found.bought, found.reserved) == (80, 80, 0, 0)


async def test_reserve_settle_and_release_are_lines_that_add_up(owner: Actor) -> None:
    generation = await reserve(owner, 20)
    assert (await balance(owner)).available == 60
    assert (await balance(owner)).reserved == 20
    await settle(generation, 15)
    assert await release(generation) == 5
    found = await balance(owner)
    assert (found.available, found.reserved) == (65, 0)
    async with reading() as session:
        lines = (await list_entries(session, owner)).items
    assert [(line.kind, line.amount, line.settled, line.balance_after) for line in lines] == [
        ("release", 5, 0, 65),
        ("settle", 0, 15, 60),
        ("reserve", -20, 0, 60),
        ("reset", 80, 0, 80),
    ]
    await assert_ledger_adds_up(owner)


async def test_daily_credits_are_spent_before_bought_ones(owner: Actor) -> None:
    await grant(owner, 50)
    generation = await reserve(owner, 100)
    found = await balance(owner)
    assert (found.daily, found.bought) == (0, 30)
    await release(generation)
    found = await balance(owner)
    assert (found.daily, found.bought) == (80, 50)
    await assert_ledger_adds_up(owner)


async def test_too_few_credits_change_nothing(owner: Actor) -> None:
    with pytest.raises(NotEnoughCredits) as error:
        await reserve(owner, 81)
    assert (error.value.required, error.value.available) == (81, 80)
    assert (await balance(owner)).available == 80


async def test_fifty_at_once_are_accepted_sixteen_times(app: Runtime, owner: Actor) -> None:
    async def one() -> bool:
        try:
            await reserve(owner, 5)
        except NotEnoughCredits:
            return False
        return True

    accepted = await asyncio.gather(*(one() for _ in range(50)))
    assert sum(accepted) == 16
    assert (await balance(owner)).available == 0
    await assert_ledger_adds_up(owner)


async def test_the_daily_pot_is_set_back_and_never_added_up(owner: Actor) -> None:
    await settle(await reserve(owner, 30), 30)
    await a_day_passes(owner)
    assert (await balance(owner)).daily == 80
    await reserve(owner, 5)
    assert (await balance(owner)).daily == 75
    await assert_ledger_adds_up(owner)


async def test_what_was_reserved_before_a_reset_never_lifts_the_pot_over_the_allowance(owner: Actor) -> None:
    generation = await reserve(owner, 40)
    await a_day_passes(owner)
    assert await release(generation) == 40
    assert (await balance(owner)).daily == 80
    await assert_ledger_adds_up(owner)


async def test_a_release_happens_once(owner: Actor) -> None:
    generation = await reserve(owner, 10)
    assert await asyncio.gather(*(release(generation) for _ in range(5))) in (
        [[10, 0, 0, 0, 0][i - shift] for i in range(5)] for shift in range(5)
    )
    assert (await balance(owner)).available == 80


async def test_a_thing_delivered_is_settled_once(owner: Actor) -> None:
    generation = await reserve(owner, 10)
    await settle(generation, 5, "0")
    with pytest.raises(IntegrityError):
        await settle(generation, 5, "0")
    assert (await balance(owner)).reserved == 5


async def test_the_database_itself_refuses_a_pot_below_zero(owner: Actor) -> None:
    await reserve(owner, 5)
    with pytest.raises(IntegrityError, match="daily_not_negative"):
        async with transaction() as session:
            await session.execute(text("update credit_account set daily = -1"))


async def test_entries_name_their_subject(owner: Actor) -> None:
    subject = await reserve(owner, 10)
    await settle(subject, 5)
    await release(subject)
    await grant(owner, 1)
    async with reading() as session:
        entries = (await list_entries(session, owner)).items
    by_kind = {entry.kind: (entry.subject_kind, entry.subject_id, entry.generation_id) for entry in entries}
    nothing = (None, None, None)
    own = ("generation", subject.id, subject.id)
    assert by_kind == {"reset": nothing, "grant": nothing, "reserve": own, "settle": own, "release": own}


async def test_subjects_of_another_kind_may_have_the_same_id(owner: Actor) -> None:
    subject = await reserve(owner, 10)
    async with transaction() as session:
        await session.execute(
            text(
                "insert into reservation"
                " select 'other', subject_id, workspace_id, person_id, 1, 0, 0, 0, created_at"
                " from reservation"
            )
        )
        await session.execute(text("update credit_account set daily = daily - 1, reserved = reserved + 1"))
    assert await release(subject) == 10
    assert (await balance(owner)).reserved == 1


async def test_the_database_refuses_a_subject_without_its_kind(owner: Actor) -> None:
    await reserve(owner, 5)
    with pytest.raises(IntegrityError, match="subject_whole"):
        async with transaction() as session:
            await session.execute(
                text(
                    "insert into ledger_entry (id, workspace_id, bucket, kind, amount, settled,"
                    " balance_after, subject_kind, key, created_at) values (gen_random_uuid(), :own, 'daily',"
                    " 'reserve', 0, 0, 0, 'generation', 'x', now())"
                ),
                {"own": owner.workspace_id},
            )


@pytest.mark.parametrize(
    "statement",
    [
        "update ledger_entry set amount = 1000",
        "delete from ledger_entry",
        "truncate ledger_entry",
        "truncate ledger_entry cascade",
    ],
)
async def test_an_entry_is_never_changed_or_deleted(owner: Actor, statement: str) -> None:
    await reserve(owner, 5)
    with pytest.raises(IntegrityError, match="never changed or deleted"):
        async with transaction() as session:
            await session.execute(text(statement))
    await assert_ledger_adds_up(owner)


async def test_entries_outlive_person_and_workspace(owner: Actor) -> None:
    await reserve(owner, 5)
    async with transaction() as session:
        await session.execute(text("delete from workspace"))
        await session.execute(text("delete from person"))
    async with reading() as session:
        assert await session.scalar(text("select count(*) from ledger_entry")) == 2
        assert await session.scalar(text("select count(*) from credit_account")) == 0


async def test_a_key_counts_once_however_many_ask_at_once(owner: Actor) -> None:
    async def buy() -> bool:
        async with transaction() as session:
            return await service.grant(
                session, owner.workspace_id, 100, key="stripe:session:1", kind="purchase"
            )

    assert sorted(await asyncio.gather(*(buy() for _ in range(20)))) == [False] * 19 + [True]
    assert (await balance(owner)).bought == 100
    await assert_ledger_adds_up(owner)


async def take_back(actor: Actor, amount: int, key: str = "stripe:refund:1") -> bool:
    async with transaction() as session:
        return await service.take_back(session, actor.workspace_id, amount, key=key, kind="refund")


async def test_what_is_refunded_after_it_was_spent_is_a_debt_that_the_next_credits_pay(owner: Actor) -> None:
    await grant(owner, 100)
    await settle(await reserve(owner, 150), 150)
    assert await take_back(owner, 100)
    assert not await take_back(owner, 100)
    found = await balance(owner)
    assert (found.daily, found.bought, found.debt, found.available) == (0, 0, 70, 0)
    await assert_ledger_adds_up(owner)
    await grant(owner, 50, "second")
    assert (await balance(owner)).debt == 20
    await grant(owner, 50, "third")
    found = await balance(owner)
    assert (found.bought, found.debt) == (30, 0)
    async with reading() as session:
        entries = (await list_entries(session, owner, asked=EntryFilter(bucket="bought"))).items
    assert [(one.kind, one.amount, one.balance_after) for one in entries] == [
        ("grant", 50, 30),
        ("grant", 50, -20),
        ("refund", -100, -70),
        ("settle", 0, 30),
        ("reserve", -70, 30),
        ("grant", 100, 100),
    ]
    await assert_ledger_adds_up(owner)


async def test_credits_that_come_back_pay_a_debt_too(owner: Actor) -> None:
    await grant(owner, 100)
    generation = await reserve(owner, 180)
    await take_back(owner, 60)
    assert await release(generation) == 180
    found = await balance(owner)
    assert (found.daily, found.bought, found.debt) == (80, 40, 0)
    await assert_ledger_adds_up(owner)


async def adjust(actor: Actor, amount: int, reason: str = "Counted twice") -> bool:
    async with transaction() as session:
        return await service.adjust(
            session, actor.workspace_id, amount, key=f"admin:{uuid4()}", reason=reason
        )


async def test_a_correction_says_why_and_never_takes_more_than_there_is(owner: Actor) -> None:
    assert await adjust(owner, 30)
    assert await adjust(owner, -10)
    with pytest.raises(InvalidInput, match="only 20 bought credits"):
        await adjust(owner, -21)
    with pytest.raises(InvalidInput, match="Say why"):
        await adjust(owner, 5, "  ")
    async with reading() as session:
        entries = (await list_entries(session, owner, asked=EntryFilter(kind="adjust"))).items
    assert [(one.amount, one.balance_after, one.reason) for one in entries] == [
        (-10, 20, "Counted twice"),
        (30, 30, "Counted twice"),
    ]


async def plan(actor: Actor, code: str) -> None:
    async with transaction() as session:
        await set_plan(session, actor.workspace_id, code)


async def test_another_plan_counts_at_once_and_grants_nothing_twice(owner: Actor) -> None:
    await settle(await reserve(owner, 30), 30)
    await plan(owner, "creator")
    assert (await balance(owner)).daily == 970
    await settle(await reserve(owner, 300), 300)
    await plan(owner, "free")
    assert (await balance(owner)).daily == 0
    await plan(owner, "creator")
    await plan(owner, "creator")
    assert (await balance(owner)).daily == 670
    async with reading() as session:
        entries = (await list_entries(session, owner, asked=EntryFilter(kind="plan"))).items
    assert [one.amount for one in entries] == [670, -670, 920]
    await a_day_passes(owner)
    assert (await balance(owner)).daily == 1000
    await assert_ledger_adds_up(owner)


async def test_what_an_operator_changes_in_a_plan_counts_on_use(owner: Actor) -> None:
    await settle(await reserve(owner, 30), 30)
    async with transaction() as session:
        await session.execute(text("update plan set daily_credits = 50 where code = 'free'"))
    assert (await balance(owner)).daily == 20
    with pytest.raises(NotEnoughCredits):
        await reserve(owner, 21)
    await reserve(owner, 20)
    await assert_ledger_adds_up(owner)


async def test_many_at_once_reset_the_daily_bucket_once(owner: Actor) -> None:
    await settle(await reserve(owner, 30), 30)
    await a_day_passes(owner)
    await asyncio.gather(*(reserve(owner, 1) for _ in range(20)))
    async with reading() as session:
        resets = (await list_entries(session, owner, asked=EntryFilter(kind="reset"))).items
    assert [one.amount for one in resets] == [30, 80]
    assert (await balance(owner)).daily == 60
    await assert_ledger_adds_up(owner)


@pytest.mark.parametrize("price", [0, 10, 85, 90, 110, 130])
async def test_a_reservation_gets_another_price_once(owner: Actor, price: int) -> None:
    await grant(owner, 50)
    generation = await reserve(owner, 90)
    async with transaction() as session:
        await service.reprice(session, owner.workspace_id, generation, price, person_id=owner.person_id)
    found = await balance(owner)
    assert (found.available, found.reserved) == (130 - price, price)
    await assert_ledger_adds_up(owner)
    await settle(generation, price)
    assert await release(generation) == 0
    assert (await balance(owner)).reserved == 0


async def test_a_price_that_the_balance_does_not_cover_changes_nothing(owner: Actor) -> None:
    generation = await reserve(owner, 50)
    with pytest.raises(NotEnoughCredits) as error:
        async with transaction() as session:
            await service.reprice(session, owner.workspace_id, generation, 81, person_id=owner.person_id)
    assert (error.value.required, error.value.available) == (31, 30)
    assert (await balance(owner)).reserved == 50
