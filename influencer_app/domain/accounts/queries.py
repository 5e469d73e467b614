"""Queries for accounts."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.domain.accounts.models import Person, SignInSession
from influencer_app.domain.accounts.schemas import Actor, PersonDetail
from influencer_app.errors import NotSignedIn


async def find_actor(session: AsyncSession, session_id: UUID) -> Actor | None:
    """The actor of a session, or None if it has ended."""
    found = await session.execute(
        select(col(Person.id), col(Person.role))
        .join(SignInSession, col(SignInSession.person_id) == col(Person.id))
        .where(
            col(SignInSession.id) == session_id,
            col(SignInSession.revoked_at).is_(None),
            col(SignInSession.expires_at) > now(),
        )
    )
    row = found.first()
    if row is None:
        return None
    return Actor(person_id=row.id, role=row.role, session_id=session_id)


async def get_person(session: AsyncSession, actor: Actor) -> PersonDetail:
    """The actor's own account."""
    row = await session.get(Person, actor.person_id)
    if row is None:
        raise NotSignedIn
    return PersonDetail.model_validate(row, from_attributes=True)


async def get_notifications_seen_at(session: AsyncSession, actor: Actor) -> datetime:
    """When the actor last read notifications. Costs no query after ``get_person`` in the same session."""
    row = await session.get(Person, actor.person_id)
    if row is None:
        raise NotSignedIn
    return row.notices_seen_at
