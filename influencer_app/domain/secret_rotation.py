"""The secrets at rest, and how each table's are encrypted anew after ``SECRET_KEY`` has changed."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final
from uuid import UUID

from influencer_app.db.base import AsyncSession
from influencer_app.domain.accounts.factors.rotation import rotate_totp_secrets
from influencer_app.domain.accounts.ports import Rotated
from influencer_app.domain.webhooks.secret_rotation import rotate_webhook_secrets

Rotate = Callable[[AsyncSession, UUID | None, int], Awaitable[Rotated]]
"""Encrypts the secrets of at most so many rows after an id with the current key, in the order of ids."""

SECRETS: Final[Mapping[str, Rotate]] = {
    "second_factor": rotate_totp_secrets,
    "webhook_endpoint": rotate_webhook_secrets,
}
"""By table. A table with a secret is a line here; ``influencer admin rotate-secrets`` goes through all."""
