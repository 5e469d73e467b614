"""Tabs without a browser: what a page sends and receives over its socket, on plain asyncio."""

import asyncio
import base64
import json
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

HYDRATE = "reflex___state____state.hydrate_and_load"
ALIVE = b'"is_hydrated_rx_state_":true'
"""Part of the last message of a page load."""

CREATE = "/dashboard/generate"
TEXT, CLOSE = 1, 8


@dataclass(eq=False)
class Tab:
    """One tab on Create. ``wanted`` is asked for each message and sets ``seen`` when it answers yes."""

    host: str
    port: int
    cookie: str
    token: str = field(default_factory=lambda: str(uuid4()))
    messages: int = 0
    seen: asyncio.Event = field(default_factory=asyncio.Event)
    wanted: Callable[[bytes], bool] = lambda _: False
    _writer: asyncio.StreamWriter | None = None
    _reading: "asyncio.Task[None] | None" = None

    async def open(self) -> None:
        """Connect and load the page; returns when the page is alive. Raises ``ConnectionError``."""
        alive = self.expect(lambda message: ALIVE in message)
        reader, self._writer = await asyncio.open_connection(self.host, self.port)
        key = base64.b64encode(os.urandom(16)).decode()
        self._writer.write(
            f"GET /_event/?EIO=4&transport=websocket&token={self.token} HTTP/1.1\r\n"
            f"Host: {self.host}:{self.port}\r\nOrigin: http://{self.host}:{self.port}\r\n"
            f"Cookie: {self.cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
        )
        answer = await reader.readuntil(b"\r\n\r\n")
        if b" 101 " not in answer.partition(b"\r\n")[0]:
            raise ConnectionError(answer.partition(b"\r\n")[0].decode())
        self._reading = asyncio.create_task(self._read(reader))
        boot = {
            "name": HYDRATE,
            "payload": {"vars": {}},
            "router_data": {"pathname": CREATE, "asPath": CREATE, "query": {}},
        }
        self._send(f"40/_event,{json.dumps({'event': boot})}")
        ended = asyncio.ensure_future(alive.wait())
        await asyncio.wait({ended, self._reading}, return_when=asyncio.FIRST_COMPLETED)
        if not ended.done():
            ended.cancel()
            raise ConnectionError("The socket was closed.")

    def expect(self, wanted: Callable[[bytes], bool]) -> asyncio.Event:
        """An event that is set by the first message from now on that ``wanted`` answers with yes."""
        self.wanted, self.seen = wanted, asyncio.Event()
        return self.seen

    async def close(self) -> None:
        """End the connection as a lost network does."""
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        if self._writer is not None:
            self._writer.close()

    def _send(self, text: str) -> None:
        data, mask = text.encode(), os.urandom(4)
        size = struct.pack("!B", 0x80 | len(data)) if len(data) < 126 else struct.pack("!BH", 0xFE, len(data))
        masked = bytes(byte ^ mask[number % 4] for number, byte in enumerate(data))
        if self._writer is not None:
            self._writer.write(bytes([0x80 | TEXT]) + size + mask + masked)

    async def _read(self, reader: asyncio.StreamReader) -> None:
        while True:
            code, size = await reader.readexactly(2)
            if size == 126:
                (size,) = struct.unpack("!H", await reader.readexactly(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", await reader.readexactly(8))
            message = await reader.readexactly(size)
            if code & 15 == CLOSE:
                return
            if message == b"2":
                self._send("3")
            elif message.startswith(b"42/_event,"):
                self.messages += 1
                if self.wanted(message):
                    self.seen.set()


def var(message: bytes, state: str, name: str) -> Any:
    """The value of a var in a message; None where it has not changed. ``state`` ends the state's name."""
    update = json.loads(message.partition(b",")[2])[1]
    for full_name, values in (update.get("delta") or {}).items():
        if full_name.endswith(state):
            return next((value for key, value in values.items() if key.startswith(f"{name}_rx_state")), None)
    return None
