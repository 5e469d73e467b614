"""A disk of a few megabytes: a tmpfs, where this process may mount one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

LEFTOVER = "filler"


class SmallDisk:
    """The mounted folder. ``fill`` leaves not a byte, ``free`` gives back what ``fill`` took."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Write until there is no space left."""
        with (self.folder / LEFTOVER).open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(1 << 16))
        with (self.folder / LEFTOVER).open("ab", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(1))

    def free(self) -> None:
        """Remove what ``fill`` has written."""
        (self.folder / LEFTOVER).unlink()


@cache
def can_mount() -> bool:
    """Whether this process may mount a disk: root on Linux may, unless its container refuses."""
    if os.geteuid() != 0 or not Path("/proc/self/mounts").exists():
        return False
    with TemporaryDirectory() as folder:
        try:
            with small_disk(Path(folder) / "disk", 1):
                return True
        except (OSError, subprocess.CalledProcessError):
            return False


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A disk mounted at ``folder``, which is made for it."""
    folder.mkdir(mode=0o755)
    options = f"size={megabytes}m,mode=0755"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    subprocess.run(mount, check=True, capture_output=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
