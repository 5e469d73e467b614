"""Metric files that survive a full disk.

``prometheus_client`` maps files with holes into memory. Writing into a hole for which a full disk has no
space ends the process with SIGBUS, so here a file has its space before it is mapped. A process that finds no
space counts in memory, and moves to a file once there is some.

Metrics are made of the classes of this module, so that the first of them has such a file already.
"""

import mmap
import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from prometheus_client import Counter, Gauge, Histogram, values
from prometheus_client.mmap_dict import MmapedDict

__all__ = ["Counter", "Gauge", "Histogram"]

FIRST_BYTES = 1 << 16
RETRY_SECONDS = 15.0


_Untyped: Any = MmapedDict


class ReservedMmapedDict(_Untyped):  # type: ignore[misc]  # the library has no types here
    """A ``MmapedDict`` whose file is as large on the disk as it says, or which has no file for now."""

    def __init__(self, filename: str) -> None:
        self._fname = filename
        self._f: Any = None
        self._m: Any = mmap.mmap(-1, FIRST_BYTES)
        self._capacity = FIRST_BYTES
        self._used = 8
        self._positions: dict[str, int] = {}
        self._retry_at = 0.0
        self._m[0:4] = self._used.to_bytes(4, sys.byteorder)
        existing = _read(filename)
        if len(existing) >= FIRST_BYTES:
            self._load(existing)
        self._move_to_file()

    def write_value(self, key: str, value: float, timestamp: float) -> None:
        """See the library."""
        if self._f is None and time.monotonic() >= self._retry_at:
            self._move_to_file()
        super().write_value(key, value, timestamp)

    def close(self) -> None:
        """See the library. A process without a file has nothing to close."""
        if self._f is not None:
            super().close()

    def _init_value(self, key: str) -> None:
        needed = self._used + len(key.encode()) + 32
        if needed > self._capacity:
            capacity = self._capacity
            while capacity < needed:
                capacity *= 2
            self._leave_file(capacity)
            self._move_to_file()
        super()._init_value(key)

    def _load(self, content: bytes) -> None:
        self._leave_file(len(content))
        self._m[:] = content
        self._used = int.from_bytes(content[0:4], sys.byteorder) or 8
        self._m[0:4] = self._used.to_bytes(4, sys.byteorder)
        for key, _, _, position in self._read_all_values():
            self._positions[key] = position

    def _leave_file(self, capacity: int) -> None:
        """Go on in memory, with room for ``capacity`` bytes."""
        memory = mmap.mmap(-1, capacity)
        memory[: self._used] = self._m[: self._used]
        if self._f is not None:
            self._f.close()
            self._f = None
        self._m, self._capacity = memory, capacity

    def _move_to_file(self) -> None:
        """Go on in a new file of the same name, which replaces the old one once it is complete."""
        path = Path(self._fname)
        work = path.with_name(f"{path.name}.{os.getpid()}.new")
        try:
            work.write_bytes(self._m[:])
            work.replace(path)
            self._f = path.open("r+b")
        except OSError:
            self._retry_at = time.monotonic() + RETRY_SECONDS
            with suppress(OSError):
                work.unlink()
            return
        self._m = mmap.mmap(self._f.fileno(), self._capacity)


def _read(filename: str) -> bytes:
    try:
        return Path(filename).read_bytes()
    except OSError:
        return b""


vars(values)["MmapedDict"] = ReservedMmapedDict
