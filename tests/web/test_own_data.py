"""Your data in Settings, the banner, and deleting a workspace."""

from uuid import UUID

import pytest
from sqlalchemy import text

from influencer_app.db.outbox import person_topic
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.live.updates import Pending, read_update, topic_scope
from influencer_app.web.pages.settings.own_data_state import OwnDataState
from influencer_app.web.pages.settings.state import SettingsState
from influencer_app.web.pages.settings.workspaces_state import WorkspacesState
from influencer_app.wiring import runtime
from tests.fake_engine import FakeEngine, FakeQueue
from tests.support import new_team
from tests.web.browser import call, deliver, shell, sibling, tab

PASSWORD = "a long enough passphrase"


async def own_data(actor: Actor) -> OwnDataState:
    state = await tab(SettingsState, actor, "/dashboard/settings", tab="data")
    await call(state, "load")
    return sibling(state, OwnDataState)


async def heard(state: OwnDataState, actor: Actor) -> None:
    topic = person_topic(actor.person_id)
    await deliver(state, await read_update(topic, Pending([], full_reload=True)))


async def test_an_export_is_started_followed_and_offered(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    state = await own_data(owner)
    other = await own_data(owner)
    assert state.status == ""
    await call(state, "start_export")
    assert (state.status, state.url) == ("working", "")
    await call(state, "start_export")
    assert [toast.tone for toast in shell(state).toasts] == ["good", "bad"]
    async with transaction() as session:
        await session.execute(text("update data_export set progress = 0.5"))
    await heard(other, owner)
    assert (other.status, other.progress) == ("working", 0.5)
    await queue.run()
    await heard(other, owner)
    assert other.status == "ready"
    assert other.url.startswith("/api/user/exports/")
    assert (await own_data(owner)).expires_at == other.expires_at != ""


async def test_an_account_is_erased_by_its_password_and_kept_by_the_banner(owner: Actor) -> None:
    hashed = await runtime().passwords.hash(PASSWORD)
    async with transaction() as session:
        await session.execute(text("update person set password_hash = :h"), {"h": hashed})
    state, other = await own_data(owner), await own_data(owner)
    assert shell(state).erase_at == ""
    await call(state, "erase", {"erase_password": "something else"})
    assert "password" in state.errors
    await call(state, "erase", {"erase_password": PASSWORD})
    assert (state.errors, shell(state).erase_at != "") == ({}, True)
    await heard(other, owner)
    assert shell(other).erase_at == shell(state).erase_at
    assert shell(await own_data(owner)).erase_at != ""
    await call(shell(state), "keep_account")
    assert shell(state).erase_at == ""
    await heard(other, owner)
    assert shell(other).erase_at == ""


async def test_a_workspace_is_deleted_by_its_name(owner: Actor) -> None:
    team = await new_team(owner, name="Studio North")
    state = await tab(SettingsState, team, "/dashboard/settings", tab="workspaces")
    await call(state, "load")
    section = sibling(state, WorkspacesState)
    await call(section, "ask_delete", True)
    assert section.confirming_delete
    await call(section, "delete", {"typed_name": "Studio South"})
    assert "typed_name" in section.errors
    async with reading() as session:
        assert await session.scalar(text("select count(*) from erasure")) == 0
    await call(section, "delete", {"typed_name": "Studio North"})
    assert section.leaving.endswith("/dashboard")
    assert section.workspace_id == ""
    async with reading() as session:
        assert await session.scalar(text("select workspace_id from erasure")) == team.workspace_id


def test_a_topic_of_a_person_reads_for_that_person() -> None:
    own = UUID(int=7)
    assert topic_scope(person_topic(own)).person_id == own
    with pytest.raises(ValueError, match="nothing to be read"):
        topic_scope("other:7")
