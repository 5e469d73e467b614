"""Workspaces, their members, and what they have: plan, credits, an allowance."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import text

from influencer_app.db.base import new_id
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.billing.queries import get_plan
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.workspaces.events import MembershipEnded
from influencer_app.domain.workspaces.queries import get_member, get_workspace, list_workspaces
from influencer_app.domain.workspaces.schemas import Actor, NewWorkspace, WorkspaceDetail, WorkspaceScope
from influencer_app.domain.workspaces.service import (
    add_member,
    change_member_role,
    confirm_membership,
    create_account,
    create_workspace,
    remove_member,
)
from influencer_app.errors import Conflict, NotAllowed, NotAMember, NotFound
from influencer_app.wiring import Runtime
from tests.fake_engine import FakeQueue
from tests.runtime import substitute
from tests.support import in_workspace, new_team


async def available(workspace_id: UUID) -> int:
    async with reading() as session:
        return (await get_balance(session, WorkspaceScope(workspace_id=workspace_id))).available


async def test_everybody_has_a_personal_workspace_from_sign_up_on(owner: Actor) -> None:
    async with reading() as session:
        found = (await list_workspaces(session, owner)).items
        assert [(one.id, one.personal, one.role, one.plan, one.members) for one in found] == [
            (owner.workspace_id, True, "owner", "free", 1)
        ]
        assert (await get_plan(session, owner.workspace_id)).code == "free"
    assert found[0].name == "owner"
    assert await available(owner.workspace_id) == 80


async def test_an_account_that_is_refused_leaves_no_workspace(owner: Actor) -> None:
    with pytest.raises(Conflict):
        async with transaction() as session:
            await create_account(session, email="x", key="owner@example.com", name="Twin", password_hash=None)
    async with reading() as session:
        assert await session.scalar(text("select count(*) from workspace")) == 1


async def test_a_further_workspace_on_the_free_plan_has_no_daily_credits(owner: Actor) -> None:
    team = await new_team(owner)
    assert await available(team.workspace_id) == 0
    assert await available(owner.workspace_id) == 80
    async with transaction() as session:
        await session.execute(
            text("update workspace set plan = 'creator' where id = :id"), {"id": team.workspace_id}
        )
    assert await available(team.workspace_id) == 1000
    assert await available(owner.workspace_id) == 80


async def test_a_person_owns_as_many_as_the_setting_says_also_when_they_come_at_once(
    owner: Actor, stranger: Actor
) -> None:
    async def create(actor: Actor) -> None:
        async with transaction() as session:
            await create_workspace(session, actor, NewWorkspace(name="Team"), owned_max=3)

    results = await asyncio.gather(*(create(owner) for _ in range(8)), return_exceptions=True)
    assert sorted(type(one).__name__ for one in results) == ["Conflict"] * 5 + ["NoneType"] * 3
    await create(stranger)
    async with reading() as session:
        assert len((await list_workspaces(session, owner)).items) == 4
        assert len((await list_workspaces(session, stranger)).items) == 2


async def test_fifty_attempts_at_workspaces_gain_no_credits(owner: Actor) -> None:
    async def create() -> WorkspaceDetail:
        async with transaction() as session:
            return await create_workspace(session, owner, NewWorkspace(name="Team"), owned_max=3)

    results = await asyncio.gather(*(create() for _ in range(50)), return_exceptions=True)
    made = [one for one in results if isinstance(one, WorkspaceDetail)]
    assert len(made) == 3
    assert [await available(one.id) for one in made] == [0, 0, 0]
    assert await available(owner.workspace_id) == 80


async def test_lists_of_workspaces_have_pages(owner: Actor) -> None:
    teams = [await new_team(owner, f"Team {number}") for number in range(3)]
    async with reading() as session:
        first = await list_workspaces(session, owner, limit=2)
        rest = await list_workspaces(session, owner, cursor=first.next_cursor, limit=2)
    found = [one.id for one in (*first.items, *rest.items)]
    assert found == [*(team.workspace_id for team in reversed(teams)), owner.workspace_id]
    assert rest.next_cursor is None


async def test_only_members_know_a_workspace_in_their_role(owner: Actor, stranger: Actor) -> None:
    team = await new_team(owner, viewer=stranger)
    async with reading() as session:
        member = await get_member(session, stranger, team.workspace_id)
        assert (member.role, member.workspace_id) == ("viewer", team.workspace_id)
        assert (await get_workspace(session, stranger, team.workspace_id)).members == 2
        for person, workspace_id in (
            (stranger, owner.workspace_id),
            (owner, stranger.workspace_id),
            (owner, new_id()),
        ):
            with pytest.raises(NotAMember):
                await get_member(session, person, workspace_id)
            with pytest.raises(NotAMember):
                await get_workspace(session, person, workspace_id)


async def test_a_personal_workspace_has_no_other_members_and_a_member_is_added_once(
    owner: Actor, stranger: Actor
) -> None:
    team = await new_team(owner, editor=stranger)
    for workspace_id in (owner.workspace_id, team.workspace_id):
        with pytest.raises(Conflict):
            async with transaction() as session:
                await add_member(session, workspace_id, stranger.person_id, "editor")
    with pytest.raises(NotFound):
        async with transaction() as session:
            await add_member(session, new_id(), stranger.person_id, "editor")


async def test_the_last_owner_stays_also_when_two_leave_at_once(owner: Actor, stranger: Actor) -> None:
    team = await new_team(owner, owner=stranger)

    async def leave(actor: Actor) -> None:
        async with transaction() as session:
            await remove_member(session, team.workspace_id, actor.person_id)

    results = await asyncio.gather(leave(owner), leave(stranger), return_exceptions=True)
    assert sorted(type(one).__name__ for one in results) == ["Conflict", "NoneType"]
    last = owner if results[1] is None else stranger
    with pytest.raises(Conflict):
        async with transaction() as session:
            await change_member_role(session, team.workspace_id, last.person_id, "editor")
    with pytest.raises(NotFound):
        async with transaction() as session:
            await remove_member(session, team.workspace_id, new_id())


async def test_what_a_removed_member_made_stays_and_they_are_told(
    app: Runtime, owner: Actor, stranger: Actor, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    substitute(monkeypatch, queue=queue)
    team = await new_team(owner, editor=stranger)
    member = in_workspace(stranger, team.workspace_id, "editor")
    async with transaction() as session:
        await remove_member(session, team.workspace_id, stranger.person_id)
    assert queue.events == [MembershipEnded(workspace_id=team.workspace_id, person_id=stranger.person_id)]
    async with transaction() as session:
        with pytest.raises(NotAMember):
            await confirm_membership(session, member, "viewer")
    async with reading() as session:
        assert (await get_workspace(session, owner, team.workspace_id)).members == 1


async def test_a_call_that_began_with_another_role_does_not_count(owner: Actor, stranger: Actor) -> None:
    team = await new_team(owner, viewer=stranger)
    member = in_workspace(stranger, team.workspace_id, "editor")
    async with transaction() as session:
        await confirm_membership(session, member, "viewer")
        with pytest.raises(NotAllowed):
            await confirm_membership(session, member, "editor")
