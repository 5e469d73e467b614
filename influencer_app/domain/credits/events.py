"""Live events about credits."""

from typing import ClassVar

from influencer_app.db.outbox import Event


class CreditsChanged(Event):
    """A person's balance changed."""

    name: ClassVar[str] = "credits_changed"
