"""Port of the rate limiter and circuit breaker that workers share for calls to a provider."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ProviderLimiterState:
    """State of a provider's limiter: seconds until the next call, and whether failures caused the pause."""

    seconds_left: float
    broken: bool


class ProviderLimiter(Protocol):
    """Rate limiter and circuit breaker of a provider, shared by all workers."""

    async def acquire(self, provider: str) -> float:
        """0 to proceed, else the seconds to wait."""

    async def pause(self, provider: str, seconds: float) -> None:
        """Pauses all calls, at the provider's request."""

    async def report(self, provider: str, ok: bool) -> None:
        """Reports a call's result; repeated failures open the circuit for a while."""

    async def state(self, provider: str) -> ProviderLimiterState:
        """The provider's current state."""
