"""Every environment variable of the software, typed, read once.

Values come from the environment, then from ``.env`` in the working folder. What ``influencer up``
generates or starts by itself (addresses and passwords of the embedded services, the signing secret)
stands in ``DATA_DIR/run/services.json`` (mode 0600) and is used where the environment says nothing,
so that every other command finds the running services.
"""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)


class SettingsError(Exception):
    """A variable is missing or wrong; the message says which and what to do."""


class ServicesFile(PydanticBaseSettingsSource):
    """Reads ``DATA_DIR/run/services.json``; weaker than the environment and ``.env``."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        folder = Path(str(self.current_state.get("data_dir") or ".data"))
        path = services_file(folder)
        if not path.is_file():
            return {}
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found


def services_file(data_dir: Path) -> Path:
    """Where ``influencer up`` writes what it generated and started."""
    return data_dir / "run" / "services.json"


class Settings(BaseSettings):
    """See ``docs/operations.md`` and ``.env.example`` for each in words."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    product_name: str = "Evermuse"
    operator_name: str = ""
    operator_contact: str = ""
    legal_texts_checked: bool = False
    port: int = Field(default=3000, ge=1, le=65535)
    host: str = "127.0.0.1"
    public_url: str = ""
    data_dir: Path = Path(".data")
    environment: str = "production"
    log_level: str = "INFO"
    log_format: str = Field(default="console", pattern="^(console|json)$")

    database_url: str = ""
    database_pool_size: int = Field(default=5, ge=1)
    redis_url: str = ""
    secret_key: SecretStr = SecretStr("")

    web_processes: int = Field(default=1, ge=1)
    io_processes: int = Field(default=1, ge=1)
    cpu_processes: int = Field(default=2, ge=1)
    trusted_proxy_hops: int = Field(default=0, ge=0)
    metrics_token: SecretStr = SecretStr("")

    session_days: int = Field(default=30, ge=1)
    bcrypt_rounds: int = Field(default=12, ge=4, le=16)
    uploads_per_hour: int = Field(default=60, ge=1)
    upload_megabytes: int = Field(default=200, ge=1)
    generate_calls_per_minute: int = Field(default=120, ge=1)
    sign_in_tries_per_ten_minutes: int = Field(default=10, ge=1)
    sign_ups_per_hour: int = Field(default=200, ge=1)

    engine: str = Field(default="auto", pattern="^(auto|sketch|replicate)$")
    running_generations_max: int = Field(default=8, ge=1)
    generation_deadline_seconds: int = Field(default=600, ge=10)
    provider_creates_per_minute: int = Field(default=500, ge=1)
    provider_generations_max: int = Field(default=200, ge=1)
    provider_deadline_seconds: int = Field(default=1800, ge=10)
    generation_attempts_max: int = Field(default=5, ge=1)
    lease_seconds: int = Field(default=20, ge=5)
    portraits_per_day: int = Field(default=5, ge=0)

    openai_api_key: SecretStr = SecretStr("")
    openai_base_url: str = Field(default="https://api.openai.com/v1", pattern="^https?://")
    openai_prompt_model: str = Field(default="gpt-6-luna", min_length=1)
    openai_moderation_model: str = Field(default="omni-moderation-latest", min_length=1)
    openai_speech_model: str = Field(default="gpt-4o-mini-tts", min_length=1)
    moderate_pictures: bool = False
    moderation_when_down: Literal["allow", "refuse"] = "allow"
    speech: Literal["auto", "openai", "replicate", "sketch"] = "auto"
    replicate_api_token: SecretStr = SecretStr("")
    replicate_base_url: str = Field(default="https://api.replicate.com", pattern="^https?://[^/]+$")
    replicate_webhook_secret: SecretStr = SecretStr("")
    output_hosts: str = "replicate.delivery"
    replicate_speech_model: str = Field(default="minimax/speech-2.6-turbo", pattern="^[^/ ]+/[^/ ]+$")

    c2pa_certificate_file: Path | None = None
    c2pa_key_file: Path | None = None
    c2pa_timestamp_url: str = Field(default="", pattern="^(https?://.+)?$")

    storage: str = Field(default="local", pattern="^(local|s3)$")
    s3_bucket: str = ""
    s3_region: str = "auto"
    s3_endpoint: str = ""
    s3_access_key_id: str = ""
    s3_secret_access_key: SecretStr = SecretStr("")

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        return value.expanduser().resolve()

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
        """The settings, or ``SettingsError`` with one line for each wrong variable."""
        try:
            return cls(**overrides)
        except ValidationError as error:
            lines = [f"{str(p['loc'][0]).upper()}: {p['msg']}" for p in error.errors()]
            raise SettingsError("Wrong settings. " + "; ".join(lines)) from error

    @property
    def uses_provider(self) -> bool:
        """Whether a provider does the work, and not the sketch engine."""
        return self.engine == "replicate" or (self.engine == "auto" and bool(self.replicate_api_token))

    @property
    def base_url(self) -> str:
        """Public address without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://localhost:{self.port}"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read at the first call."""
    return Settings.read()
