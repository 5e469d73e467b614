"""Prints the progress of ``influencer up`` and the output of its children."""

import errno
import sys
import time

COLOURS = {"web": "36", "io": "33", "cpu": "35", "beat": "34"}


FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Terminal:
    """Writes to stdout; falls silent when it is closed, so that a closed window cannot break the shutdown.

    Where stdout is a file on a full disk, lines are lost until there is space.
    """

    def __init__(self) -> None:
        self._is_open = True
        self._has_colours = sys.stdout.isatty()
        self._started = time.monotonic()

    def say(self, text: str) -> None:
        """Print a line of our own, with the seconds since the start."""
        self._write(f"{time.monotonic() - self._started:6.1f} s  {text}\n")

    def child(self, name: str, line: str) -> None:
        """Print a line of a child's output, after its name."""
        label = f"{name:>8}"
        if self._has_colours and name in COLOURS:
            label = f"\x1b[{COLOURS[name]}m{label}\x1b[0m"
        self._write(f"{label} | {line}\n")

    def _write(self, text: str) -> None:
        if not self._is_open:
            return
        try:
            sys.stdout.write(text)
            sys.stdout.flush()
        except (OSError, ValueError) as error:
            self._is_open = isinstance(error, OSError) and error.errno in FULL
