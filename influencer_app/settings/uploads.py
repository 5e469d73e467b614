"""Settings of uploads."""

from pydantic import Field

from influencer_app.settings.base import CapabilitySettings


class UploadSettings(CapabilitySettings):
    """How many files a person may upload in an hour, how many megabytes they may keep, and how slowly.

    ``upload_idle_seconds`` is the longest pause within any request body, ``upload_seconds_max`` the longest
    time that one may take.
    """

    uploads_per_hour: int = Field(default=60, ge=1)
    upload_megabytes: int = Field(default=200, ge=1)
    upload_idle_seconds: float = Field(default=30, gt=0)
    upload_seconds_max: float = Field(default=600, gt=0)
