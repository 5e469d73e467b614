"""API keys in Settings: made and shown once, listed, revoked."""

import pytest

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.api_keys.secrets import is_well_formed
from influencer_app.domain.api_keys.service import find_key_actor, note_used
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.pages.settings.api_keys_state import ApiKeysState
from influencer_app.web.pages.settings.secret_state import FIELD, SecretState
from influencer_app.web.pages.settings.state import SettingsState
from tests.support import in_workspace, new_team
from tests.web.browser import call, shell, sibling, tab


async def section_of(actor: Actor) -> ApiKeysState:
    """The section in a tab that has the actor's workspace open."""
    state = await tab(SettingsState, actor, "/dashboard/settings", tab="keys")
    await call(state, "load")
    return sibling(state, ApiKeysState)


def put_into_the_field(answer: object) -> str:
    """What a handler puts into the field of the secret's dialog, past every state."""
    event = getattr(answer, "args", ())
    found = {str(name): getattr(value, "_var_value", None) for name, value in event}
    assert found["ref"] == f"ref_{FIELD}"
    return str(found["value"])


async def test_a_key_is_made_shown_once_and_in_no_state(owner: Actor) -> None:
    state = await section_of(owner)
    await call(state, "begin")
    assert state.creating
    key = put_into_the_field(
        await call(state, "create", {"key_name": "Script", "scope_read": "on", "scope_manage": "on"})
    )
    assert is_well_formed(key)
    secret = sibling(state, SecretState)
    assert (secret.open, state.creating, state.form_version) == (True, False, 1)
    assert key not in str(state._get_root_state().dict())
    assert [(one.name, one.prefix, one.scopes, one.used_at) for one in state.keys] == [
        ("Script", key[:9], "Read, Manage", "")
    ]
    assert put_into_the_field(await call(secret, "close")) == ""
    assert not secret.open
    async with reading() as session:
        found = await find_key_actor(session, key)
    assert found is not None
    assert found[0].scopes == ("read", "manage")


@pytest.mark.parametrize(
    ("form", "field"),
    [({"key_name": " ", "scope_read": "on"}, "name"), ({"key_name": "Script"}, "scopes"), ({}, "name")],
)
async def test_errors_stand_at_their_fields(owner: Actor, form: dict[str, str], field: str) -> None:
    state = await section_of(owner)
    await call(state, "begin")
    await call(state, "create", form)
    assert field in state.errors
    assert (state.creating, state.keys) == (True, [])
    await call(state, "close_form")
    assert state.errors == {}


async def test_a_key_is_revoked_after_a_question(owner: Actor) -> None:
    state = await section_of(owner)
    key = put_into_the_field(await call(state, "create", {"key_name": "Script", "scope_read": "on"}))
    async with transaction() as session:
        found = await find_key_actor(session, key)
        assert found is not None
        await note_used(session, found[0].key_id)
    state = await section_of(owner)
    (card,) = state.keys
    assert card.used_at != ""
    await call(state, "ask_revoke", card.id)
    assert state.revoking_id == card.id
    await call(state, "revoke", state.revoking_id)
    assert (state.keys, state.revoking_id) == ([], "")
    assert [one.title for one in shell(state).toasts] == ["Key revoked"]
    async with reading() as session:
        assert await find_key_actor(session, key) is None


async def test_keys_are_of_the_open_workspace(owner: Actor) -> None:
    team = await new_team(owner)
    state = await section_of(in_workspace(owner, team.workspace_id))
    await call(state, "create", {"key_name": "Team", "scope_read": "on"})
    assert [one.name for one in state.keys] == ["Team"]
    assert (await section_of(owner)).keys == []
