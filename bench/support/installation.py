"""Temporary installations for benchmarks: servers, schema and workers."""

import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from influencer_app.commands.migrate import migrate
from influencer_app.embedded.temporary import temporary_postgres, temporary_valkey
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime, close_runtime, open_runtime

SUPPORT = Path(__file__).parent


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
def celery(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a Celery command with ``bench/support`` on its path; kills its process group at the end."""
    paths = os.pathsep.join((str(SUPPORT), str(SUPPORT.parents[1])))
    process = subprocess.Popen(  # noqa: S603  fixed arguments
        [sys.executable, "-W", "ignore", "-m", "celery", "--quiet", *arguments],
        env={**os.environ, "PYTHONPATH": paths},
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
