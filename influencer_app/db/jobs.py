"""Typed declarations of the jobs that workers run.

A capability declares each job once, in its ``jobs`` module, as a subclass of ``Job``: name, queue and typed
arguments. Domain code sends an instance through ``outbox.enqueue``; ``workers`` registers the body against
the class. Neither side repeats the name, the queue or the arguments, and mypy checks both.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Literal, Self, get_args
from uuid import UUID

from pydantic import BaseModel, ConfigDict

Queue = Literal["io", "cpu"]
"""``io`` for short network steps, ``cpu`` for rendering and media work."""

QUEUES: tuple[str, ...] = get_args(Queue)
ARGUMENT_TYPES = (UUID, str, int)
NAME = re.compile(r"[a-z_]+\.[a-z_]+")


class Job(BaseModel):
    """One piece of work for a queue. Equal jobs of one transaction are sent once.

    Arguments are ids and small numbers: the worker reloads the rows. A subclass with a wrong name, queue or
    argument type raises ``TypeError`` when it is defined; a wrong argument raises ``ValidationError``.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")
    name: ClassVar[str]
    queue: ClassVar[Queue] = "io"

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        super().__pydantic_init_subclass__(**kwargs)
        if not NAME.fullmatch(vars(cls).get("name", "")):
            raise TypeError(f"{cls.__qualname__} needs a name of its own, like 'capability.verb'.")
        if cls.queue not in QUEUES:
            raise TypeError(f"{cls.__qualname__} is for the queue {cls.queue!r}; there are {QUEUES}.")
        for argument, field in cls.model_fields.items():
            if field.annotation not in ARGUMENT_TYPES:
                raise TypeError(f"{cls.__qualname__}.{argument} must be a UUID, a str or an int.")

    @classmethod
    def parameters(cls) -> dict[str, Any]:
        """The type of each argument by name."""
        return {argument: field.annotation for argument, field in cls.model_fields.items()}

    @classmethod
    def decode(cls, arguments: Mapping[str, Any]) -> Self:
        """The job that ``arguments`` encode. Raises ``ValidationError`` when they do not fit."""
        return cls.model_validate(dict(arguments), strict=False)

    def arguments(self) -> dict[str, Any]:
        """The arguments as JSON values, ids as strings."""
        return self.model_dump(mode="json")

    def values(self) -> dict[str, Any]:
        """The arguments by name, with their declared types."""
        return {argument: getattr(self, argument) for argument in type(self).model_fields}
