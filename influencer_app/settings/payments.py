"""Settings of payments."""

from collections.abc import Iterator

from pydantic import Field, SecretStr

from influencer_app.settings.base import CapabilitySettings


class PaymentSettings(CapabilitySettings):
    """Stripe; nothing can be bought without ``stripe_secret_key``.

    ``stripe_webhook_secret`` may be several, separated by commas, while one replaces another.
    ``default_plan`` is the plan of new accounts.
    """

    stripe_secret_key: SecretStr = SecretStr("")
    stripe_webhook_secret: SecretStr = SecretStr("")
    stripe_base_url: str = Field(default="https://api.stripe.com", pattern="^https?://[^/]+$")
    stripe_account_id: str = ""
    stripe_tax: bool = False
    stripe_promotion_codes: bool = True
    default_plan: str = Field(default="free", pattern="^[a-z0-9_-]{1,32}$")

    @property
    def sells(self) -> bool:
        """Whether anything can be bought here."""
        return bool(self.stripe_secret_key)

    @property
    def stripe_webhook_secrets(self) -> tuple[str, ...]:
        """What webhooks may be signed with."""
        parts = self.stripe_webhook_secret.get_secret_value().split(",")
        return tuple(part.strip() for part in parts if part.strip())

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if self.stripe_webhook_secrets and not self.stripe_secret_key:
            yield "STRIPE_WEBHOOK_SECRET is set, so set STRIPE_SECRET_KEY as well"
