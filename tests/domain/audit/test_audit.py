"""The audit log is written with the act and never changed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.audit.service import OPERATOR, Target, list_audit, record_audit, was_recorded
from influencer_app.domain.workspaces.schemas import Actor


async def test_an_entry_says_who_did_what_to_whom(owner: Actor) -> None:
    staff = owner.model_copy(update={"staff_role": "moderator"})
    async with transaction() as session:
        await record_audit(session, OPERATOR, "plan.changed", Target("workspace", owner.workspace_id))
        await record_audit(
            session,
            staff,
            "post.hidden",
            Target("post", "p1"),
            reason="x" * 600,
            details={"case": 7},
            address_hash="ab",
        )
    async with reading() as session:
        first = await list_audit(session, limit=1)
        second = await list_audit(session, first.next_cursor, limit=1)
        assert await was_recorded(session, "post.hidden", "p1")
        assert not await was_recorded(session, "post.hidden", owner.workspace_id)
    (newest,), (oldest,) = first.items, second.items
    assert (newest.actor_id, newest.actor_role, newest.act) == (owner.person_id, "moderator", "post.hidden")
    assert (newest.details, len(newest.reason)) == ({"case": 7}, 500)
    assert (oldest.actor_id, oldest.actor_role) == (None, "operator")
    assert oldest.target_id == str(owner.workspace_id)
    assert second.next_cursor is None


async def test_an_act_that_is_rolled_back_leaves_no_entry(owner: Actor) -> None:
    async def act() -> None:
        async with transaction() as session:
            await record_audit(session, OPERATOR, "plan.changed", Target("workspace", "x"))
            raise LookupError

    with pytest.raises(LookupError):
        await act()
    async with reading() as session:
        assert (await list_audit(session)).items == []


@pytest.mark.parametrize(
    "change",
    ["update audit_entry set reason = 'other'", "delete from audit_entry", "truncate audit_entry"],
)
async def test_the_database_refuses_to_change_an_entry(owner: Actor, change: str) -> None:
    async with transaction() as session:
        await record_audit(session, OPERATOR, "plan.changed", Target("workspace", "x"))
    with pytest.raises(ProgrammingError, match="never changed"):
        async with transaction() as session:
            await session.execute(text(change))
    async with reading() as session:
        assert len((await list_audit(session)).items) == 1


@pytest.mark.parametrize("name", ["password", "new_password", "Token", "client_secret"])
async def test_no_secret_enters_an_entry(owner: Actor, name: str) -> None:
    with pytest.raises(ValueError, match="secrets"):
        async with transaction() as session:
            await record_audit(session, OPERATOR, "x.done", Target("x", "x"), details={name: "1"})
