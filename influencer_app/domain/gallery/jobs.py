"""Jobs of the gallery."""

from typing import ClassVar

from influencer_app.db.jobs import Job


class DeleteDiscarded(Job):
    """Deletes discarded generations once they can no longer be restored."""

    name: ClassVar[str] = "housekeeping.delete_discarded"
