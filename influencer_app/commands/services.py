"""What ``influencer up`` generates once and keeps: passwords, ports, the signing secret."""

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
    """The settings as people gave them, without what an earlier run generated."""

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
    """The servers to run ourselves; ``None`` where an existing one is used."""

    postgres: Postgres | None
    valkey: Valkey | None


def prepare_folders(data_dir: Path) -> Path:
    """Make ``DATA_DIR``, ``run``, ``logs`` and an empty ``run/metrics`` (mode 0700); returns ``run``.

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
            f"{error.filename or data_dir} cannot be written ({error.strerror}); make it yours, "
            "or choose another folder with DATA_DIR."
        ) from None
    return run


def prepare_services(given: Settings) -> Services:
    """Read or generate ports and passwords, and write ``services.json`` (mode 0600).

    It then holds what ``Settings`` reads where the environment says nothing: ``database_url``,
    ``redis_url`` and ``secret_key``. Ports of the last time are used again when they are free.
    """
    path = services_file(given.data_dir)
    kept = _read(path)
    is_known = "postgres_password" in kept
    postgres = valkey = None
    facts: dict[str, Any] = {"secret_key": kept.get("secret_key") or secrets.token_urlsafe(48)}
    for name in ("postgres_password", "valkey_password"):
        facts[name] = kept.get(name) or secrets.token_urlsafe(24)
    if not given.database_url:
        port = free_port(kept.get("postgres_port"))
        postgres = Postgres(given.data_dir / "postgres", port, facts["postgres_password"])
        facts |= {"postgres_port": port, "database_url": postgres.url(DATABASE)}
        if postgres.is_initialised and not is_known:
            postgres.reset_password()
    if not given.redis_url:
        port = free_port(kept.get("valkey_port"))
        valkey = Valkey(given.data_dir / "valkey", port, facts["valkey_password"])
        facts |= {"valkey_port": port, "redis_url": valkey.url()}
    _write(path, facts)
    return Services(postgres, valkey)


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (json.JSONDecodeError, UnicodeDecodeError):
        raise CommandError(f"{path} is damaged; delete it, and new passwords and secrets are made.") from None
    return found


def _write(path: Path, facts: dict[str, Any]) -> None:
    work = path.with_name(f"{path.name}.new")
    work.unlink(missing_ok=True)
    work.touch(mode=0o600)
    work.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    work.replace(path)
