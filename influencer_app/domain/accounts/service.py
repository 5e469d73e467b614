"""Sign-up and sign-in. Passwords are hashed before a transaction opens."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import columns, now
from influencer_app.domain.accounts.models import Person, SignInSession
from influencer_app.domain.accounts.schemas import AuthenticatedPerson, PersonDetail, SignInMethod, StaffRole
from influencer_app.errors import Conflict, NotFound, NotSignedIn

TAKEN = "There is already an account with this address."


async def add_person(
    session: AsyncSession,
    *,
    email: str,
    key: str,
    name: str,
    password_hash: str | None,
    verified: bool = False,
) -> PersonDetail:
    """Creates a person, without the workspace that ``workspaces.service.create_account`` adds.

    Raises ``Conflict`` if the address is taken, even concurrently.
    """
    row = Person(
        email=email,
        email_key=key,
        name=name or key.split("@", 1)[0],
        password_hash=password_hash,
        verified=verified,
    )
    made = await session.scalar(
        insert(Person).values(**columns(row)).on_conflict_do_nothing().returning(col(Person.id))
    )
    if made is None:
        raise Conflict(TAKEN)
    return PersonDetail.model_validate(row, from_attributes=True)


async def find_password(session: AsyncSession, key: str) -> tuple[PersonDetail, str | None] | None:
    """The account and password hash for an address, or None."""
    row = await session.scalar(select(Person).where(col(Person.email_key) == key))
    if row is None:
        return None
    return PersonDetail.model_validate(row, from_attributes=True), row.password_hash


async def open_session(
    session: AsyncSession,
    person_id: UUID,
    user_agent: str,
    days: int,
    *,
    method: SignInMethod = "password",
    second_factor: bool = False,
    place: str = "",
) -> UUID:
    """Creates a session for a browser whose person has just proved who they are."""
    moment = now()
    row = SignInSession(
        person_id=person_id,
        user_agent=user_agent.replace("\0", "")[:300],
        place=place,
        expires_at=moment + timedelta(days=days),
        authenticated_at=moment,
        method=method,
        second_factor=second_factor,
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


async def rename(session: AsyncSession, actor: AuthenticatedPerson, name: str) -> PersonDetail:
    """Changes the name."""
    row = await session.get(Person, actor.person_id)
    if row is None:
        raise NotSignedIn
    row.name = name
    await session.flush()
    return PersonDetail.model_validate(row, from_attributes=True)


async def change_role(session: AsyncSession, person_id: UUID, role: StaffRole) -> list[UUID]:
    """Give a person another role; ``NotFound`` for nobody.

    Returns their open sessions: whoever caches the role by session has to drop them after the commit.
    """
    row = await session.get(Person, person_id)
    if row is None:
        raise NotFound("This account")
    row.role = role
    await session.flush()
    found = await session.scalars(
        select(col(SignInSession.id)).where(
            col(SignInSession.person_id) == person_id,
            col(SignInSession.revoked_at).is_(None),
            col(SignInSession.expires_at) > now(),
        )
    )
    return list(found)
