"""Live events about credits."""

from typing import ClassVar

from influencer_app.db.outbox import WorkspaceEvent


class CreditsChanged(WorkspaceEvent):
    """A workspace's balance changed."""

    name: ClassVar[str] = "credits_changed"
