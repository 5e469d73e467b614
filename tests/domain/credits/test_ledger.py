import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits import service
from influencer_app.domain.credits.models import CreditAccount, LedgerEntry, Reservation
from influencer_app.domain.credits.queries import get_balance, list_entries
from influencer_app.domain.credits.schemas import Balance, Subject
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotEnoughCredits
from influencer_app.wiring import Runtime
from tests.support import new_person


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
            assert total == getattr(account, bucket)
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
            await session.execute(text("update ledger_entry set subject_kind = null where kind = 'reserve'"))


OPERATIONS = st.lists(
    st.tuples(st.sampled_from(["reserve", "settle", "release", "grant", "day"]), st.integers(0, 120)),
    max_size=14,
)


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(operations=OPERATIONS)
async def test_whatever_happens_the_ledger_adds_up(app: Runtime, operations: list[tuple[str, int]]) -> None:
    actor = await new_person(f"{uuid4().hex}@example.com")
    await grant(actor, 10, key=uuid4().hex)
    made: list[Subject] = []
    for place, (what, number) in enumerate(operations):
        if what == "grant":
            await grant(actor, number, key=uuid4().hex)
        elif what == "day":
            await a_day_passes(actor)
        elif what == "reserve":
            before = await balance(actor)
            try:
                made.append(await reserve(actor, number))
            except NotEnoughCredits:
                assert number > before.available
        elif made and what == "settle":
            await settle(made[number % len(made)], number, str(place))
        elif made:
            await release(made[number % len(made)])
        found = await balance(actor)
        assert min(found.daily, found.bought, found.reserved) >= 0
        assert found.daily <= found.daily_allowance
    await assert_ledger_adds_up(actor)
