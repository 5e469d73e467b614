"""The nightly audit: what is compared, by name. It reads alone, and changes nothing."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from influencer_app.db.base import AsyncSession
from influencer_app.domain.credits.audit import compare_sums
from influencer_app.domain.generation.execution.stranded import list_reservation_faults

Check = Callable[[AsyncSession], Awaitable[list[str]]]
"""Reads in bounded steps and returns a sentence for each difference."""

CHECKS: Final[Mapping[str, Check]] = {
    "balances": compare_sums,
    "reservations": list_reservation_faults,
}
