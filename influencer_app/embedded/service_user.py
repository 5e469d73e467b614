"""Chooses the user that the servers run as: this one, or ``nobody`` for root, which Postgres refuses."""

import os
import pwd
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from influencer_app.embedded.errors import EmbeddedError

WORKING_DIRECTORY = Path("/proc/self/cwd")


@dataclass(frozen=True, slots=True)
class ServiceUser:
    """An unprivileged user."""

    uid: int
    gid: int


def service_user() -> ServiceUser | None:
    """Return the user that servers switch to; ``None`` when this process is not root.

    Raises ``EmbeddedError`` when root has no unprivileged user to switch to.
    """
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedError(
            "Postgres does not run as root and this system has no user called nobody; "
            "start as another user, or set DATABASE_URL and REDIS_URL."
        ) from None
    return ServiceUser(entry.pw_uid, entry.pw_gid)


def take_ownership(folder: Path, user: ServiceUser | None) -> Path:
    """Create a folder (mode 0700), give it and its content to ``user``, and return it.

    Raises ``EmbeddedError`` when it is not writable.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        if user is not None and folder.stat().st_uid != user.uid:
            for parent, folders, files in os.walk(folder):
                for name in (".", *folders, *files):
                    os.chown(Path(parent, name), user.uid, user.gid, follow_symlinks=False)
    except OSError as error:
        raise EmbeddedError(
            f"{folder} cannot be written ({error.strerror}); set DATA_DIR to another folder."
        ) from None
    return folder


def path_for_server(folder: Path, user: ServiceUser | None) -> Path:
    """Return the path under which a server with this working directory can open the folder.

    An unprivileged user may be unable to enter the parents (``/root`` is 0700), but a process can always
    open its working directory; only Linux has a path for that. Raises ``EmbeddedError`` elsewhere.
    """
    if user is None:
        return folder
    if sys.platform.startswith("linux"):
        return WORKING_DIRECTORY
    if can_access(folder, user):
        return folder
    raise EmbeddedError(
        f"The user nobody may not enter {folder}; start as another user or set DATA_DIR to an open folder."
    )


def can_access(path: Path, user: ServiceUser) -> bool:
    """Whether this user may read and enter the path, according to the system itself."""
    check = ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)]
    result = subprocess.run(  # noqa: S603  a fixed command
        check, user=user.uid, group=user.gid, extra_groups=[], cwd="/", check=False
    )
    return result.returncode == 0
