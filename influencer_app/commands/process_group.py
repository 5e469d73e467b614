"""Runs a command and kills its whole process group when it ends or when told to.

A script (``python -I -S process_group.py PROGRAM ARGUMENT...``), started as the leader of its group. ``npm``
and the bundler start processes that would otherwise outlive the command.
"""

import os
import signal
import subprocess
import sys
from types import FrameType


def kill_group(signal_number: int, frame: FrameType | None) -> None:
    """Kill every process of this group, this one included."""
    os.killpg(0, signal.SIGKILL)


def run_command(argv: list[str]) -> int:
    """Run the command until it ends; returns its exit code."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, kill_group)
    code = subprocess.call(argv)  # noqa: S603  no shell, no outside input
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)
    return code


if __name__ == "__main__":
    sys.exit(run_command(sys.argv[1:]))
