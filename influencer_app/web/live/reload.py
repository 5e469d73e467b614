"""A read that a state wants done without its tab's lock, and what becomes of the result."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

DataT = TypeVar("DataT")


@dataclass(frozen=True)
class Reload(Generic[DataT]):
    """``read`` runs without the lock; ``apply(state, data)`` under it, and leaves alone what has moved on."""

    read: Callable[[], Awaitable[DataT]]
    apply: Callable[[Any, DataT], Awaitable[None]]

    async def run(self, state: Any) -> None:
        """Both, for a handler of ``state`` that does not hold the lock."""
        data = await self.read()
        async with state:
            await self.apply(state, data)
