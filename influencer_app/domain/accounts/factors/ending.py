"""Cleans up after an authenticator app or a passkey has gone."""

from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.accounts.factors.models import RecoveryCode
from influencer_app.domain.accounts.factors.queries import has_second_factor
from influencer_app.domain.accounts.models import SignInSession


async def end_unneeded(session: AsyncSession, person_id: UUID) -> list[UUID]:
    """Without a second factor there are no recovery codes, and no session has seen one.

    Returns these sessions: whoever caches them has to drop them after the commit.
    """
    if await has_second_factor(session, person_id):
        return []
    await session.execute(delete(RecoveryCode).where(col(RecoveryCode.person_id) == person_id))
    changed = await session.scalars(
        update(SignInSession)
        .where(col(SignInSession.person_id) == person_id, col(SignInSession.second_factor).is_(True))
        .values(second_factor=False)
        .returning(col(SignInSession.id))
    )
    return list(changed)
