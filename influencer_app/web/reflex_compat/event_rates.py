"""Bounds how many events a second one person, or one address, may send to a web process."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

SECONDS_OF_BURST = 10
"""A page that was busy may send the events of so many seconds at once."""

KEPT_MAX = 10_000
"""From so many senders on, those that have been quiet are dropped."""


@dataclass
class EventRates:
    """A token bucket for each sender: ``per_second`` on average, more for a moment."""

    per_second: float
    clock: Callable[[], float] = time.monotonic
    _left: dict[str, tuple[float, float]] = field(default_factory=dict)
    """Events that a sender has left, and when they were counted."""

    def admits(self, sender: str) -> bool:
        """Counts an event; False when its sender has sent too many."""
        moment = self.clock()
        if len(self._left) >= KEPT_MAX and sender not in self._left:
            self._drop_quiet(moment)
        left = self._available(sender, moment)
        self._left[sender] = (max(left - 1, 0), moment)
        return left >= 1

    @property
    def size(self) -> int:
        """Senders that are kept."""
        return len(self._left)

    def _available(self, sender: str, moment: float) -> float:
        most = self.per_second * SECONDS_OF_BURST
        left, counted_at = self._left.get(sender, (most, moment))
        return min(most, left + (moment - counted_at) * self.per_second)

    def _drop_quiet(self, moment: float) -> None:
        most = self.per_second * SECONDS_OF_BURST
        self._left = {
            sender: state for sender, state in self._left.items() if self._available(sender, moment) < most
        }
