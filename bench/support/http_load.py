"""A small HTTP client that asks one thing again and again over connections that stay open."""

import asyncio
import re
import time

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


async def requests_per_second(
    port: int, path: str, headers: dict[str, str], status: int, seconds: float, connections: int = 16
) -> float:
    """How many answers with ``status`` come each second. Raises ``AssertionError`` for another one."""
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n".encode()
    wanted = f"HTTP/1.1 {status} ".encode()
    counts = [0] * connections
    until = time.perf_counter() + seconds

    async def ask(own: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        try:
            while time.perf_counter() < until:
                writer.write(request)
                head = await reader.readuntil(b"\r\n\r\n")
                assert head.startswith(wanted), head
                length = LENGTH.search(head)
                if length and status != 304:
                    await reader.readexactly(int(length[1]))
                counts[own] += 1
        finally:
            writer.close()

    began = time.perf_counter()
    await asyncio.gather(*(ask(own) for own in range(connections)))
    return sum(counts) / (time.perf_counter() - began)
