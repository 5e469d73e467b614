"""What credits tell the open tabs."""

from typing import ClassVar

from influencer_app.db.outbox import Event


class CreditsChanged(Event):
    """The balance of a person is another one."""

    name: ClassVar[str] = "credits_changed"
