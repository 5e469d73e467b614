"""A talking video costs what its real length costs; one that costs more than was shown waits for a yes."""

import pytest
from sqlalchemy import text

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.queries import get_balance, list_entries
from influencer_app.domain.credits.schemas import Balance
from influencer_app.domain.generation.queries import count_by_status, get_generation, list_running
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.generation.requests.confirmation import confirm_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_avatar
from influencer_app.domain.generation.schemas import GenerationDetail, NewAvatar, NewImage
from influencer_app.domain.ledger_audit import CHECKS
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict, NotEnoughCredits, NotFound
from tests.fake_engine import BODIES, FakeEngine, FakeQueue
from tests.media.videos import make_video

SCRIPT = "Hello, I am Amara."


async def read(actor: Actor, own: GenerationDetail) -> GenerationDetail:
    async with reading() as session:
        return await get_generation(session, actor, own.id)


async def balance(actor: Actor) -> Balance:
    async with reading() as session:
        return await get_balance(session, actor)


async def confirm(actor: Actor, own: GenerationDetail) -> GenerationDetail:
    async with transaction() as session:
        return await confirm_generation(session, actor, own.id)


async def spoken(owner: Actor, engine: FakeEngine, queue: FakeQueue, seconds: float) -> GenerationDetail:
    """A picture, and a talking video of it, shown at 15 credits, that is ``seconds`` long when spoken."""
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="on the beach"))
    await queue.run()
    picture = (await read(owner, made)).outputs[0].id
    engine.seconds, engine.data = seconds, make_video()
    async with transaction() as session:
        new = NewAvatar(output_id=picture, script=SCRIPT, expected_credits=15)
        own = await start_avatar(session, owner, new)
    await queue.run()
    return await read(owner, own)


async def assert_books_balance() -> None:
    for check in CHECKS.values():
        async with reading() as session:
            assert await check(session) == []


async def test_what_is_longer_than_shown_waits_without_a_place_and_goes_on_when_confirmed(
    owner: Actor, fake_engine: FakeEngine, queue: FakeQueue
) -> None:
    own = await spoken(owner, fake_engine, queue, 22)
    assert (own.status, own.credits_required, own.credits_reserved) == ("awaiting_confirmation", 30, 15)
    assert own.confirm_until is not None
    assert own.steps[-1].name == "confirm"
    assert own.steps[-1].detail == "30 credits for 22 s"
    assert (await balance(owner)).reserved == 15
    async with reading() as session:
        counts = await count_by_status(session)
        assert [one.id for one in await list_running(session, owner)] == [own.id]
    assert (counts["awaiting_confirmation"], counts["preparing"], counts["queued"]) == (1, 0, 0)
    await assert_books_balance()
    renders = len(fake_engine.seeds)
    await BODIES["generation.prepare"](generation_id=own.id)
    await BODIES["generation.recover"]()
    await queue.run()
    assert len(fake_engine.seeds) == renders

    made = await confirm(owner, own)
    assert (made.status, made.credits_required, made.credits_reserved) == ("queued", None, 30)
    await queue.run()
    done = await read(owner, own)
    assert (done.status, done.credits_used) == ("succeeded", 30)
    found = await balance(owner)
    assert (found.available, found.reserved) == (80 - 5 - 30, 0)
    async with reading() as session:
        entries = (await list_entries(session, owner)).items
    assert [(one.kind, one.amount, one.settled) for one in entries[:3]] == [
        ("settle", 0, 30),
        ("reserve", -15, 0),
        ("reserve", -15, 0),
    ]
    with pytest.raises(Conflict):
        await confirm(owner, own)
    await assert_books_balance()


async def test_others_do_not_hold_back_while_one_waits(
    owner: Actor, fake_engine: FakeEngine, queue: FakeQueue
) -> None:
    """The free plan runs one at a time."""
    await spoken(owner, fake_engine, queue, 22)
    fake_engine.data = None
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="in the rain"))
    await queue.run()
    assert (await read(owner, made)).status == "succeeded"


@pytest.mark.parametrize("seconds", [3, 15])
async def test_what_is_as_long_as_shown_goes_on_by_itself(
    owner: Actor, fake_engine: FakeEngine, queue: FakeQueue, seconds: float
) -> None:
    own = await spoken(owner, fake_engine, queue, seconds)
    assert (own.status, own.credits_used) == ("succeeded", 15)


async def test_what_is_shorter_costs_less(owner: Actor, fake_engine: FakeEngine, queue: FakeQueue) -> None:
    async with transaction() as session:
        await session.execute(text("update price set per_seconds = 1, credits = 10 where kind = 'avatar'"))
        made = await start_image(session, owner, NewImage(prompt="on the beach"))
    await queue.run()
    picture = (await read(owner, made)).outputs[0].id
    fake_engine.seconds, fake_engine.data = 1.2, make_video()
    async with transaction() as session:
        own = await start_avatar(session, owner, NewAvatar(output_id=picture, script="word " * 8))
    assert own.credits_reserved == 30
    await queue.run()
    done = await read(owner, own)
    assert (done.status, done.credits_reserved, done.credits_used) == ("succeeded", 20, 20)
    assert (await balance(owner)).available == 55
    await assert_books_balance()


async def test_what_nobody_confirms_is_canceled_with_its_credits_back(
    owner: Actor, fake_engine: FakeEngine, queue: FakeQueue
) -> None:
    own = await spoken(owner, fake_engine, queue, 22)
    async with transaction() as session:
        await session.execute(text("update generation set deadline_at = deadline_at - interval '14 min'"))
    await BODIES["generation.recover"]()
    assert (await read(owner, own)).status == "awaiting_confirmation"
    async with transaction() as session:
        await session.execute(text("update generation set deadline_at = deadline_at - interval '1 min'"))
    await BODIES["generation.recover"]()
    ended = await read(owner, own)
    assert ended.status == "canceled"
    assert ended.error is not None
    assert ended.error.code == "confirmation-expired"
    assert (await balance(owner)).available == 75
    with pytest.raises(Conflict):
        await confirm(owner, own)
    await assert_books_balance()


async def test_it_can_be_canceled(owner: Actor, fake_engine: FakeEngine, queue: FakeQueue) -> None:
    own = await spoken(owner, fake_engine, queue, 22)
    async with transaction() as session:
        assert (await cancel_generation(session, owner, own.id)).status == "canceled"
    assert (await balance(owner)).available == 75
    await assert_books_balance()


async def test_a_price_that_cannot_be_paid_leaves_it_waiting(
    owner: Actor, stranger: Actor, fake_engine: FakeEngine, queue: FakeQueue
) -> None:
    own = await spoken(owner, fake_engine, queue, 100)
    assert own.credits_required == 105
    with pytest.raises(NotEnoughCredits) as error:
        await confirm(owner, own)
    assert (error.value.required, error.value.available) == (90, 60)
    with pytest.raises(NotFound):
        await confirm(stranger, own)
    assert (await read(owner, own)).status == "awaiting_confirmation"
    await assert_books_balance()
