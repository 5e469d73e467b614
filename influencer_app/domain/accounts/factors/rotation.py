"""Encrypts the secrets of authenticator apps with the current key."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.outbox import port
from influencer_app.domain.accounts.factors.models import SecondFactor
from influencer_app.domain.accounts.ports import CipherPort, Rotated, SecretUnreadable


async def rotate_totp_secrets(session: AsyncSession, after: UUID | None, limit: int) -> Rotated:
    """Those of the next ``limit`` people after an id; what no known key reads stays as it is."""
    cipher = port(session, CipherPort)
    query = select(SecondFactor).order_by(col(SecondFactor.person_id)).limit(limit).with_for_update()
    if after is not None:
        query = query.where(col(SecondFactor.person_id) > after)
    rows = list(await session.scalars(query))
    done = unreadable = 0
    for row in rows:
        if row.totp_secret is None:
            continue
        try:
            row.totp_secret = cipher.rotate(row.totp_secret)
            done += 1
        except SecretUnreadable:
            unreadable += 1
    await session.flush()
    return Rotated(done, unreadable, rows[-1].person_id if len(rows) == limit else None)
