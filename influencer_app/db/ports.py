"""Maps each port to the adapter that serves it in this process."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

PortT = TypeVar("PortT")


class Ports:
    """An immutable mapping from a port (a protocol, or a configuration class) to its adapter.

    Wiring builds one per process. The domain reads it through ``db.outbox.port``, the edges through
    ``wiring.runtime().port``.
    """

    def __init__(self, adapters: Mapping[type[Any], Any] | None = None) -> None:
        self._adapters = dict(adapters or {})

    def __getitem__(self, kind: type[PortT]) -> PortT:
        """The adapter. Raises ``KeyError`` when wiring has none: a programming error."""
        try:
            return cast(PortT, self._adapters[kind])
        except KeyError:
            raise KeyError(f"No adapter is wired for {kind.__name__}.") from None

    def __iter__(self) -> Iterator[type[Any]]:
        return iter(self._adapters)

    def find(self, kind: type[PortT]) -> PortT | None:
        """The adapter, or ``None`` where this installation has none."""
        return cast("PortT | None", self._adapters.get(kind))

    def replacing(self, adapters: Mapping[type[Any], Any]) -> "Ports":
        """A copy in which these adapters take the place of others or are added."""
        return Ports(self._adapters | dict(adapters))
