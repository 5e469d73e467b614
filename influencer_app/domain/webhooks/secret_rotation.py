"""Re-encrypts the secrets of webhooks after the key has changed."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.outbox import port
from influencer_app.domain.accounts.ports import CipherPort, Rotated, SecretUnreadable
from influencer_app.domain.webhooks.models import WebhookEndpoint


async def rotate_webhook_secrets(session: AsyncSession, after: UUID | None, limit: int) -> Rotated:
    """Those of the next ``limit`` endpoints after an id; what no known key reads stays as it is."""
    cipher, id_ = port(session, CipherPort), col(WebhookEndpoint.id)
    query = select(WebhookEndpoint).order_by(id_).limit(limit).with_for_update(key_share=True)
    rows = list(await session.scalars(query.where(id_ > after) if after is not None else query))
    done = unreadable = 0
    for row in rows:
        try:
            row.secret = cipher.rotate(row.secret)
            row.old_secret = cipher.rotate(row.old_secret) if row.old_secret else None
            done += 1
        except SecretUnreadable:
            unreadable += 1
    await session.flush()
    return Rotated(done, unreadable, rows[-1].id if len(rows) == limit else None)
