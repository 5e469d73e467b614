"""What a person sees of ``influencer up``: lines of the children, and progress with seconds."""

import sys
import time

COLOURS = {"web": "36", "io": "33", "cpu": "35", "beat": "34"}


class Terminal:
    """Writes to standard output; falls silent when it goes away (a closed window must not stop a stop)."""

    def __init__(self) -> None:
        self._is_open = True
        self._has_colours = sys.stdout.isatty()
        self._started = time.monotonic()

    def say(self, text: str) -> None:
        """A line of our own, with the seconds since the start."""
        self._write(f"{time.monotonic() - self._started:6.1f} s  {text}\n")

    def child(self, name: str, line: str) -> None:
        """A line that a child printed."""
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
        except (OSError, ValueError):
            self._is_open = False
