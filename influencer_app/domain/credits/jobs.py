"""Jobs of credits."""

from typing import ClassVar

from influencer_app.db.jobs import Job


class AuditCredits(Job):
    """Compares balances, entries, reservations and payments, and reports differences."""

    name: ClassVar[str] = "credits.audit"


class HealReservations(Job):
    """Releases what is still reserved for generations that have ended or are gone."""

    name: ClassVar[str] = "credits.heal"
