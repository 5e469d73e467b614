"""Live events about billing."""

from typing import ClassVar

from influencer_app.db.outbox import WorkspaceEvent


class BillingChanged(WorkspaceEvent):
    """A workspace's plan or subscription changed."""

    name: ClassVar[str] = "billing_changed"
