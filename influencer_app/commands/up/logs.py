"""Writes the output of child processes to rotated log files, and keeps the last lines in memory."""

import logging
import sys
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_BYTES = 5_000_000
FILES_KEPT = 3
LINES_KEPT = 6


def ignore(_: OSError) -> None:
    """For those who need not know that a line could not be written."""


class _Handler(RotatingFileHandler):
    """Drops what cannot be written, on a full disk for example, and opens the file anew for the next line."""

    def __init__(self, path: Path, on_error: Callable[[OSError], None]) -> None:
        super().__init__(path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True)
        self.lost = 0
        self._on_error = on_error

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  the name is logging's
        self.lost += 1
        self.close()
        error = sys.exc_info()[1]
        if isinstance(error, OSError):
            self._on_error(error)

    def close(self) -> None:
        stream, self.stream = self.stream, None
        if stream is not None:
            with suppress(OSError):  # what is left of a line that could not be written
                stream.close()


class LogFile:
    """Splits output into lines and appends them to ``path``; ``last`` holds the latest of them.

    Lines that cannot be written are counted, and their number is written once that works again; ``on_error``
    is called with the reason.
    """

    def __init__(self, path: Path, on_error: Callable[[OSError], None] = ignore) -> None:
        self.path = path
        self.last: deque[str] = deque(maxlen=LINES_KEPT)
        self._incomplete = b""
        self._handler = _Handler(path, on_error)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def feed(self, data: bytes) -> list[str]:
        """Take a chunk of output; returns the lines it completed. Empty data completes the last line."""
        pieces = (self._incomplete + data).split(b"\n")
        self._incomplete = pieces.pop() if data else b""
        lines = [piece.decode("utf-8", "replace").rstrip() for piece in pieces]
        lines = [line for line in lines if line]
        for line in lines:
            self.last.append(line)
            self._write(line)
        return lines

    def close(self) -> None:
        """Close the file."""
        self._handler.close()

    def _write(self, line: str) -> None:
        lost = self._handler.lost
        if lost:
            self._handler.emit(logging.makeLogRecord({"msg": f"({lost} lines could not be written here)"}))
            if self._handler.lost > lost:
                return
            self._handler.lost = 0
        self._handler.emit(logging.makeLogRecord({"msg": line}))
