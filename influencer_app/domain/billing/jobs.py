"""Jobs of billing."""

from typing import ClassVar

from influencer_app.db.jobs import Job


class ReconcilePayments(Job):
    """Asks the payment provider for what no webhook has told."""

    name: ClassVar[str] = "billing.reconcile"


class EndGrace(Job):
    """Ends the plans whose payment has failed for too long."""

    name: ClassVar[str] = "billing.end_grace"
