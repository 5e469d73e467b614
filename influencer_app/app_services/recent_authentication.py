"""Asks for a recent proof of who somebody is before dangerous acts, and takes it."""

from datetime import timedelta
from typing import Final

from influencer_app.db.base import now
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.errors import RecentAuthenticationRequired

RECENT: Final = timedelta(minutes=10)


def is_recent(person: AuthenticatedPerson) -> bool:
    """Whether the person has proved within the last ten minutes, in this session, who they are."""
    return person.authenticated_at is not None and person.authenticated_at > now() - RECENT


def require_recent(person: AuthenticatedPerson) -> None:
    """Raises ``RecentAuthenticationRequired`` unless ``is_recent``."""
    if not is_recent(person):
        raise RecentAuthenticationRequired
