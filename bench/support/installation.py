"""Temporary installations for benchmarks: servers, schema and workers."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import psutil

from influencer_app.commands.celery import IO_TASKS_MAX
from influencer_app.commands.fingerprint import has_site
from influencer_app.commands.migrate import migrate
from influencer_app.commands.project import project_root
from influencer_app.commands.web import APPLICATION, ENVIRONMENT
from influencer_app.db.transaction import reading
from influencer_app.domain.model_catalog.queries import get_usable
from influencer_app.embedded.ports import free_port
from influencer_app.embedded.temporary import temporary_postgres, temporary_valkey
from influencer_app.errors import NotConfigured
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime, close_runtime, open_runtime

SUPPORT = Path(__file__).parent
IO_POOL = ("--pool", "threads", "-c", str(IO_TASKS_MAX))
"""The options of an ``io`` worker, as ``influencer up`` starts it."""
PYTHONPATH = os.pathsep.join((str(SUPPORT), str(SUPPORT.parents[1])))


@contextmanager
def servers(**more: str) -> Iterator[Settings]:
    """Settings of new servers plus ``more``, also set in the environment for child processes."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        with temporary_postgres(folder) as postgres, temporary_valkey(folder) as valkey:
            given = {
                "DATA_DIR": str(folder / "data"),
                "DATABASE_URL": postgres.url("postgres"),
                "REDIS_URL": valkey.url(0),
                "SECRET_KEY": "a-key-for-measurements-of-forty-characters",
                "LOG_LEVEL": "warning",
                **more,
            }
            os.environ.update(given)
            made = Settings.read(_env_file=None)
            migrate(made)
            yield made


@asynccontextmanager
async def runtime(settings: Settings) -> AsyncIterator[Runtime]:
    """Open the runtime of this process; closes it at the end."""
    yield await open_runtime(settings, "bench")
    await close_runtime()


@contextmanager
def web(settings: Settings) -> Iterator[psutil.Process]:
    """Serve the site in one web process, with pages if they are built. Yields the process, ends it at last.

    Raises ``TimeoutError`` when it does not answer within a minute.
    """
    pages = {"__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true" if has_site() else "false"}
    with granian(
        APPLICATION, settings.port, "/api/health", "--factory", **{**ENVIRONMENT, **pages}
    ) as process:
        yield process


@contextmanager
def granian(application: str, port: int, health: str, *options: str, **more: str) -> Iterator[psutil.Process]:
    """Serve an application, which may be in ``bench/support``, in one process until the end of the block.

    It is ready when the path ``health`` answers; raises ``TimeoutError`` when that takes over a minute.
    """
    fixed = ("--interface", "asgi", "--workers", "1", "--log-level", "error", "--host", "127.0.0.1")
    command = [sys.executable, "-W", "ignore", "-m", "granian", *fixed, "--port", str(port)]
    process = subprocess.Popen(  # noqa: S603  fixed arguments
        [*command, *options, application],
        env={**os.environ, "PYTHONPATH": PYTHONPATH, **more},
        cwd=project_root(),
        stderr=subprocess.DEVNULL,  # a log line for each request
        start_new_session=True,
    )
    try:
        _wait_for_answer(f"http://127.0.0.1:{port}{health}")
        yield psutil.Process(process.pid).children()[0]
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def site(arguments: Sequence[str]) -> Iterator[str]:
    """The address of the installation that is named after the program, or of one that ends with the block.

    The settings of this process are those of its own installation. Raises ``RuntimeError`` when that does
    not start.
    """
    if len(arguments) > 1:
        yield arguments[1].rstrip("/")
        return
    with TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        folder.chmod(0o755)
        os.environ.update(DATA_DIR=str(folder / "data"), PORT=str(port), LOG_LEVEL="warning")
        process = subprocess.Popen(
            [sys.executable, "-m", "influencer_app.cli", "up"],
            cwd=project_root(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            assert process.stdout is not None
            if not any(" is ready: " in line for line in process.stdout):
                raise RuntimeError("The installation does not start.")
            threading.Thread(target=deque, args=(process.stdout, 0), daemon=True).start()
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(60)


def _wait_for_answer(url: str) -> None:
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            httpx.get(url, timeout=5).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"{url} does not answer.")


@contextmanager
def celery(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Celery command with ``bench/support`` on its path; kills its process group at the end."""
    process = subprocess.Popen(  # noqa: S603  fixed arguments
        [sys.executable, "-W", "ignore", "-m", "celery", "--quiet", *arguments],
        env={**os.environ, "PYTHONPATH": PYTHONPATH},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


async def models_known(*kinds: str) -> None:
    """Wait until the worker has checked the models of these kinds; requests are refused before.

    Raises ``TimeoutError`` after a minute.
    """
    async with asyncio.timeout(60):
        while True:
            try:
                async with reading() as session:
                    for kind in kinds:
                        await get_usable(session, "replicate", kind)
            except NotConfigured:
                await asyncio.sleep(0.1)
            else:
                return
