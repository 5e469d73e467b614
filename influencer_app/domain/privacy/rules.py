"""Kinds of rules by which the rows of a table are exported and erased; ``registry`` has them by table."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import SQLModel

LEASE = frozenset({"lease_holder", "lease_until", "last_enqueued_at", "next_attempt_at"})
"""Columns of workers, which say nothing about anybody."""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A column with a storage key, and the folder of the zip that its file is put into."""

    column: str
    folder: str


@dataclass(frozen=True, slots=True)
class OfPerson:
    """The rows that name the person in ``column``."""

    column: str = "person_id"


@dataclass(frozen=True, slots=True)
class OfWorkspace:
    """The rows of a workspace, by ``column``: all of them in the person's personal one, and in those where
    they have at least the role ``whole_for``; elsewhere what they made, if the table says who made it."""

    column: str = "workspace_id"
    whole_for: Literal["personal", "owner", "member"] = "personal"


@dataclass(frozen=True, slots=True)
class Within:
    """They are put into the rows of another table, found by ``column``."""

    parent: type[SQLModel]
    column: str


@dataclass(frozen=True, slots=True)
class With:
    """They go with the row of another table: by a cascade, or by the step that deletes it."""

    parent: type[SQLModel]


Step = Callable[[AsyncSession, UUID, int], Awaitable[int]]
"""Deletes at most so many rows of a workspace and returns how many."""


@dataclass(frozen=True, slots=True)
class BySteps:
    """Functions that delete the rows of a workspace, each until it finds none."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Not at all, and why."""

    because: str


@dataclass(frozen=True, slots=True)
class TableRule:
    """One table. ``files`` are exported and, with their rows, deleted; ``other_files`` are only deleted."""

    model: type[SQLModel]
    export: OfPerson | OfWorkspace | Within | Not
    erase: OfPerson | OfWorkspace | With | BySteps | Not
    leave_out: frozenset[str] = frozenset()
    files: tuple[ExportFile, ...] = ()
    other_files: tuple[str, ...] = field(default=())

    @property
    def name(self) -> str:
        """The table's name, which is that of its file in the zip."""
        return str(self.model.__tablename__)

    @property
    def file_columns(self) -> tuple[str, ...]:
        """Every column with the key of a file."""
        return (*(one.column for one in self.files), *self.other_files)
