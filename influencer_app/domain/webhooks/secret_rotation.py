"""Re-encrypts the secrets of webhooks after the key has changed."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.domain.accounts.ports import CipherPort, SecretUnreadable
from influencer_app.domain.webhooks.models import WebhookEndpoint


async def rotate_webhook_secrets(
    session: AsyncSession, cipher: CipherPort, after_id: UUID, limit: int
) -> UUID | None:
    """Encrypts the secrets of up to ``limit`` endpoints after this id with the current key.

    Returns the last id, None at the end. What no key fits stays as it is: its deliveries say so.
    """
    rows = await session.scalars(
        select(WebhookEndpoint)
        .where(col(WebhookEndpoint.id) > after_id)
        .order_by(col(WebhookEndpoint.id))
        .limit(limit)
        .with_for_update(key_share=True)
    )
    last = None
    for row in rows:
        last = row.id
        try:
            row.secret = cipher.rotate(row.secret)
            row.old_secret = cipher.rotate(row.old_secret) if row.old_secret else None
        except SecretUnreadable:
            continue
    await session.flush()
    return last
