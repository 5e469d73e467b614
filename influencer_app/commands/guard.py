"""Runs a command and ends its whole process group with it, or when told to.

A script (``python -I -S guard.py PROGRAM ARGUMENT...``), started as the leader of its group. ``npm`` and
the bundler start processes of their own that would outlive the command.
"""

import os
import signal
import subprocess
import sys
from types import FrameType


def end_group(signal_number: int, frame: FrameType | None) -> None:
    """Kill everything in this process group, this process included."""
    os.killpg(0, signal.SIGKILL)


def guard(argv: list[str]) -> int:
    """Run the command to its end; returns its exit code."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end_group)
    code = subprocess.call(argv)  # noqa: S603  no shell, no outside input
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)
    return code


if __name__ == "__main__":
    sys.exit(guard(sys.argv[1:]))
