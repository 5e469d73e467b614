"""Whatever happens, the books balance."""

import asyncio
import random
from collections.abc import Coroutine
from typing import Any, ClassVar
from uuid import uuid4

from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from hypothesis.stateful import run_state_machine_as_test as run_machine

from influencer_app.settings import Settings
from influencer_app.wiring import close_runtime, open_runtime
from tests.domain.credits.histories import Books
from tests.support import new_person

AMOUNTS = st.integers(1, 120)
PLANS = ("free", "creator", "studio", "agency")
WORKERS = 50


class Histories(RuleBasedStateMachine):
    """Everything that changes credits, in any order."""

    runner: ClassVar[asyncio.Runner]
    books: Books

    def _run(self, happening: Coroutine[Any, Any, None]) -> None:
        self.runner.run(happening)

    @initialize()
    def begin(self) -> None:
        """Somebody else each time."""
        self.books = Books(self.runner.run(new_person(f"{uuid4().hex}@example.com")))

    @rule(amount=AMOUNTS)
    def reserve(self, amount: int) -> None:
        """See ``Books``."""
        self._run(self.books.reserve(amount))

    @precondition(lambda self: self.books.jobs)
    @rule(data=st.data(), amount=AMOUNTS)
    def settle(self, data: st.DataObject, amount: int) -> None:
        """See ``Books``."""
        self._run(self.books.settle(data.draw(st.sampled_from(self.books.jobs)), amount))

    @precondition(lambda self: self.books.jobs)
    @rule(data=st.data())
    def release(self, data: st.DataObject) -> None:
        """See ``Books``."""
        self._run(self.books.release(data.draw(st.sampled_from(self.books.jobs))))

    @rule(amount=AMOUNTS)
    def grant(self, amount: int) -> None:
        """See ``Books``."""
        self._run(self.books.grant(amount))

    @rule(amount=AMOUNTS, dispute=st.booleans())
    def take_back(self, amount: int, dispute: bool) -> None:
        """See ``Books``."""
        self._run(self.books.take_back(amount, dispute=dispute))

    @precondition(lambda self: self.books.keys)
    @rule(data=st.data(), amount=AMOUNTS, back=st.booleans())
    def repeat(self, data: st.DataObject, amount: int, back: bool) -> None:
        """An event that was delivered before."""
        key = data.draw(st.sampled_from(self.books.keys))
        self._run(self.books.take_back(amount, key) if back else self.books.grant(amount, key))

    @rule(code=st.sampled_from(PLANS))
    def change_plan(self, code: str) -> None:
        """See ``Books``."""
        self._run(self.books.change_plan(code))

    @rule()
    def let_a_day_pass(self) -> None:
        """See ``Books``."""
        self._run(self.books.let_a_day_pass())

    @invariant()
    def the_books_balance(self) -> None:
        """After each step."""
        self._run(self.books.check())


def test_whatever_happens_the_books_balance_after_each_step(settings: Settings) -> None:
    with asyncio.Runner() as runner:
        runner.run(open_runtime(settings))
        try:
            Histories.runner = runner
            run_machine(
                Histories,
                settings=hypothesis_settings(
                    max_examples=12,
                    stateful_step_count=20,
                    deadline=None,
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:
            runner.run(close_runtime())


async def _work(books: Books, chance: random.Random) -> None:
    """What one worker does."""
    for _ in range(4):
        amount = chance.randint(1, 120)
        what = chance.choice(("reserve", "reserve", "settle", "release", "grant", "back", "plan", "day"))
        job = chance.choice(books.jobs) if books.jobs else None
        if what == "reserve":
            await books.reserve(amount)
        elif what == "settle" and job:
            await books.settle(job, amount)
        elif what == "release" and job:
            await books.release(job)
        elif what == "grant":
            await books.grant(amount)
        elif what == "back":
            await books.take_back(amount, dispute=chance.random() < 0.5)
        elif what == "plan":
            await books.change_plan(chance.choice(PLANS))
        elif what == "day":
            await books.let_a_day_pass()


async def test_fifty_workers_at_once_leave_books_that_balance(settings: Settings) -> None:
    await open_runtime(settings.model_copy(update={"database_pool_size": WORKERS}))
    try:
        books = [Books(await new_person(f"{number}@example.com")) for number in range(2)]
        workers = (_work(books[number % 2], random.Random(number)) for number in range(WORKERS))
        await asyncio.gather(*workers)
        for one in books:
            await one.check()
            for job in one.jobs:
                await one.release(job)
            await one.check()
            assert one.jobs
            assert one.keys
    finally:
        await close_runtime()
