"""Allows one ``influencer up`` per ``DATA_DIR``, and ends what a killed one has left running."""

import fcntl
import json
import os
import signal
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil

from influencer_app.commands.errors import CommandError

STOP_SECONDS = 5.0


def acquire_lock(run: Path) -> IO[str]:
    """Hold ``run/up.lock`` as long as the returned file is open; the kernel releases it when we die.

    Raises ``CommandError`` when another process holds it.
    """
    holder = (run / "up.lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder.seek(0)
        pid = holder.read().strip() or "unknown"
        holder.close()
        raise CommandError(
            f"It is running already on {run.parent} (process {pid}); use that one, stop it with Ctrl-C, "
            "or set DATA_DIR and PORT to run a second one."
        ) from None
    holder.truncate(0)
    with suppress(OSError):  # a full disk: the lock holds without our name in it
        os.write(holder.fileno(), f"{os.getpid()}\n".encode())
    return holder


def record_children(run: Path, pids: Iterable[int]) -> None:
    """Write the children's process ids with their start times (an id alone may be reused)."""
    rows = [[pid, started] for pid in pids if (started := _start_time(pid)) is not None]
    work = run / "children.json.new"
    work.write_text(json.dumps(rows), encoding="ascii")
    work.replace(run / "children.json")


def end_orphans(run: Path) -> int:
    """End the processes that a killed ``influencer up`` has left; returns how many there were.

    Linux itself ends the children of a dead parent, and this waits for it; elsewhere they are still running.
    Grandchildren, which have another parent by now, are recognised by their session.
    """
    try:
        rows = json.loads((run / "children.json").read_text(encoding="ascii"))
    except (FileNotFoundError, json.JSONDecodeError):
        return 0
    leaders = {int(pid): float(started) for pid, started in rows}
    orphans = [process for process in psutil.process_iter() if _is_orphan(process, leaders)]
    for process in orphans:
        _send_signal(process, signal.SIGTERM)
    _, alive = psutil.wait_procs(orphans, timeout=STOP_SECONDS)
    for process in alive:
        _send_signal(process, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=STOP_SECONDS)
    (run / "children.json").unlink()
    return len(orphans)


def _is_orphan(process: psutil.Process, leaders: dict[int, float]) -> bool:
    """Whether the process belongs to the session of a recorded child; ``leaders`` maps pid to start time."""
    try:
        session = os.getsid(process.pid)
        if session not in leaders or process.status() == psutil.STATUS_ZOMBIE:
            return False
        started = process.create_time()
    except (ProcessLookupError, PermissionError, psutil.Error):
        return False
    leader_started = _start_time(session)
    if leader_started is not None:
        return abs(leader_started - leaders[session]) < 0.1
    return started >= leaders[session] - 0.1


def _send_signal(process: psutil.Process, number: int) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return


def _start_time(pid: int) -> float | None:
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return None
