"""Queues mails and records what became of them."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import enqueue
from influencer_app.domain.mail.jobs import SendMail
from influencer_app.domain.mail.models import Mail
from influencer_app.domain.mail.schemas import ClaimedMail, Template
from influencer_app.errors import AppError

CLAIM = timedelta(minutes=2)
"""How long one attempt may take before another begins."""

BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720))
"""Pauses after each failed attempt: a day in all."""

DUE_MAX = 200


async def queue_mail(
    session: AsyncSession,
    template: Template,
    address: str,
    *,
    person_id: UUID | None = None,
    token_id: UUID | None = None,
    **fields: Any,
) -> UUID:
    """Sends a mail after the commit. ``fields`` are kept as they are, so none may be secret."""
    row = Mail(
        address=address,
        template=template,
        person_id=person_id,
        token_id=token_id,
        fields=fields,
        next_attempt_at=now() + CLAIM,
    )
    session.add(row)
    await session.flush()
    enqueue(session, SendMail(mail_id=row.id))
    return row.id


async def claim_mail(session: AsyncSession, mail_id: UUID) -> ClaimedMail | None:
    """Takes a mail to send it; None if it was sent, given up, or is being sent."""
    row = await session.get(Mail, mail_id, with_for_update={"skip_locked": True}, populate_existing=True)
    if row is None or row.next_attempt_at is None:
        return None
    if row.attempts and row.next_attempt_at > now():
        return None
    row.attempts += 1
    row.next_attempt_at = now() + CLAIM
    await session.flush()
    return ClaimedMail(row.id, row.address, row.template, row.token_id, row.attempts, row.fields)


async def record_sent(session: AsyncSession, mail_id: UUID) -> None:
    """It has left."""
    await _end(session, mail_id, sent_at=now(), error="")


async def record_dropped(session: AsyncSession, mail_id: UUID, why: str) -> None:
    """It is never sent."""
    await _end(session, mail_id, error=why[:300])


async def delete_mail(session: AsyncSession, mail_id: UUID) -> None:
    """Nothing is kept of it: it was for nobody."""
    await session.execute(delete(Mail).where(col(Mail.id) == mail_id))


async def record_failed(session: AsyncSession, mail: ClaimedMail, error: AppError) -> None:
    """Tries again later, unless the error is permanent or a day has passed."""
    if error.permanent or mail.attempts > len(BACKOFF):
        await record_dropped(session, mail.id, error.sentence)
        return
    await session.execute(
        update(Mail)
        .where(col(Mail.id) == mail.id)
        .values(next_attempt_at=now() + BACKOFF[mail.attempts - 1], error=error.sentence[:300])
    )


async def requeue_due(session: AsyncSession) -> int:
    """Sends the jobs of mails that are due; returns how many."""
    due = (
        select(col(Mail.id))
        .where(col(Mail.next_attempt_at) <= now())
        .order_by(col(Mail.next_attempt_at))
        .limit(DUE_MAX)
    )
    found = (await session.scalars(due)).all()
    for mail_id in found:
        enqueue(session, SendMail(mail_id=mail_id))
    return len(found)


async def delete_old_mails(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` mails queued before then; returns how many."""
    old = (
        select(col(Mail.id)).where(col(Mail.created_at) < before).order_by(col(Mail.created_at)).limit(limit)
    )
    gone = await session.scalars(delete(Mail).where(col(Mail.id).in_(old)).returning(col(Mail.id)))
    return len(gone.all())


async def _end(session: AsyncSession, mail_id: UUID, **values: Any) -> None:
    await session.execute(update(Mail).where(col(Mail.id) == mail_id).values(next_attempt_at=None, **values))
