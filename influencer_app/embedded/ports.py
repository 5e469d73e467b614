"""Finds free TCP ports on the loopback interface."""

import errno
import random
import socket

LOOPBACK = "127.0.0.1"

CANDIDATES = range(20_000, 32_000)
"""Below the ephemeral ports of outgoing connections (Linux from 32768, macOS from 49152).

A client that keeps connecting to a server during its restart could otherwise get the server's own port as
its local one, and connect to itself.
"""


def free_port(preferred: int | None = None, host: str = LOOPBACK) -> int:
    """Return a port that nobody listens on: the preferred one, or a random one."""
    if preferred is not None and not is_taken(preferred, host):
        return preferred
    return next(port for port in random.sample(CANDIDATES, len(CANDIDATES)) if not is_taken(port, host))


def is_taken(port: int, host: str = LOOPBACK) -> bool:
    """Whether a server that starts now would not get this port.

    Raises ``OSError`` for other reasons than the port, such as an address this machine does not have.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                return True
            raise
    return False
