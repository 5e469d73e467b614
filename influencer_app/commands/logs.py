"""Log files of the children, rotated, with the last lines at hand."""

import logging
from collections import deque
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_BYTES = 5_000_000
FILES_KEPT = 3
LAST_LINES = 6


class LogFile:
    """Splits what a child prints into lines and appends them to ``DATA_DIR/logs/NAME.log``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.last: deque[str] = deque(maxlen=LAST_LINES)
        self._rest = b""
        self._handler = RotatingFileHandler(
            path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))

    def feed(self, data: bytes) -> list[str]:
        """Take a piece of output; returns the lines it completed. Empty data completes the last one."""
        pieces = (self._rest + data).split(b"\n")
        self._rest = pieces.pop() if data else b""
        lines = [piece.decode("utf-8", "replace").rstrip() for piece in pieces]
        lines = [line for line in lines if line]
        for line in lines:
            self.last.append(line)
            self._handler.emit(logging.makeLogRecord({"msg": line}))
        return lines

    def close(self) -> None:
        """Close the file."""
        self._handler.close()
