"""Every handler of every state says who may call it, and nobody else gets through."""

from collections import defaultdict
from typing import Any

import pytest
import reflex as rx
import structlog
from reflex_base.registry import RegistrationContext

from influencer_app import influencer_app
from influencer_app.db.transaction import transaction
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceRole
from influencer_app.domain.workspaces.service import add_member, remove_member
from influencer_app.wiring import Runtime
from tests.fake_engine import FakeEngine, FakeQueue
from tests.support import every_row, in_workspace, new_team, shared_rows
from tests.web.browser import call, leaves_for_sign_in, leaves_workspace, tab
from tests.web.handlers import (
    FRAMEWORK,
    MARKS,
    SECRET,
    Handler,
    examples,
    guarded,
    handlers,
    rows_of,
)

JUNK = ("x" * 30_000, None, 7, [[]], {"a": []}, float("nan"))
NO_IDS = ("", "x", "'; drop table person; --", 5, None, [], {"a": 1}, "9" * 5000)
LEAVING = "WorkspacesState.leave"
"""The one handler after which a member is none any more."""

ANY_IDS = defaultdict(lambda: ["00000000-0000-0000-0000-000000000007"])
"""An id of nothing for each parameter."""


def shown(state: rx.State) -> str:
    """All that the tab would be sent."""
    return str(state._get_root_state().dict())


async def refusals(state: rx.State, name: str, given: list[Any]) -> tuple[Any, list[str]]:
    """What a handler answers, and the errors that it told the person."""
    with structlog.testing.capture_logs() as logs:
        answer = await call(state, name, *given)
    return answer, [one["code"] for one in logs if one["event"] == "handler_refused"]


def test_every_handler_wears_a_mark() -> None:
    assert influencer_app.app is not None
    found = handlers(development=True)
    assert len(found) > 50
    assert [str(one) for one in found if one.mark not in MARKS] == []


def test_what_reflex_has_registered_is_what_was_found() -> None:
    """A handler that is reached by a name wears a mark, wherever it is defined."""
    found = {one.fn for one in handlers(development=True)}
    others = {
        name
        for name, registered in RegistrationContext.get().event_handlers.items()
        if not registered.handler.fn.__module__.startswith(FRAMEWORK) and registered.handler.fn not in found
    }
    assert others == set()


async def test_public_handlers_change_the_view_alone(app: Runtime, statements: list[str]) -> None:
    """No handler that anybody may call asks anything of the database."""
    public = [one for one in handlers() if one.mark == "public"]
    assert len(public) > 10
    for one in public:
        for given in examples(one, ANY_IDS):
            state = await tab(one.state, None)
            await call(state, one.name, *given)
            assert statements == [], str(one)


async def test_nobody_is_sent_to_sign_in_by_every_guarded_handler(
    app: Runtime, statements: list[str]
) -> None:
    for one in guarded():
        for given in examples(one, ANY_IDS):
            state = await tab(one.state, None)
            before = shown(state)
            assert leaves_for_sign_in(await call(state, one.name, *given)), str(one)
            assert (shown(state), statements) == (before, []), str(one)


async def test_a_stranger_changes_and_sees_nothing_of_the_owners(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    """With the owner's ids as arguments, and then in the state as well, as if the page knew them."""
    ids = await rows_of(owner, queue)
    before = {row for row in await every_row() if str(stranger.person_id) not in row}
    assert any(SECRET in row for row in before)
    known = list(dict.fromkeys(some[0] for some in ids.values()))
    for one in guarded():
        calls = [("", given) for given in examples(one, ids)]
        calls += [(held, given) for held in known for given in list(examples(one, ids))[:1]]
        for held, given in calls:
            state = await tab(one.state, stranger)
            hold(state, held)
            answer, refused = await refusals(state, one.name, given)
            assert refused or leaves_workspace(answer) or not one.ids, f"{one} took {given}"
            assert SECRET not in f"{answer} {shown(state)}", f"{one} shows {given}, {held}"
        assert before - await every_row() == set(), str(one)


async def test_every_role_at_every_handler(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    """In a team: a viewer sees, an editor changes, and who is no member is sent to their own workspace."""
    team = (await new_team(owner, plan="creator")).workspace_id
    member = in_workspace(stranger, team)
    ids = await rows_of(in_workspace(owner, team), queue)
    roles: tuple[WorkspaceRole | None, ...] = (None, "viewer", None, "editor")
    for role, former in zip(roles, (None, *roles), strict=False):
        async with transaction() as session:
            if role is not None:
                await add_member(session, team, stranger.person_id, role)
            elif former is not None:
                await remove_member(session, team, stranger.person_id)
        for one in guarded():
            rows = await shared_rows()
            state = await tab(one.state, member)
            hold(state, ids["character_id"][0])
            answer, refused = await refusals(state, one.name, next(examples(one, ids)))
            if role is None:
                assert leaves_workspace(answer), str(one)
                assert SECRET not in shown(state), str(one)
            denied = role is not None and (one.mark == "owner" or (role, one.mark) == ("viewer", "editor"))
            assert ("not-allowed" in refused) == denied, f"{role} {one}"
            if denied or role is None:
                assert rows - await shared_rows() == set(), f"{role} {one}"
            elif str(one) == LEAVING:
                async with transaction() as session:
                    await add_member(session, team, stranger.person_id, role)


@pytest.mark.parametrize("one", [one for one in guarded() if one.ids], ids=str)
async def test_the_owner_gets_through_with_the_same_arguments(
    one: Handler, owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    """So that a stranger is refused for who they are, and not for what they sent."""
    ids = await rows_of(owner, queue)
    tried = []
    for held in ("", *ids["character_id"]):
        for given in examples(one, ids):
            state = await tab(one.state, owner)
            hold(state, held)
            tried.append((await refusals(state, one.name, given))[1])
    assert [] in tried


def hold(state: rx.State, value: str) -> None:
    """Put ``value`` into every text of the state that is empty, as the page's own loading would."""
    if value:
        for name in type(state).get_fields():
            if not name.startswith("_") and name != "submit_key" and getattr(state, name, None) == "":
                setattr(state, name, value)


async def test_no_handler_breaks_on_what_a_browser_may_send(owner: Actor) -> None:
    for one in handlers():
        wanted = len(one.parameters)
        for junk in JUNK:
            await call(await tab(one.state, owner), one.name, *[junk] * wanted)
        state = await tab(one.state, owner)
        _, refused = await refusals(state, one.name, ["x"] * (wanted + 1))
        assert refused, str(one)
        assert "arguments" in shown(state), str(one)


@pytest.mark.parametrize("junk", NO_IDS)
async def test_what_is_no_id_gets_a_sentence(owner: Actor, junk: Any) -> None:
    for one in guarded():
        if one.ids:
            state = await tab(one.state, owner)
            _, refused = await refusals(state, one.name, [junk] * len(one.parameters))
            assert len(refused) == 1, str(one)
