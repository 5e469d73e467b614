"""Jobs of people's own data."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.jobs import Job


class WriteExport(Job):
    """Writes the zip of one export."""

    name: ClassVar[str] = "privacy.export"
    export_id: UUID


class Erase(Job):
    """Erases an account or a workspace that is due."""

    name: ClassVar[str] = "privacy.erase"
    erasure_id: UUID


class RecoverPrivacy(Job):
    """Sends again what is due and what nobody works on, and deletes exports that have expired."""

    name: ClassVar[str] = "privacy.recover"
