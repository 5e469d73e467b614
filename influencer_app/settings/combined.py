"""Combines the settings of all capabilities, and checks them against each other."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Self

from pydantic import ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from influencer_app.settings.accounts import AccountSettings
from influencer_app.settings.database import DatabaseSettings
from influencer_app.settings.errors import SettingsError
from influencer_app.settings.generation import GenerationSettings
from influencer_app.settings.identity_providers import OpenIDSettings
from influencer_app.settings.mail import MailSettings
from influencer_app.settings.moderation import ModerationSettings
from influencer_app.settings.observability import ObservabilitySettings
from influencer_app.settings.openai import OpenAISettings
from influencer_app.settings.payments import PaymentSettings
from influencer_app.settings.providers import ProviderSettings
from influencer_app.settings.queue import QueueSettings
from influencer_app.settings.replicate import ReplicateSettings
from influencer_app.settings.signing import SigningSettings
from influencer_app.settings.site import SiteSettings
from influencer_app.settings.sources import ServicesFile
from influencer_app.settings.storage import StorageSettings
from influencer_app.settings.uploads import UploadSettings
from influencer_app.settings.webhooks import WebhookSettings


class Settings(
    SiteSettings,
    ObservabilitySettings,
    DatabaseSettings,
    QueueSettings,
    AccountSettings,
    OpenIDSettings,
    MailSettings,
    UploadSettings,
    GenerationSettings,
    ProviderSettings,
    ReplicateSettings,
    OpenAISettings,
    ModerationSettings,
    PaymentSettings,
    SigningSettings,
    StorageSettings,
    WebhookSettings,
):
    """All settings. ``docs/operations.md`` and ``.env.example`` describe each of them."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, env_settings, dotenv_settings, ServicesFile(settings_cls))

    @classmethod
    def read(cls, **overrides: Any) -> Self:
        """Return the settings. Raises ``SettingsError`` naming every wrong variable."""
        try:
            return cls(**overrides)
        except ValidationError as error:
            problems = "; ".join(_describe(each) for each in error.errors())
            raise SettingsError(f"Wrong settings. {problems}.") from error

    @property
    def uses_provider(self) -> bool:
        """Whether a provider generates, instead of the sketch engine."""
        return self.engine == "replicate" or (self.engine == "auto" and bool(self.replicate_api_token))

    @property
    def has_provider(self) -> bool:
        """Whether a provider is configured, for new requests or for what still runs there."""
        return self.uses_provider or bool(self.replicate_api_token)

    def problems(self) -> Iterator[str]:
        yield from super().problems()
        if self.engine == "replicate" and not self.replicate_api_token:
            yield "ENGINE is replicate, so set REPLICATE_API_TOKEN as well"

    @model_validator(mode="after")
    def _check_combinations(self) -> Self:
        if found := list(self.problems()):
            raise ValueError("; ".join(found))
        return self


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process, read at the first call."""
    return Settings.read()


def _describe(error: ErrorDetails) -> str:
    """Name the variable and its problem; a combination's message names its variables itself."""
    message = error["msg"].removeprefix("Value error, ")
    return f"{str(error['loc'][0]).upper()}: {message}" if error["loc"] else message
