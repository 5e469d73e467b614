"""Workspaces in Settings: created, opened, shared, left."""

from typing import Any

import pytest

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.workspaces.queries import get_member, list_members, list_workspaces
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.domain.workspaces.service import add_member
from influencer_app.errors import NotAMember
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.dashboard.state import DashboardState
from influencer_app.web.pages.settings.state import SettingsState
from influencer_app.web.pages.settings.workspaces_state import WorkspacesState
from influencer_app.wiring import Runtime
from tests.mails import use_mailbox
from tests.support import new_team
from tests.web.browser import call, leaves_workspace, shell, sibling, tab


async def section_of(actor: Actor) -> WorkspacesState:
    """The section in a tab that has the actor's workspace open."""
    state = await tab(SettingsState, actor, "/dashboard/settings", tab="workspaces")
    await call(state, "load")
    return sibling(state, WorkspacesState)


def opened(state: PageState) -> str:
    """The workspace that the tab begins in, if it has left the page."""
    return state.workspace_id if state.leaving.endswith(" /dashboard") else ""


async def open_workspace(state: PageState, actor: Actor) -> Any:
    """By the handler of every page."""
    return await call(sibling(state, PageState), "open_workspace", str(actor.workspace_id))


async def test_a_workspace_is_created_and_opened(owner: Actor) -> None:
    state = await section_of(owner)
    assert [(one.name, one.personal, one.current) for one in state.workspaces] == [("owner", True, True)]
    assert (state.is_personal, state.may_manage) == (True, False)
    await call(state, "create", {"workspace_name": "  "})
    assert list(state.errors) == ["workspace_name"]
    answer = await call(state, "create", {"workspace_name": "Studio North"})
    assert "open_workspace" in str(answer)
    async with reading() as session:
        made = (await list_workspaces(session, owner)).items[0]
        member = await get_member(session, owner, made.id)
    await open_workspace(state, member)
    assert opened(state) == str(made.id)
    assert state.workspaces == []
    state = await section_of(member)
    assert (state.name, state.is_personal, state.may_manage) == ("Studio North", False, True)


async def test_people_are_invited_change_roles_and_go(
    owner: Actor, stranger: Actor, app: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = use_mailbox(monkeypatch)
    team = await new_team(owner)
    state = await section_of(team)
    await call(state, "invite", {"invite_email": "nobody", "role": "editor"})
    assert list(state.errors) == ["email"]
    await call(state, "invite", {"invite_email": "", "role": "viewer"})
    await call(state, "invite", {"invite_email": "a@example.com", "role": "editor"})
    mailed, linked = state.invitations
    assert (mailed.email, mailed.url, linked.email) == ("a@example.com", "", "")
    assert linked.url.startswith("http://localhost:3000/invitation?token=")
    assert [mail.to for mail in await mailbox.collect()] == ["a@example.com"]
    await call(state, "withdraw", linked.id)
    assert [one.id for one in state.invitations] == [mailed.id]
    async with transaction() as session:
        await add_member(session, team.workspace_id, stranger.person_id, "viewer")
    await call(state, "change_role", str(stranger.person_id), "editor")
    assert [(one.name, one.role) for one in state.members] == [("owner", "owner"), ("stranger", "editor")]
    await call(state, "remove", str(stranger.person_id))
    assert [one.name for one in state.members] == ["owner"]
    await call(state, "rename", {"new_name": "Studio South"})
    assert state.name == "Studio South"
    assert shell(state).team_name == "Studio South"
    assert shell(state).workspaces[0].name == "Studio South"


async def test_the_switcher_offers_ones_own_workspaces_with_the_open_one_first(
    owner: Actor, stranger: Actor
) -> None:
    alone = await section_of(stranger)
    assert (shell(alone).workspaces, shell(alone).team_name) == ([], "")
    team = await new_team(owner)
    for actor, names, named in (
        (owner, ["owner", "Team"], ""),
        (team, ["Team", "owner"], "Team"),
    ):
        state = shell(await section_of(actor))
        assert [(one.name, one.current) for one in state.workspaces] == [(names[0], True), (names[1], False)]
        assert [one.personal for one in state.workspaces] == [name == "owner" for name in names]
        assert state.team_name == named


async def test_the_last_owner_stays_and_a_member_leaves(owner: Actor, stranger: Actor) -> None:
    team = await new_team(owner, editor=stranger)
    state = await section_of(team)
    await call(state, "leave")
    assert (opened(state), len(shell(state).toasts)) == ("", 1)
    async with reading() as session:
        member = await get_member(session, stranger, team.workspace_id)
    theirs = await section_of(member)
    assert (theirs.may_manage, theirs.invitations) == (False, [])
    await call(theirs, "leave")
    assert theirs.leaving.endswith(" /dashboard")
    assert theirs.workspace_id == ""
    async with reading() as session:
        assert [one.name for one in await list_members(session, team)] == ["owner"]
        with pytest.raises(NotAMember):
            await get_member(session, stranger, team.workspace_id)


async def test_an_address_opens_only_what_one_is_a_member_of(owner: Actor, stranger: Actor) -> None:
    team = await new_team(owner)
    page = await tab(DashboardState, owner, "/dashboard", open=str(team.workspace_id))
    answer = await call(page, "load")
    assert "open_workspace" in str(answer)
    theirs = await tab(DashboardState, stranger, "/dashboard")
    answer = await open_workspace(theirs, team)
    assert leaves_workspace(answer)
    assert theirs.workspace_id != str(team.workspace_id)
