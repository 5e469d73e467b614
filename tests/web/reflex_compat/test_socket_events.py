"""Events that cannot be used are dropped, and the log holds nothing of them."""

import logging
from collections.abc import AsyncIterator
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from reflex.event import EventHandler
from reflex_base.event.processor import BaseStateEventProcessor
from reflex_base.event.processor.base_state_processor import _prepare_event_payload

from influencer_app.influencer_app import app as site
from influencer_app.web.layout.error_notice import handle_backend_error
from influencer_app.web.reflex_compat.event_rates import SECONDS_OF_BURST
from influencer_app.web.reflex_compat.incoming_events import keep_values_out_of_the_log
from influencer_app.web.reflex_compat.sockets import OwnedSockets, SocketOwner, SocketRules

COOKIE, TYPED = "evermuse_session=cookie-7f3a", "a typed passphrase"
SID = "socket-1"
HYDRATE = "reflex___state____state.hydrate"


class SocketServer:
    """The part of Socket.IO's server that a namespace uses."""

    def __init__(self) -> None:
        self.connected: set[str] = set()
        self.closed: list[str] = []
        self.manager = self

    def is_connected(self, sid: str, namespace: str) -> bool:
        return sid in self.connected

    async def emit(self, *_: Any, **__: Any) -> None: ...

    async def disconnect(self, sid: str, namespace: str) -> None:
        self.closed.append(sid)


async def identify(headers: Any, address: str, sent: Any) -> SocketOwner:
    return SocketOwner("somebody", "person-1", address)


async def nothing(*_: Any) -> None: ...


@pytest.fixture
def token() -> str:
    return str(uuid4())


@pytest_asyncio.fixture
async def sockets(
    token: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[OwnedSockets]:
    """Our namespace with one socket, and the processor of events that Reflex has behind it."""
    caplog.set_level(logging.DEBUG)
    keep_values_out_of_the_log()
    rules = SocketRules(
        identify, nothing, nothing, (OSError,), per_address_max=9, per_person_max=9, events_per_second=2
    )
    namespace = OwnedSockets(site, "/_event", rules)
    server = SocketServer()
    namespace._set_server(server)
    processor = BaseStateEventProcessor(backend_exception_handler=handle_backend_error)
    monkeypatch.setattr(site, "_event_processor", processor)
    async with processor.configure(event_namespace=namespace):
        await namespace.trigger_event("connect", SID, environ(token), None)
        server.connected.add(SID)
        yield namespace


def environ(token: str) -> dict[str, Any]:
    headers = [(b"cookie", COOKIE.encode())]
    return {"QUERY_STRING": f"token={token}", "asgi.scope": {"headers": headers, "client": ("127.0.0.1", 1)}}


def event(name: Any, **fields: Any) -> dict[str, Any]:
    return {"name": name, "payload": {}, "router_data": {"pathname": "/", "query": {"q": TYPED}}, **fields}


DROPPED: list[tuple[str, tuple[Any, ...]]] = [
    ("event", (event("a.b.c", payload={"value": TYPED}),)),
    ("event", (event(TYPED),)),
    ("event", (event(7, payload={"value": TYPED}),)),
    ("event", (event({TYPED: TYPED}),)),
    ("event", (event(HYDRATE, payload=[TYPED]),)),
    ("event", (event(HYDRATE, payload={TYPED: TYPED}),)),
    ("event", (event(HYDRATE, router_data=TYPED),)),
    ("event", (event(HYDRATE, router_data={"query": TYPED}),)),
    ("event", (event(HYDRATE, router_data={"pathname": {TYPED: 1}}),)),
    ("event", ({"payload": {"value": TYPED}},)),
    ("event", (f'{{"name": "{TYPED}"}}',)),
    ("event", (TYPED,)),
    ("event", ([TYPED],)),
    ("event", (None,)),
    ("event", (TYPED.encode(),)),
    ("event", (event(HYDRATE), TYPED)),
    ("event", ()),
    ("ping", (TYPED,)),
    ("disconnect", (TYPED,)),
    ("connect", ({"QUERY_STRING": "token=7d3f2a51-6c0e-4f6e-9a53-1f0d3c1b2a90", "HTTP_COOKIE": TYPED},)),
    (TYPED, (TYPED,)),
    ("link_token_to_sid", (TYPED,)),
]


@pytest.mark.parametrize(("name", "sent"), DROPPED, ids=lambda value: str(value)[:40])
async def test_what_cannot_be_used_leaves_one_line_without_its_content(
    sockets: OwnedSockets, token: str, caplog: pytest.LogCaptureFixture, name: str, sent: tuple[Any, ...]
) -> None:
    caplog.clear()
    await sockets.trigger_event(name, SID, *sent)
    await site.event_processor.join()
    ours = [record for record in caplog.records if "event_dropped" in str(record.msg)]
    assert len(ours) == 1
    assert_clean(caplog, token)
    caplog.clear()
    await sockets.trigger_event("event", SID, event(HYDRATE))
    await site.event_processor.join()
    assert "event_dropped" not in caplog.text


async def test_a_socket_that_sends_too_much_is_closed_once(
    sockets: OwnedSockets, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.clear()
    for _ in range(100):
        await sockets.trigger_event("event", SID, event(TYPED))
    assert caplog.text.count("event_dropped") == 2 * SECONDS_OF_BURST
    assert caplog.text.count("socket_closed") == 1
    assert sockets.server.closed == [SID]


async def test_an_event_of_a_socket_that_is_closed_leaves_no_content(
    sockets: OwnedSockets, token: str, caplog: pytest.LogCaptureFixture
) -> None:
    await sockets.trigger_event("event", "socket-2", event(HYDRATE, payload={"value": TYPED}))
    assert "unknown socket" in caplog.text
    assert_clean(caplog, token)


def count_to(state: Any, number: int) -> None: ...


async def test_a_value_of_a_wrong_type_is_not_logged(
    sockets: OwnedSockets, caplog: pytest.LogCaptureFixture
) -> None:
    _prepare_event_payload(EventHandler(fn=count_to), {"number": TYPED})
    assert "Error transforming event payload for handler count_to" in caplog.text
    assert TYPED not in caplog.text


async def test_socketio_itself_ends_a_socket(sockets: OwnedSockets) -> None:
    sockets.server.connected.clear()
    await (await sockets.trigger_event("disconnect", SID, "client disconnect"))
    assert SID not in sockets.sid_to_token


def assert_clean(caplog: pytest.LogCaptureFixture, token: str) -> None:
    for secret in (COOKIE, TYPED, token):
        assert secret not in caplog.text
