"""Network addresses that webhooks are sent to: public ones, found anew for each request."""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

Resolve = Callable[[str, int], Awaitable[list[str]]]
"""Finds the addresses of a host. Raises ``OSError``, ``UnicodeError``."""

LOOKUPS_AT_ONCE: Final = 8
REFUSED: Final = tuple(
    ipaddress.ip_network(one)
    for one in (
        *("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32"),
        *("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96", "fec0::/10"),
    )
)
"""What ``ipaddress`` takes for global: reserved by IANA; where Azure answers its machines (the metadata of
other clouds is at link-local or private addresses); IPv6 that carries IPv4, behind which any address may be
(NAT64, 6to4, Teredo, compatible); site-local."""


def is_public(address: str) -> bool:
    """Whether this is a host on the public internet, as far as the address says."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if getattr(found, "ipv4_mapped", None) is not None or any(found in network for network in REFUSED):
        return False
    return found.is_global and not found.is_multicast and not found.is_reserved


class SystemResolver:
    """Asks the system, in threads of its own: a slow name server holds up no other look-up of the process."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(LOOKUPS_AT_ONCE, "webhook-dns")

    async def __call__(self, host: str, port: int) -> list[str]:
        """See ``Resolve``."""

        def ask() -> list[str]:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            return [str(one[4][0]) for one in found]

        return await asyncio.get_running_loop().run_in_executor(self._threads, ask)

    def close(self) -> None:
        """Ends the threads, without waiting for what is asked."""
        self._threads.shutdown(wait=False, cancel_futures=True)
