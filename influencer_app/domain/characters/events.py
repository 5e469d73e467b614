"""Live events about characters."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.outbox import WorkspaceEvent


class CharacterChanged(WorkspaceEvent):
    """A character was created, changed, given a portrait or deleted."""

    name: ClassVar[str] = "character_changed"
    character_id: UUID
