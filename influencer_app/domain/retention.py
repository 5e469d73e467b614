"""Retention periods of rows that nobody deletes, and the job that enforces them."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from typing import ClassVar, Final

from influencer_app.db.base import AsyncSession
from influencer_app.db.idempotency import delete_old_records
from influencer_app.db.jobs import Job
from influencer_app.domain.accounts.email_tokens import delete_old_tokens
from influencer_app.domain.accounts.factors.challenges import delete_expired_challenges
from influencer_app.domain.accounts.service import delete_ended_sessions
from influencer_app.domain.api_keys.service import delete_revoked_keys
from influencer_app.domain.billing.purchases import delete_unpaid_purchases
from influencer_app.domain.generation.execution.ended_jobs import delete_ended_jobs
from influencer_app.domain.mail.service import delete_old_mails
from influencer_app.domain.webhook_inbox.service import delete_old_events
from influencer_app.domain.webhooks.deliveries import delete_old_deliveries
from influencer_app.domain.workspaces.invitations import delete_expired_invitations

Prune = Callable[[AsyncSession, datetime, int], Awaitable[int]]
"""Deletes at most so many rows from before a moment and returns how many."""

RETENTION: Final[Mapping[str, tuple[Prune, timedelta]]] = {
    "api_key": (delete_revoked_keys, timedelta(days=7)),
    "email_token": (delete_old_tokens, timedelta(days=7)),
    "idempotency_record": (delete_old_records, timedelta(days=1)),
    "invitation": (delete_expired_invitations, timedelta(days=7)),
    "provider_job": (delete_ended_jobs, timedelta(days=30)),
    "mail": (delete_old_mails, timedelta(days=30)),
    "purchase": (delete_unpaid_purchases, timedelta(days=30)),
    "sign_in_challenge": (delete_expired_challenges, timedelta(hours=1)),
    "sign_in_session": (delete_ended_sessions, timedelta(days=7)),
    "webhook_delivery": (delete_old_deliveries, timedelta(days=30)),
    "webhook_event": (delete_old_events, timedelta(days=30)),
}
"""By table: what deletes its old rows, and how long they are kept (sessions: after they ended;
purchases: unless they were paid)."""


class DeleteOldRows(Job):
    """Deletes the rows that have outlived their retention."""

    name: ClassVar[str] = "housekeeping.delete_old_rows"
