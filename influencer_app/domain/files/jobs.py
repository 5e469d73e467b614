"""Jobs of files."""

from typing import ClassVar

from influencer_app.db.jobs import Job


class DeleteFiles(Job):
    """Deletes the files whose deletion is scheduled."""

    name: ClassVar[str] = "housekeeping.delete_files"
