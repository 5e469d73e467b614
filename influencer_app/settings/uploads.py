"""Settings of uploads."""

from pydantic import Field

from influencer_app.settings.base import CapabilitySettings


class UploadSettings(CapabilitySettings):
    """How many files a person may upload in an hour, and how many megabytes they may keep."""

    uploads_per_hour: int = Field(default=60, ge=1)
    upload_megabytes: int = Field(default=200, ge=1)
