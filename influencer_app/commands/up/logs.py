"""Writes the output of child processes to rotated log files, and keeps the last lines in memory."""

import logging
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_BYTES = 5_000_000
FILES_KEPT = 3
LINES_KEPT = 6


class LogFile:
    """Splits output into lines and appends them to ``path``; ``last`` holds the latest of them."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.last: deque[str] = deque(maxlen=LINES_KEPT)
        self._incomplete = b""
        self._handler = RotatingFileHandler(
            path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def feed(self, data: bytes) -> list[str]:
        """Take a chunk of output; returns the lines it completed. Empty data completes the last line."""
        pieces = (self._incomplete + data).split(b"\n")
        self._incomplete = pieces.pop() if data else b""
        lines = [piece.decode("utf-8", "replace").rstrip() for piece in pieces]
        lines = [line for line in lines if line]
        for line in lines:
            self.last.append(line)
            self._handler.emit(logging.makeLogRecord({"msg": line}))
        return lines

    def close(self) -> None:
        """Close the file."""
        self._handler.close()
