"""Settings of outgoing webhooks."""

from influencer_app.settings.base import CapabilitySettings


class WebhookSettings(CapabilitySettings):
    """Where webhooks may be sent to: to the public internet over https, unless private is allowed."""

    webhooks_allow_private: bool = False
