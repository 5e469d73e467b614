"""Jobs of the uploads."""

from typing import ClassVar

from influencer_app.db.jobs import Job


class DeleteExpiredUploads(Job):
    """Deletes uploads that are older than a day."""

    name: ClassVar[str] = "housekeeping.delete_uploads"
