"""Who the servers run as: ourselves, or ``nobody`` when we are root (Postgres refuses root)."""

import os
import pwd
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from influencer_app.embedded.errors import EmbeddedError

OWN_FOLDER = Path("/proc/self/cwd")


@dataclass(frozen=True, slots=True)
class Identity:
    """An unprivileged user by numbers."""

    uid: int
    gid: int


def service_identity() -> Identity | None:
    """The user that servers drop to, or ``None`` when this process is not root."""
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam("nobody")
    except KeyError:
        raise EmbeddedError(
            "Postgres does not run as root and this system has no user called nobody; "
            "start as another user, or set DATABASE_URL and REDIS_URL."
        ) from None
    return Identity(entry.pw_uid, entry.pw_gid)


def own_folder(folder: Path, identity: Identity | None) -> Path:
    """Make a folder (mode 0700) that belongs to this identity, with all that lies in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        if identity is not None and folder.stat().st_uid != identity.uid:
            for parent, folders, files in os.walk(folder):
                for name in (".", *folders, *files):
                    os.chown(Path(parent, name), identity.uid, identity.gid, follow_symlinks=False)
    except OSError as error:
        raise EmbeddedError(
            f"{folder} cannot be written ({error.strerror}); set DATA_DIR to another folder."
        ) from None
    return folder


def seen_from_inside(folder: Path, identity: Identity | None) -> Path:
    """The path by which a server with this working folder reaches it.

    A dropped user may be unable to walk through the parents (``/root`` is 0700), yet a process may always
    reach the folder it stands in. Only Linux has a path for that.
    """
    if identity is None:
        return folder
    if sys.platform.startswith("linux"):
        return OWN_FOLDER
    if may_use(folder, identity):
        return folder
    raise EmbeddedError(
        f"The user nobody may not enter {folder}; start as another user or set DATA_DIR to an open folder."
    )


def may_use(path: Path, identity: Identity) -> bool:
    """Whether this user may read and enter the path, asked of the system itself."""
    check = ["/bin/sh", "-c", 'test -r "$1" && test -x "$1"', "sh", str(path)]
    result = subprocess.run(  # noqa: S603  a fixed command
        check, user=identity.uid, group=identity.gid, extra_groups=[], cwd="/", check=False
    )
    return result.returncode == 0
