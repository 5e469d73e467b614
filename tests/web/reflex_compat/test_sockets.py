"""Each tab's state belongs to the owner of its socket, and owners have a number of sockets."""

import asyncio
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID, uuid4

import pytest
import reflex as rx
from reflex.app import EventNamespace
from reflex.istate.manager.token import BaseStateToken
from reflex.utils.token_manager import LocalTokenManager, TokenManager

from influencer_app.errors import Unavailable
from influencer_app.web.page_state import PageState
from influencer_app.web.reflex_compat.sockets import OwnedSockets, SocketOwner, SocketRules, state_key_endings
from influencer_app.web.shell.state import ShellState


class Rules:
    """Owners by the header ``cookie``: "nobody", or a person's name; what the sockets tell is kept."""

    def __init__(self) -> None:
        self.connected: list[tuple[str, str]] = []
        self.abandoned: asyncio.Queue[str] = asyncio.Queue()
        self.sent: list[Mapping[str, Any]] = []
        self.is_down = False

    async def identify(
        self, headers: Mapping[str, str], address: str, sent: Mapping[str, Any]
    ) -> SocketOwner:
        if self.is_down:
            raise Unavailable("The database does not answer.")
        self.sent.append(sent)
        name = headers.get("cookie", "nobody")
        return SocketOwner(name, None if name == "nobody" else name, address)

    async def note(self, owner: SocketOwner, token: str) -> None:
        self.connected.append((owner.scope, token))

    async def abandon(self, token: str) -> None:
        self.abandoned.put_nowait(token)


@pytest.fixture
def rules() -> Rules:
    return Rules()


@pytest.fixture
def sockets(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> OwnedSockets:
    """Without an app behind it: a connection does nothing but link its token."""

    async def link(self: EventNamespace, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        await self.link_token_to_sid(sid, environ["QUERY_STRING"].removeprefix("token="), update_state=False)

    monkeypatch.setattr(EventNamespace, "on_connect", link)
    monkeypatch.setattr(TokenManager, "create", LocalTokenManager)
    app = cast(rx.App, SimpleNamespace(_event_processor=None, _state=None))
    made = SocketRules(
        identify=rules.identify,
        connected=rules.note,
        abandoned=rules.abandon,
        unavailable=(Unavailable,),
        per_address_max=4,
        per_person_max=2,
    )
    return OwnedSockets(app, "/_event", made)


def environ(token: str, cookie: str = "", address: str = "192.0.2.1") -> dict[str, Any]:
    headers = [(b"cookie", cookie.encode())] if cookie else []
    scope = {"headers": headers, "client": (address, 5000)}
    return {"QUERY_STRING": f"token={token}", "asgi.scope": scope}


async def test_a_tab_has_another_state_for_each_owner(sockets: OwnedSockets, rules: Rules) -> None:
    token = str(uuid4())
    for sid, cookie in (("1", "ada"), ("2", "ben"), ("3", "")):
        assert await sockets.on_connect(sid, environ(token, cookie)) is None
    assert [scope for scope, _ in rules.connected] == ["ada", "ben", "nobody"]
    owned = {found for _, found in rules.connected}
    assert len(owned | {token}) == 4
    sockets.on_disconnect("1")
    await asyncio.sleep(0)
    await sockets.on_connect("4", environ(token, "ada"))
    assert rules.connected[-1] == rules.connected[0]
    assert UUID(rules.connected[0][1])


@pytest.mark.parametrize(
    "query", ["", "x", "token", "1" * 65_000, "{7d3f2a51-6c0e-4f6e-9a53-1f0d3c1b2a90}", "9" * 36]
)
async def test_what_is_no_token_is_refused_before_anybody_is_asked(
    sockets: OwnedSockets, rules: Rules, query: str
) -> None:
    assert await sockets.on_connect("1", environ(query)) is False
    assert await sockets.on_connect("2", {**environ(query), "QUERY_STRING": ""}) is False
    assert rules.sent == []


async def test_a_person_and_an_address_have_a_number_of_sockets(sockets: OwnedSockets) -> None:
    async def opened(sid: str, cookie: str, address: str = "192.0.2.1") -> bool:
        return await sockets.on_connect(sid, environ(str(uuid4()), cookie, address)) is None

    assert [await opened(f"a{number}", "ada") for number in range(3)] == [True, True, False]
    assert [await opened(f"n{number}", "") for number in range(3)] == [True, True, False]
    assert await opened("elsewhere", "ben", "192.0.2.2")
    sockets.on_disconnect("a0")
    assert await opened("again", "ada")
    for sid in ("a1", "again", "n0", "n1", "elsewhere"):
        sockets.on_disconnect(sid)
    assert (sockets._counts, sockets._owners) == ({}, {})


async def test_the_state_of_nobody_is_deleted_when_they_leave(sockets: OwnedSockets, rules: Rules) -> None:
    await sockets.on_connect("1", environ(str(uuid4())))
    await sockets.on_connect("2", environ(str(uuid4()), "ada"))
    sockets.on_disconnect("2")
    sockets.on_disconnect("1")
    assert await asyncio.wait_for(rules.abandoned.get(), 5) == rules.connected[0][1]
    assert rules.abandoned.empty()


async def test_without_an_answer_the_browser_may_try_again(sockets: OwnedSockets, rules: Rules) -> None:
    rules.is_down = True
    assert await sockets.on_connect("1", environ(str(uuid4()), "ada")) is False
    rules.is_down = False
    assert await sockets.on_connect("2", environ(str(uuid4()), "ada")) is None


async def test_the_vars_that_a_tab_keeps_itself_are_read_from_its_first_event(
    sockets: OwnedSockets, rules: Rules
) -> None:
    for number, auth in enumerate(
        (
            None,
            "x",
            {},
            {"event": 1},
            {"event": {"payload": []}},
            {"event": {"payload": {"vars": {"a": "b"}}}},
        )
    ):
        await sockets.on_connect(
            str(number), environ(str(uuid4()), f"person {number}", f"192.0.2.{number}"), auth
        )
    assert rules.sent == [{}] * 5 + [{"a": "b"}]


def test_a_tab_keeps_a_state_for_each_class() -> None:
    endings = state_key_endings()
    kinds = (rx.State, PageState, ShellState)
    assert {str(BaseStateToken(ident="", cls=kind)) for kind in kinds} <= set(endings)
