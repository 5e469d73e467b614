"""Events of a sender are bounded on average, with room for a burst."""

from influencer_app.web.reflex_compat import event_rates
from influencer_app.web.reflex_compat.event_rates import SECONDS_OF_BURST, EventRates


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_burst_is_admitted_and_refills_with_time() -> None:
    clock = Clock()
    rates = EventRates(5, clock)
    burst = 5 * SECONDS_OF_BURST
    assert [rates.admits("ada") for _ in range(burst + 2)] == [True] * burst + [False, False]
    clock.seconds += 1
    assert [rates.admits("ada") for _ in range(6)] == [True] * 5 + [False]
    clock.seconds += 3600
    assert [rates.admits("ada") for _ in range(burst + 1)] == [True] * burst + [False]


def test_nobody_pays_for_somebody_else() -> None:
    rates = EventRates(1, Clock())
    assert [rates.admits("ada") for _ in range(SECONDS_OF_BURST + 1)][-1] is False
    assert rates.admits("ben")


def test_senders_who_have_been_quiet_are_dropped() -> None:
    clock = Clock()
    rates = EventRates(1, clock)
    for number in range(event_rates.KEPT_MAX):
        rates.admits(f"sender {number}")
    clock.seconds += 1
    for _ in range(3):
        rates.admits("sender 0")
    rates.admits("another")
    assert rates.size == 2
