"""``influencer web``: serve the built pages and the API with Granian."""

import os
import signal
from functools import partial
from typing import Any

from granian._internal import load_target
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from influencer_app.commands.errors import CommandError
from influencer_app.commands.fingerprint import has_site
from influencer_app.commands.project import project_root
from influencer_app.commands.up.readiness import check_address
from influencer_app.embedded.launch import die_with_parent
from influencer_app.settings import Settings

APPLICATION = "influencer_app.influencer_app:app"

ENVIRONMENT = {
    "__REFLEX_SKIP_COMPILE": "true",
    "__REFLEX_MOUNT_FRONTEND_COMPILED_APP": "true",
    "REFLEX_ENV_MODE": "prod",
}
"""Serve what was built; without the first variable each process would compile the pages again."""


def web(settings: Settings) -> int:
    """Serve until SIGTERM or Ctrl-C. Returns the exit code.

    Raises ``CommandError`` when a server is not configured, the pages are missing or the port is taken.
    """
    if not settings.database_url or not settings.redis_url:
        raise CommandError("No database or Redis is known; run `make up`, or set DATABASE_URL and REDIS_URL.")
    if not has_site():
        raise CommandError("The pages are not built yet; run `influencer build` or `make up`.")
    check_address(settings)
    os.environ.update(ENVIRONMENT)
    server = Server(
        APPLICATION,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        workers=settings.web_processes,
        respawn_failed_workers=True,
        workers_kill_timeout=3,
        factory=True,
        working_dir=project_root(),
        log_level=LogLevels(settings.log_level.lower()),
    )
    server.serve(target_loader=partial(_load, os.getpid()))
    return 0


def _load(parent: int, target: str) -> Any:
    """Load the application in a worker process, which has to end with the process that forked it."""
    die_with_parent(signal.SIGKILL, parent)
    return load_target(target, wd=project_root(), factory=True)
