"""Mails are sent, tried again, and given up."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.addresses import send_password_reset, send_verification
from influencer_app.domain.mail.service import BACKOFF, queue_mail
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError, MailRefused, Unavailable
from influencer_app.wiring import Runtime
from tests.fake_engine import BODIES, FakeQueue
from tests.mails import FakeMailbox, use_mailbox
from tests.runtime import substitute


@pytest.fixture
def mailbox(app: Runtime, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch) -> FakeMailbox:
    box = use_mailbox(monkeypatch)
    substitute(monkeypatch, queue=queue)
    return box


async def queue_one(owner: Actor) -> UUID:
    async with transaction() as session:
        return await queue_mail(
            session, "password_changed", "a@example.com", person_id=owner.person_id, name="Ada"
        )


async def state(mail_id: UUID) -> Any:
    async with reading() as session:
        found = await session.execute(
            text(
                "select attempts, sent_at is not null as sent, next_attempt_at is null as ended, error,"
                " extract(epoch from next_attempt_at - now())::int as pause from mail where id = :id"
            ),
            {"id": mail_id},
        )
    return found.one()


async def make_due() -> None:
    async with transaction() as session:
        await session.execute(
            text("update mail set next_attempt_at = now() where next_attempt_at is not null")
        )


async def test_a_mail_leaves_after_the_commit_and_once(
    owner: Actor, queue: FakeQueue, mailbox: FakeMailbox
) -> None:
    mail_id = await queue_one(owner)
    await queue.run()
    await BODIES["mail.send"](mail_id=str(mail_id))
    await BODIES["mail.requeue"]()
    assert queue.jobs == []
    (mail,) = mailbox.sent
    assert (mail.to, "Hello Ada," in mail.text) == ("a@example.com", True)
    found = await state(mail_id)
    assert (found.attempts, found.sent, found.ended) == (1, True, True)


async def test_an_error_that_may_pass_is_tried_again_for_a_day(
    owner: Actor, queue: FakeQueue, mailbox: FakeMailbox
) -> None:
    mailbox.error = Unavailable("The mail server does not answer.")
    mail_id = await queue_one(owner)
    pauses = []
    for _ in range(len(BACKOFF) + 1):
        await queue.run()
        found = await state(mail_id)
        pauses.append(found.pause)
        await make_due()
        await BODIES["mail.requeue"]()
    assert pauses[:-1] == [pytest.approx(pause.total_seconds(), abs=5) for pause in BACKOFF]
    assert (pauses[-1], found.ended, found.sent, found.error) == (None, True, False, mailbox.error.sentence)
    assert queue.jobs == []


async def test_one_that_recovers_is_sent(owner: Actor, queue: FakeQueue, mailbox: FakeMailbox) -> None:
    mailbox.error = Unavailable("The mail server does not answer.")
    mail_id = await queue_one(owner)
    await queue.run()
    await BODIES["mail.requeue"]()
    assert queue.jobs == []
    mailbox.error = None
    await make_due()
    await BODIES["mail.requeue"]()
    await queue.run()
    assert len(mailbox.sent) == 1
    assert (await state(mail_id)).sent


async def test_a_refusal_for_good_is_not_tried_again(
    owner: Actor, queue: FakeQueue, mailbox: FakeMailbox
) -> None:
    error: AppError = MailRefused("The mail server refuses this mail (550).")
    mailbox.error = error
    mail_id = await queue_one(owner)
    await queue.run()
    found = await state(mail_id)
    assert (found.attempts, found.ended, found.sent, found.error) == (1, True, False, error.sentence)


async def test_a_job_that_was_lost_is_found(owner: Actor, queue: FakeQueue, mailbox: FakeMailbox) -> None:
    await queue_one(owner)
    queue.jobs.clear()
    await make_due()
    await BODIES["mail.requeue"]()
    await queue.run()
    assert len(mailbox.sent) == 1


async def test_a_link_that_was_replaced_is_not_sent(
    owner: Actor, queue: FakeQueue, mailbox: FakeMailbox
) -> None:
    async with transaction() as session:
        await send_verification(session, owner.person_id)
    async with transaction() as session:
        await send_verification(session, owner.person_id)
    await queue.run()
    assert len(mailbox.sent) == 1


async def test_mails_of_a_deleted_account_go_with_it(
    owner: Actor, queue: FakeQueue, mailbox: FakeMailbox
) -> None:
    async with transaction() as session:
        await send_password_reset(session, "owner@example.com")
    async with transaction() as session:
        await session.execute(text("delete from workspace"))
        await session.execute(text("delete from person"))
    await queue.run()
    assert mailbox.sent == []
