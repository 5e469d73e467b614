"""Serves an emulator in a process of its own, with what the product itself installs."""

import asyncio
import socket
from typing import Any

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.embed import Server


def free_port(wanted: int) -> int:
    """``wanted``, or for 0 a port that was free a moment ago. Raises ``OSError`` when it is taken."""
    with socket.create_server(("127.0.0.1", wanted)) as listener:
        port: int = listener.getsockname()[1]
    return port


def serve(app: Any, port: int) -> None:
    """Serve an ASGI application on loopback until the process ends."""
    server = Server(
        app, address="127.0.0.1", port=port, interface=Interfaces.ASGINL, log_level=LogLevels.warning
    )
    asyncio.run(server.serve())
