"""Signing up, in and out. Passwords are hashed before a transaction is opened."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import columns, now
from influencer_app.db.outbox import emit
from influencer_app.domain.accounts.events import NoticesSeen
from influencer_app.domain.accounts.models import Person, SignInSession
from influencer_app.domain.accounts.schemas import Actor, PersonDetail
from influencer_app.errors import Conflict, NotSignedIn

TAKEN = "There is already an account with this address."


async def add_person(
    session: AsyncSession, *, email: str, key: str, name: str, password_hash: str
) -> PersonDetail:
    """A new account; ``Conflict`` when the address is taken, also by somebody in the same moment."""
    row = Person(email=email, email_key=key, name=name or key.split("@", 1)[0], password_hash=password_hash)
    made = await session.scalar(
        insert(Person).values(**columns(row)).on_conflict_do_nothing().returning(col(Person.id))
    )
    if made is None:
        raise Conflict(TAKEN)
    return PersonDetail.model_validate(columns(row))


async def find_password(session: AsyncSession, key: str) -> tuple[PersonDetail, str | None] | None:
    """The account of an address and its hash, or None."""
    row = await session.scalar(select(Person).where(col(Person.email_key) == key))
    return None if row is None else (PersonDetail.model_validate(columns(row)), row.password_hash)


async def open_session(session: AsyncSession, person_id: UUID, user_agent: str, days: int) -> UUID:
    """A new signed-in browser."""
    row = SignInSession(
        person_id=person_id,
        user_agent=user_agent.replace("\0", "")[:300],
        expires_at=now() + timedelta(days=days),
    )
    session.add(row)
    await session.flush()
    return row.id


async def delete_ended_sessions(session: AsyncSession, before: datetime, limit: int) -> int:
    """Delete up to ``limit`` sessions that ended before then; returns how many."""
    ended_at = func.least(col(SignInSession.expires_at), col(SignInSession.revoked_at))
    ended = select(col(SignInSession.id)).where(ended_at < before).order_by(ended_at).limit(limit)
    gone = await session.scalars(
        delete(SignInSession).where(col(SignInSession.id).in_(ended)).returning(col(SignInSession.id))
    )
    return len(gone.all())


async def rename(session: AsyncSession, actor: Actor, name: str) -> PersonDetail:
    """Another name."""
    row = await session.get(Person, actor.person_id)
    if row is None:
        raise NotSignedIn
    row.name = name
    await session.flush()
    return PersonDetail.model_validate(columns(row))


async def see_notices(session: AsyncSession, actor: Actor) -> datetime:
    """What has ended until now is not new any more; returns that moment."""
    row = await session.get(Person, actor.person_id)
    if row is None:
        raise NotSignedIn
    row.notices_seen_at = now()
    await session.flush()
    emit(session, NoticesSeen(person_id=actor.person_id))
    return row.notices_seen_at
