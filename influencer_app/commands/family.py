"""One ``influencer up`` for a ``DATA_DIR``, and what a killed one may have left behind."""

import fcntl
import json
import os
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import IO

import psutil

from influencer_app.commands.errors import CommandError

GONE_SECONDS = 5.0


def lock(run: Path) -> IO[str]:
    """Hold ``run/up.lock`` as long as the returned file is open; the kernel frees it when we die.

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
    holder.write(f"{os.getpid()}\n")
    holder.flush()
    return holder


def remember(run: Path, pids: Iterable[int]) -> None:
    """Write down which children run, with their start times (a number alone may be given away again)."""
    rows = [[pid, started] for pid in pids if (started := _started(pid)) is not None]
    work = run / "children.json.new"
    work.write_text(json.dumps(rows), encoding="ascii")
    work.replace(run / "children.json")


def end_leftovers(run: Path) -> int:
    """End what an ``influencer up`` that was killed has left; returns how many processes that were.

    Linux ends the children itself when their parent dies; this waits for that. Elsewhere they are still
    running. Those that were handed to another parent are recognised by their session.
    """
    try:
        rows = json.loads((run / "children.json").read_text(encoding="ascii"))
    except (FileNotFoundError, json.JSONDecodeError):
        return 0
    leaders = {int(pid): float(started) for pid, started in rows}
    left = [process for process in psutil.process_iter() if _is_left(process, leaders)]
    for process in left:
        _signal(process, signal.SIGTERM)
    _, alive = psutil.wait_procs(left, timeout=GONE_SECONDS)
    for process in alive:
        _signal(process, signal.SIGKILL)
    psutil.wait_procs(alive, timeout=GONE_SECONDS)
    (run / "children.json").unlink()
    return len(left)


def _is_left(process: psutil.Process, leaders: dict[int, float]) -> bool:
    try:
        session = os.getsid(process.pid)
        if session not in leaders or process.status() == psutil.STATUS_ZOMBIE:
            return False
        began = process.create_time()
    except (ProcessLookupError, PermissionError, psutil.Error):
        return False
    leader = _started(session)
    if leader is not None:
        return abs(leader - leaders[session]) < 0.1
    return began >= leaders[session] - 0.1


def _signal(process: psutil.Process, number: int) -> None:
    try:
        process.send_signal(number)
    except psutil.NoSuchProcess:
        return


def _started(pid: int) -> float | None:
    try:
        return psutil.Process(pid).create_time()
    except psutil.NoSuchProcess:
        return None
