"""Lists and revokes sessions, and changes passwords."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy import Update, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.outbox import emit
from influencer_app.domain.accounts.events import SessionEnded
from influencer_app.domain.accounts.factors.models import SignInChallenge
from influencer_app.domain.accounts.models import Person, SignInSession
from influencer_app.domain.accounts.schemas import AuthenticatedPerson, SessionDetail
from influencer_app.domain.accounts.user_agents import describe_browser, is_handheld
from influencer_app.domain.mail.service import queue_mail
from influencer_app.errors import Conflict

SEEN_EVERY = timedelta(minutes=5)
"""Resolution of ``last_seen_at``; without it every request would write a row."""


async def list_sessions(
    session: AsyncSession, actor: AuthenticatedPerson, idle: timedelta
) -> list[SessionDetail]:
    """The actor's sessions that were used within ``idle``: the current one first, then by last use."""
    rows = await session.scalars(
        select(SignInSession)
        .where(
            col(SignInSession.person_id) == actor.person_id,
            col(SignInSession.revoked_at).is_(None),
            col(SignInSession.expires_at) > now(),
            col(SignInSession.last_seen_at) > now() - idle,
        )
        .order_by(col(SignInSession.last_seen_at).desc())
    )
    found = [
        SessionDetail(
            id=row.id,
            device=describe_browser(row.user_agent),
            handheld=is_handheld(row.user_agent),
            place=row.place or None,
            current=row.id == actor.session_id,
            created_at=row.created_at,
            last_seen_at=row.last_seen_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: not one.current)


async def note_seen(session: AsyncSession, session_id: UUID) -> None:
    """Records the session's last use, at most every ``SEEN_EVERY``."""
    moment = now()
    await session.execute(
        update(SignInSession)
        .where(col(SignInSession.id) == session_id, col(SignInSession.last_seen_at) < moment - SEEN_EVERY)
        .values(last_seen_at=moment)
    )


async def note_authenticated(session: AsyncSession, session_id: UUID, *, second_factor: bool) -> None:
    """Records that the session's person has just proved once more who they are."""
    values: dict[str, object] = {"authenticated_at": now()}
    if second_factor:
        values["second_factor"] = True
    await session.execute(update(SignInSession).where(col(SignInSession.id) == session_id).values(**values))


async def end_session(session: AsyncSession, actor: AuthenticatedPerson, session_id: UUID) -> bool:
    """Revokes a session; False if it is another person's or has ended."""
    return bool(await _end(session, actor, _open(actor).where(col(SignInSession.id) == session_id)))


async def end_other_sessions(session: AsyncSession, actor: AuthenticatedPerson) -> list[UUID]:
    """Revokes all other sessions and returns their ids."""
    return await _end(session, actor, _open(actor).where(col(SignInSession.id) != actor.session_id))


async def end_all_sessions(session: AsyncSession, person_id: UUID) -> list[UUID]:
    """Revokes every session of a person, and what somebody has begun to sign in with; returns their ids."""
    await _end_begun(session, person_id)
    person = AuthenticatedPerson(person_id=person_id)
    return await _end(session, person, _open(person))


async def find_password_hash(session: AsyncSession, actor: AuthenticatedPerson) -> tuple[str, str | None]:
    """The actor's normalised address and password hash (None without a password)."""
    row = await session.get_one(Person, actor.person_id)
    return row.email_key, row.password_hash


async def change_password(
    session: AsyncSession, actor: AuthenticatedPerson, before: str, after: str
) -> list[UUID]:
    """Replaces the password hash and revokes all other sessions; returns their ids.

    Raises ``Conflict`` if ``before`` is no longer the current hash.
    """
    changed = await session.scalar(
        update(Person)
        .where(col(Person.id) == actor.person_id, col(Person.password_hash) == before)
        .values(password_hash=after)
        .returning(col(Person.id))
    )
    if changed is None:
        raise Conflict("The password was changed elsewhere a moment ago.")
    await _end_begun(session, actor.person_id)
    return await end_other_sessions(session, actor)


async def _end_begun(session: AsyncSession, person_id: UUID) -> None:
    """A password that was replaced is no first factor any more, also where the second is still to come."""
    await session.execute(
        delete(SignInChallenge).where(
            col(SignInChallenge.person_id) == person_id, col(SignInChallenge.purpose) == "second_factor"
        )
    )


async def set_first_password(
    session: AsyncSession, actor: AuthenticatedPerson, password_hash: str
) -> list[UUID]:
    """Gives an account without a password one, and revokes all other sessions; returns their ids.

    Raises ``Conflict`` if there is a password by now.
    """
    person = await session.get_one(Person, actor.person_id, with_for_update=True, populate_existing=True)
    if person.password_hash is not None:
        raise Conflict("This account has a password by now.")
    person.password_hash = password_hash
    await session.flush()
    await queue_mail(session, "password_changed", person.email, person_id=person.id, name=person.name)
    return await end_other_sessions(session, actor)


def _open(actor: AuthenticatedPerson) -> Update:
    return (
        update(SignInSession)
        .where(col(SignInSession.person_id) == actor.person_id, col(SignInSession.revoked_at).is_(None))
        .values(revoked_at=now())
    )


async def _end(session: AsyncSession, actor: AuthenticatedPerson, ending: Update) -> list[UUID]:
    ended = list((await session.execute(ending.returning(col(SignInSession.id)))).scalars())
    for session_id in ended:
        elsewhere = session_id != actor.session_id
        ended_one = SessionEnded(person_id=actor.person_id, session_id=session_id, elsewhere=elsewhere)
        emit(session, ended_one)
    return ended
