"""The base of every capability's settings."""

from collections.abc import Iterator

from pydantic_settings import BaseSettings, SettingsConfigDict


class CapabilitySettings(BaseSettings):
    """The variables of one capability, named like their fields in upper case."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True)

    def problems(self) -> Iterator[str]:
        """Yield a sentence, without a full stop, for each combination of values that cannot work.

        Overrides yield those of ``super()`` as well.
        """
        yield from ()
