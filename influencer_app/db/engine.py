"""Creates the database engine, one per process and event loop."""

import time
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from influencer_app.metric_files import Counter, Histogram

QUERIES = Counter("evermuse_db_queries_total", "SQL statements sent to the database", ("role",))
QUERY_SECONDS = Histogram(
    "evermuse_db_query_seconds",
    "Time of a SQL statement",
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5),
)


READ_ONLY = "-c default_transaction_read_only=on"
"""A statement outside of a transaction cannot write; a transaction says that it will."""

TRANSACTION = {"isolation_level": "READ COMMITTED"}
"""The option of a connection for a transaction that may write."""

PING_AFTER_SECONDS = 0.1
"""A connection that was idle for longer is tried before it is used."""


PREPARE_AFTER = 3
"""How often a statement comes over a connection before it is prepared."""


@dataclass(frozen=True, slots=True)
class StatementLimits:
    """How long a statement may take, and how long it may wait for a lock, in seconds."""

    statement: float
    lock: float

    def options(self) -> str:
        """As the server takes them when a connection begins."""
        return f"-c statement_timeout={self.statement * 1000:.0f} -c lock_timeout={self.lock * 1000:.0f}"


class LastAnswer:
    """When the database answered last, in this process."""

    at: ClassVar[float] = 0.0

    @classmethod
    def seconds_ago(cls) -> float:
        """How long ago that was."""
        return time.monotonic() - cls.at


def make_engine(
    url: str,
    pool_size: int,
    role: str = "tool",
    limits: StatementLimits | None = None,
    *,
    prepared: bool = True,
) -> AsyncEngine:
    """An engine on psycopg 3 with ``pool_size`` connections and no overflow; ``role`` is for the metrics.

    ``prepared``: statements that come again are prepared at the server, which saves it planning them.
    Make it after a fork, inside the loop that will use it. Without the option ``TRANSACTION`` its statements
    are on their own, and can only read.
    """
    options = " ".join((READ_ONLY, limits.options())) if limits else READ_ONLY
    engine = create_async_engine(
        driver_url(url),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        pool_use_lifo=True,
        isolation_level="AUTOCOMMIT",
        skip_autocommit_rollback=True,
        hide_parameters=True,  # an error of the database goes to the log, prompts and addresses do not
        connect_args={
            "prepare_threshold": PREPARE_AFTER if prepared else None,
            "connect_timeout": 5,
            "options": options,
        },
    )
    _begin_to_write(engine)
    _ping_idle(engine)
    _count_queries(engine, role)
    return engine


def driver_url(url: str) -> str:
    """``postgres://`` and ``postgresql://`` name the psycopg 3 driver."""
    for scheme in ("postgres://", "postgresql://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url.removeprefix(scheme)
    return url


def _begin_to_write(engine: AsyncEngine) -> None:
    """Each ``BEGIN`` is ``BEGIN READ WRITE``, at no further cost."""

    @event.listens_for(engine.sync_engine, "connect")
    def _connected(connection: Any, record: Any) -> None:
        connection.set_read_only(False)


def _ping_idle(engine: AsyncEngine) -> None:
    """SQLAlchemy's ``pool_pre_ping``, but not for each use of a connection that is busy anyway."""
    pool, dialect = engine.sync_engine.pool, engine.sync_engine.dialect

    @event.listens_for(pool, "checkin")
    def _returned(connection: Any, record: Any) -> None:
        record.info["returned_at"] = time.monotonic()

    @event.listens_for(pool, "checkout")
    def _taken(connection: Any, record: Any, proxy: Any) -> None:
        returned_at = record.info.get("returned_at")
        if returned_at is None or time.monotonic() - returned_at < PING_AFTER_SECONDS:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            if dialect.is_disconnect(error, connection, None):
                raise InvalidatePoolError from error
            raise


def _count_queries(engine: AsyncEngine, role: str) -> None:
    queries = QUERIES.labels(role)

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def _start(conn: Connection, cursor: DBAPICursor, sql: str, args: Any, context: Any, many: bool) -> None:
        conn.info["query_started"] = time.perf_counter()

    @event.listens_for(engine.sync_engine, "after_cursor_execute")
    def _end(conn: Connection, cursor: DBAPICursor, sql: str, args: Any, context: Any, many: bool) -> None:
        queries.inc()
        LastAnswer.at = time.monotonic()
        QUERY_SECONDS.observe(time.perf_counter() - conn.info["query_started"])
