"""The rows that an export holds: of which workspaces, whole or one's own alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlmodel import col

from influencer_app.db.base import table
from influencer_app.domain.privacy.rows import equals
from influencer_app.domain.privacy.rules import OfPerson, OfWorkspace, TableRule
from influencer_app.domain.workspaces.models import Membership, Workspace

Rank = Literal["member", "owner", "personal"]
ORDER: Final[dict[str, int]] = {"member": 0, "owner": 1, "personal": 2}


@dataclass(frozen=True, slots=True)
class WorkspaceShare:
    """A workspace of the person, and what it is to them."""

    workspace_id: UUID
    rank: Rank


@dataclass(frozen=True, slots=True)
class PersonScope:
    """A person and their workspaces."""

    person_id: UUID
    workspaces: tuple[WorkspaceShare, ...]

    def conditions(self, rule: TableRule) -> Iterator[ColumnElement[bool]]:
        """What finds the rows of a table, one condition after the other."""
        how = rule.export
        if isinstance(how, OfPerson):
            yield equals(rule, how.column, self.person_id)
        if isinstance(how, OfWorkspace):
            for one in self.workspaces:
                found = self._of(rule, how, one)
                if found is not None:
                    yield found

    def _of(self, rule: TableRule, how: OfWorkspace, one: WorkspaceShare) -> ColumnElement[bool] | None:
        inside = equals(rule, how.column, one.workspace_id)
        if ORDER[one.rank] >= ORDER[how.whole_for]:
            return inside
        if "person_id" not in table(rule.model).columns:
            return None
        return and_(inside, equals(rule, "person_id", self.person_id))


async def find_scope(session: AsyncSession, person_id: UUID) -> PersonScope:
    """The person's workspaces as they are now."""
    rows = await session.execute(
        select(col(Workspace.id), col(Workspace.personal), col(Membership.role))
        .join(Membership, col(Membership.workspace_id) == col(Workspace.id))
        .where(col(Membership.person_id) == person_id)
        .order_by(col(Workspace.id))
    )
    return PersonScope(
        person_id, tuple(WorkspaceShare(own, _rank(personal, role)) for own, personal, role in rows)
    )


def _rank(personal: bool, role: str) -> Rank:
    if personal:
        return "personal"
    return "owner" if role == "owner" else "member"
