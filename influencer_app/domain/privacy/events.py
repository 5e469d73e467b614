"""Live events about people's own data."""

from typing import ClassVar

from influencer_app.db.outbox import PersonEvent


class ExportChanged(PersonEvent):
    """An export was started, has progressed, or is ready."""

    name: ClassVar[str] = "export_changed"


class ErasureChanged(PersonEvent):
    """The account is to be erased, or is kept after all."""

    name: ClassVar[str] = "erasure_changed"
