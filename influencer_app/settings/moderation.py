"""Settings of moderation by a model."""

from typing import Literal

from influencer_app.settings.base import CapabilitySettings


class ModerationSettings(CapabilitySettings):
    """Whether pictures are moderated, and what happens while the moderation does not answer."""

    moderate_pictures: bool = False
    moderation_when_down: Literal["allow", "refuse"] = "allow"
