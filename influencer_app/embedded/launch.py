"""Replaces itself with another program, after dropping root and asking to die with its parent.

Run as a script (``python -I -S launch.py PARENT SIGNAL UID GID PROGRAM ARGUMENT...``), because between
fork and exec of a process with threads hardly anything is safe, and because changing the
user id clears ``PR_SET_PDEATHSIG``. It imports the standard library alone.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def die_with_parent(signal_number: int, parent: int) -> None:
    """Have the kernel send this signal when the parent's starting thread ends (only on Linux).

    Ends this process at once when the parent has ended already.
    """
    if not sys.platform.startswith("linux"):
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_PDEATHSIG was refused")
    if os.getppid() != parent:
        os._exit(1)


def exec_program(parent: int, signal_number: int, uid: int, gid: int, argv: list[str]) -> None:
    """Replace this process with ``argv``; a negative ``uid`` keeps the user. Raises ``OSError``."""
    if uid >= 0:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    if signal_number > 0:
        die_with_parent(signal_number, parent)
    os.execv(argv[0], argv)  # noqa: S606  the very purpose; argv comes from Program alone


if __name__ == "__main__":
    try:
        exec_program(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), sys.argv[5:])
    except OSError as failure:
        sys.exit(f"{sys.argv[5]} could not be started: {failure}")
