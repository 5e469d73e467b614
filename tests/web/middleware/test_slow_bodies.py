import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from influencer_app.web.middleware.slow_bodies import BodyTimeout

SCOPE = {"type": "http", "method": "POST", "path": "/api/uploads", "query_string": b"", "headers": []}


class Client:
    """Sends the first half of a body, the second one when it is allowed to; keeps what it is answered."""

    def __init__(self) -> None:
        self.parts = [{"type": "http.request", "body": b"half", "more_body": True}]
        self.go_on = asyncio.Event()
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> dict[str, Any]:
        if self.parts:
            return self.parts.pop(0)
        await self.go_on.wait()
        return {"type": "http.request", "body": b"half", "more_body": False}

    async def send(self, message: dict[str, Any]) -> None:
        self.sent.append(message)


@pytest.fixture
def client() -> Client:
    return Client()


async def test_a_body_that_stops_half_way_is_ended(client: Client, site: Callable[..., Any]) -> None:
    await BodyTimeout(site(), 0.05, 60)(SCOPE, client.receive, client.send)
    assert client.sent[0]["status"] == 408
    assert b"stopped half way" in client.sent[1]["body"]


async def test_a_body_that_drips_is_ended(client: Client, site: Callable[..., Any]) -> None:
    async def drip() -> dict[str, Any]:
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"x", "more_body": True}

    await BodyTimeout(site(), 60, 0.05)(SCOPE, drip, client.send)
    assert [message.get("status") for message in client.sent] == [408, None]


async def test_a_body_that_goes_on_is_read(client: Client, site: Callable[..., Any]) -> None:
    client.go_on.set()
    await BodyTimeout(site(), 5, 5)(SCOPE, client.receive, client.send)
    assert client.sent[0]["status"] == 200


async def test_an_app_may_wait_for_its_client_longer_than_for_a_body(client: Client) -> None:
    left = asyncio.Event()

    async def streaming(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        waiting = asyncio.create_task(receive())
        await asyncio.sleep(0.1)
        assert not waiting.done()
        left.set()
        assert (await waiting)["type"] == "http.disconnect"

    async def receive() -> dict[str, Any]:
        if not client.go_on.is_set():
            client.go_on.set()
            return {"type": "http.request", "body": b"", "more_body": False}
        await left.wait()
        return {"type": "http.disconnect"}

    await BodyTimeout(streaming, 0.02, 0.02)(SCOPE, receive, client.send)
    assert client.sent == []


async def test_an_answer_that_has_begun_goes_on(client: Client) -> None:
    async def hasty(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.body", "body": b"done"})

    await BodyTimeout(hasty, 0.02, 60)(SCOPE, client.receive, client.send)
    assert [message.get("status") for message in client.sent] == [200, None]
