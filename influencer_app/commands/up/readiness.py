"""Checks the address of the site: whether it is free to listen on, and whether the site answers there."""

import asyncio
import os

from influencer_app.commands.errors import CommandError
from influencer_app.embedded.ports import is_taken
from influencer_app.settings import Settings

PATHS = ("/", "/api/ready")
TIMEOUT_SECONDS = 5.0


def check_address(settings: Settings) -> None:
    """Raise ``CommandError`` when ``HOST:PORT`` cannot be listened on.

    Granian itself would share a port with another process of the same user.
    """
    try:
        taken = is_taken(settings.port, settings.host)
    except OSError:
        raise CommandError(
            f"This machine has no address {settings.host}; set HOST to 127.0.0.1 or 0.0.0.0."
        ) from None
    if taken and settings.port < 1024 and os.geteuid() != 0:
        raise CommandError(f"Port {settings.port} needs root; set PORT to a number above 1023.")
    if taken:
        raise CommandError(
            f"Port {settings.port} is in use by another program; stop it, or choose another with PORT=3001."
        )


def connect_host(host: str) -> str:
    """Return the address to connect to for a server that listens on ``host``."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104  compared only


async def get_status(host: str, port: int, path: str) -> str:
    """Return the status of ``GET path`` such as ``200``, or ``no answer``."""
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            reader, writer = await asyncio.open_connection(connect_host(host), port)
            try:
                writer.write(
                    f"GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: close\r\n\r\n".encode()
                )
                status_line = await reader.readline()
            finally:
                writer.close()
    except (OSError, TimeoutError):
        return "no answer"
    words = status_line.decode("latin-1").split()
    return words[1] if len(words) > 1 else "no answer"


async def find_unready(host: str, port: int) -> dict[str, str]:
    """Return the paths that do not answer 200 yet, with their status."""
    statuses = [(path, await get_status(host, port, path)) for path in PATHS]
    return {path: status for path, status in statuses if status != "200"}
