"""Histories of credits for property tests: all that may happen, and what is true after each of it."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import text

from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.billing.plans import set_plan
from influencer_app.domain.credits import service
from influencer_app.domain.credits.models import CreditAccount
from influencer_app.domain.credits.schemas import Subject
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotEnoughCredits

BOOKS = text("""
select a.daily, a.bought, a.debt, a.reserved, a.allowance, a.daily_used,
  (select coalesce(sum(amount), 0) from ledger_entry e
    where e.workspace_id = a.workspace_id and e.bucket = 'daily') as daily_sum,
  (select coalesce(sum(amount), 0) from ledger_entry e
    where e.workspace_id = a.workspace_id and e.bucket = 'bought') as bought_sum,
  (select coalesce(sum(daily + bought - settled - released), 0) from reservation r
    where r.workspace_id = a.workspace_id) as open_sum
from credit_account a where a.workspace_id = :own
""")
PAID_TWICE = text("""
select r.subject_id from reservation r where r.workspace_id = :own and (
  select coalesce(sum(settled), 0) from ledger_entry e
  where e.subject_id = r.subject_id and e.kind = 'settle') <> r.settled
""")


class Books:
    """One workspace, what is reserved in it, and the keys that were used."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.jobs: list[Subject] = []
        self.keys: list[str] = []

    async def reserve(self, amount: int) -> None:
        """A job, if there is enough for it."""
        subject = Subject("generation", uuid4())
        try:
            async with transaction() as session:
                await service.reserve(session, self.own, subject, amount, person_id=self.actor.person_id)
        except NotEnoughCredits:
            return
        self.jobs.append(subject)

    async def settle(self, subject: Subject, amount: int) -> None:
        """Something of the job was delivered."""
        async with transaction() as session:
            await service.settle(session, self.own, subject, amount, what=uuid4().hex)

    async def release(self, subject: Subject) -> None:
        """The job has ended; told twice."""
        async with transaction() as session:
            await service.release(session, self.own, subject)
            assert await service.release(session, self.own, subject) == 0

    async def grant(self, amount: int, key: str | None = None) -> None:
        """Credits are bought, or the same purchase is told once more."""
        async with transaction() as session:
            fresh = await service.grant(session, self.own, amount, key=key or self._new(), kind="purchase")
        assert fresh == (key is None)

    async def take_back(self, amount: int, key: str | None = None, *, dispute: bool = False) -> None:
        """A refund or a dispute, new or told once more."""
        kind = "dispute" if dispute else "refund"
        async with transaction() as session:
            fresh = await service.take_back(session, self.own, amount, key=key or self._new(), kind=kind)
        assert fresh == (key is None)

    async def change_plan(self, code: str) -> None:
        """Another plan, or the same."""
        async with transaction() as session:
            await set_plan(session, self.own, code)

    async def let_a_day_pass(self) -> None:
        """The next use resets the daily bucket."""
        async with transaction() as session:
            account = await session.get(CreditAccount, self.own, with_for_update=True)
            if account is not None:
                account.reset_at = now() - timedelta(hours=24, microseconds=len(self.keys) + 1)

    async def check(self) -> None:
        """The books balance, and no job was paid for twice."""
        async with reading() as session:
            found = (await session.execute(BOOKS, {"own": self.own})).one_or_none()
            assert (await session.scalars(PAID_TWICE, {"own": self.own})).all() == []
        if found is None:
            return
        assert min(found.daily, found.bought, found.debt, found.reserved) >= 0
        assert found.daily == max(0, found.allowance - found.daily_used)
        assert found.daily_sum == found.daily
        assert found.bought_sum == found.bought - found.debt
        assert found.debt == 0 or found.bought == 0
        assert found.open_sum == found.reserved

    @property
    def own(self) -> UUID:
        """The workspace."""
        return self.actor.workspace_id

    def _new(self) -> str:
        self.keys.append(f"test:{uuid4()}")
        return self.keys[-1]
