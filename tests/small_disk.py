"""A disk of a few megabytes: a tmpfs, where this process may mount one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CAN_MOUNT = os.geteuid() == 0 and Path("/proc/self/mounts").exists()
"""True for root on Linux; a container may refuse even that, which fails the test with mount's own words."""

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


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[SmallDisk]:
    """A disk mounted at ``folder``, which is made for it."""
    folder.mkdir(mode=0o755)
    options = f"size={megabytes}m,mode=0755"
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
