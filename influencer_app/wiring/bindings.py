"""Collects the adapters of a process while its runtime is opened."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from influencer_app.db.ports import Ports

PortT = TypeVar("PortT")


class Bindings:
    """``bind(SomePort).to(adapter)`` records an adapter; type checkers compare the two."""

    def __init__(self) -> None:
        self._adapters: dict[type[Any], Any] = {}

    def bind(self, port: type[PortT]) -> "Binding[PortT]":
        """Name the port to bind. ``to`` raises ``ValueError`` when it is bound already."""
        return Binding(port, self._adapters)

    def ports(self) -> Ports:
        """Return everything that was bound."""
        return Ports(self._adapters)


@dataclass(frozen=True, slots=True)
class Binding(Generic[PortT]):
    """A port that waits for its adapter."""

    port: type[PortT]
    _adapters: dict[type[Any], Any]

    def to(self, adapter: PortT) -> None:
        """Bind the port to this adapter."""
        if self.port in self._adapters:
            raise ValueError(f"{self.port.__name__} is bound twice.")
        self._adapters[self.port] = adapter
