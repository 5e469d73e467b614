"""Decides which origins may open a socket to this server."""

from collections.abc import Callable, Mapping
from typing import Any


def allowed_origins(base_url: str, port: int) -> tuple[str, ...]:
    """The origins under which a browser on this machine or the public address finds the site."""
    local = tuple(f"http://{host}:{port}" for host in ("localhost", "127.0.0.1", "[::1]"))
    return tuple(dict.fromkeys((base_url, *local)))


def same_origin(allowed: tuple[str, ...]) -> Callable[[str | None, Mapping[str, Any]], bool]:
    """A check for python-engineio: the page must come from the host that it connects to.

    One build is served under any address, so the ``Host`` header decides; ``allowed`` adds addresses
    that a proxy hides. Browsers do not let a page choose ``Origin`` or ``Host``.
    """

    def check(origin: str | None, environ: Mapping[str, Any]) -> bool:
        if origin is None or origin in allowed:
            return True
        host = str(environ.get("HTTP_HOST", ""))
        return bool(host) and origin.lower() in {f"http://{host}".lower(), f"https://{host}".lower()}

    return check
