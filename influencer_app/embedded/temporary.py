"""Starts disposable servers for tests and benchmarks."""

import secrets
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from influencer_app.embedded.errors import EmbeddedError
from influencer_app.embedded.ports import free_port
from influencer_app.embedded.postgres import Postgres
from influencer_app.embedded.program import Program, stop
from influencer_app.embedded.valkey import Valkey

START_SECONDS = 30.0


@contextmanager
def temporary_postgres(folder: Path) -> Iterator[Postgres]:
    """Yield a ready server with its files below ``folder`` (replaced, and kept afterwards).

    It is fast instead of crash-proof. Enter the context in a thread that outlives it, best the main one.
    ``server.url(database)`` is for SQLAlchemy; the database ``postgres`` exists already.
    Raises ``EmbeddedError`` when the server does not start.
    """
    server = Postgres(folder / "postgres", free_port(), secrets.token_urlsafe(24), durable=False)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(server.folder, ignore_errors=True)
    server.initialise()
    with _running("Postgres", server.program(), server.is_ready, folder / "postgres.log", signal.SIGQUIT):
        yield server


@contextmanager
def temporary_valkey(folder: Path) -> Iterator[Valkey]:
    """Yield a ready server that keeps nothing on disk; the same holds for threads and errors as above."""
    server = Valkey(folder / "valkey", free_port(), secrets.token_urlsafe(24), durable=False)
    server.initialise()
    with _running("Valkey", server.program(), server.is_ready, folder / "valkey.log", signal.SIGTERM):
        yield server


@contextmanager
def _running(
    name: str, program: Program, is_ready: Callable[[], bool], log: Path, end_signal: int
) -> Iterator[None]:
    with log.open("ab") as output:
        process = program.start(output)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not is_ready():
            if process.poll() is not None or time.monotonic() > deadline:
                lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines() or ["nothing"]
                raise EmbeddedError(f"{name} did not start; its last output: {lines[-1]}")
            time.sleep(0.01)
        yield
    finally:
        stop(process, ((end_signal, 10),))
