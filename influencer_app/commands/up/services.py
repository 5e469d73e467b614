"""Generates passwords, ports and the signing secret once, and keeps them in ``services.json``."""

import json
import os
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from influencer_app.commands.errors import CommandError
from influencer_app.embedded.ports import free_port
from influencer_app.embedded.postgres import Postgres
from influencer_app.embedded.valkey import Valkey
from influencer_app.settings import Settings, services_file

DATABASE = "evermuse"


class GivenSettings(Settings):
    """The settings as the operator gave them, without what an earlier run generated."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, dotenv_settings


@dataclass(frozen=True, slots=True)
class Services:
    """The servers to run as children; ``None`` where an existing one is used."""

    postgres: Postgres | None
    valkey: Valkey | None


def prepare_folders(data_dir: Path) -> Path:
    """Create ``DATA_DIR``, ``run``, ``logs`` and an empty ``run/metrics`` (mode 0700); returns ``run``.

    Raises ``CommandError`` when they cannot be written.
    """
    run = data_dir / "run"
    try:
        shutil.rmtree(run / "metrics", ignore_errors=True)
        for folder in (data_dir, run, data_dir / "logs", run / "metrics"):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if not os.access(folder, os.W_OK | os.X_OK):
                raise PermissionError(13, "Permission denied", str(folder))
    except OSError as error:
        raise CommandError(
            f"{error.filename or data_dir} cannot be written ({error.strerror}); change its owner, "
            "or choose another folder with DATA_DIR."
        ) from None
    return run


def prepare_services(given: Settings) -> Services:
    """Read or generate ports and passwords, and write ``services.json`` (mode 0600).

    It then holds ``database_url``, ``redis_url`` and ``secret_key`` for ``Settings`` to read where the
    environment does not set them. Ports of the previous run are used again when they are free.
    Raises ``CommandError`` when the file is damaged.
    """
    path = services_file(given.data_dir)
    stored = _read(path)
    has_password = "postgres_password" in stored
    postgres = valkey = None
    values: dict[str, Any] = {"secret_key": stored.get("secret_key") or secrets.token_urlsafe(48)}
    for name in ("postgres_password", "valkey_password"):
        values[name] = stored.get(name) or secrets.token_urlsafe(24)
    if not given.database_url:
        port = free_port(stored.get("postgres_port"))
        postgres = Postgres(given.data_dir / "postgres", port, values["postgres_password"])
        values |= {"postgres_port": port, "database_url": postgres.url(DATABASE)}
        if postgres.is_initialised and not has_password:
            postgres.reset_password()
    if not given.redis_url:
        port = free_port(stored.get("valkey_port"))
        valkey = Valkey(given.data_dir / "valkey", port, values["valkey_password"])
        values |= {"valkey_port": port, "redis_url": valkey.url()}
    if values != stored:
        _write(path, values)
    return Services(postgres, valkey)


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise CommandError(
            f"{path} is damaged; delete it to have new passwords and secrets generated."
        ) from None
    return found


def _write(path: Path, values: dict[str, Any]) -> None:
    work = path.with_name(f"{path.name}.new")
    work.unlink(missing_ok=True)
    work.touch(mode=0o600)
    work.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    work.replace(path)
