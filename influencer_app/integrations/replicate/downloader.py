"""Downloads results from a provider's file hosts without credentials, redirects or private addresses.

The host is resolved once and the connection goes to that address, so DNS cannot change between the check
and the request.
"""

import asyncio
import ipaddress
import socket
from typing import Final
from urllib.parse import urlsplit

import httpx

from influencer_app.domain.generation.ports.provider import DownloadedFile
from influencer_app.errors import OutputGone, ProviderFailed, ResultNotAllowed, ResultTooLarge

TIMEOUT: Final = httpx.Timeout(10.0, read=30.0)
TOTAL_SECONDS: Final = 180.0
WINDOW_SECONDS: Final = 10.0
BYTES_PER_SECOND_MIN: Final = 20_000
"""The least rate, over each window; a download that is slower does not end within its total."""
RESUME_ATTEMPTS: Final = 1
DOWNLOADS_MAX: Final = 16
"""At once, each of up to 200 MB in memory."""
SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"WEBP", 8, "image/webp"),
    (b"WAVE", 8, "audio/wav"),
    (b"ftyp", 4, "video/mp4"),
    (b"ID3", 0, "audio/mpeg"),
    (b"\xff\xfb", 0, "audio/mpeg"),
    (b"\x1aE\xdf\xa3", 0, "video/webm"),
)


class Downloader:
    """Implements ``DownloadPort``. Only ``hosts`` and their subdomains are allowed.

    ``loopback`` is the address (host:port) of an emulator on this machine; plain http is allowed there.
    A download takes at most ``total_seconds``, and each ``window_seconds`` bring at least 20 kB a second.
    """

    def __init__(
        self,
        hosts: tuple[str, ...],
        loopback: str = "",
        *,
        total_seconds: float = TOTAL_SECONDS,
        window_seconds: float = WINDOW_SECONDS,
    ) -> None:
        self._hosts = hosts
        self._loopback = loopback
        self._total_seconds = total_seconds
        self._window_seconds = window_seconds
        self._window_bytes = round(window_seconds * BYTES_PER_SECOND_MIN)
        self._slots = asyncio.Semaphore(DOWNLOADS_MAX)
        self._client = httpx.AsyncClient(
            timeout=TIMEOUT,
            follow_redirects=False,
            trust_env=False,
            headers={"Accept-Encoding": "identity"},
        )

    async def download(self, url: str, limit_bytes: int) -> DownloadedFile:
        """See the port. An interrupted download is resumed once; one that drips is given up."""
        try:
            async with self._slots, asyncio.timeout(self._total_seconds):
                return await self._download_resuming(url, limit_bytes)
        except TimeoutError as error:
            raise ProviderFailed("The provider's file host is too slow.") from error

    async def _download_resuming(self, url: str, limit_bytes: int) -> DownloadedFile:
        request = await self._build_request(url)
        data = bytearray()
        for left in range(RESUME_ATTEMPTS, -1, -1):
            try:
                await self._download(request, data, limit_bytes)
                break
            except httpx.TransportError as error:
                if left == 0:
                    raise ProviderFailed("The provider's file host dropped the connection.") from error
        return DownloadedFile(bytes(data), sniff(bytes(data[:16])))

    async def aclose(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _build_request(self, url: str) -> httpx.Request:
        try:
            url_parts = urlsplit(url)
            host, port = url_parts.hostname or "", url_parts.port
            if self._loopback and url_parts.netloc == self._loopback and url_parts.scheme == "http":
                return self._client.build_request("GET", url)
        except (ValueError, httpx.InvalidURL) as error:
            raise ResultNotAllowed("The result is at an address that cannot be read.") from error
        if url_parts.scheme != "https" or "@" in url_parts.netloc or port not in (None, 443):
            raise ResultNotAllowed("The result is at an address that is not allowed.")
        if not any(host == one or host.endswith(f".{one}") for one in self._hosts):
            raise ResultNotAllowed("The result is on a host that is not allowed.")
        address = await _public_address(host)
        netloc = f"[{address}]" if ":" in address else address
        pinned = url_parts._replace(netloc=netloc).geturl()
        return self._client.build_request(
            "GET", pinned, headers={"Host": host}, extensions={"sni_hostname": host}
        )

    async def _download(self, request: httpx.Request, data: bytearray, limit: int) -> None:
        if data:
            request.headers["Range"] = f"bytes={len(data)}-"
        response = await self._client.send(request, stream=True)
        try:
            self._check_response(response, limit, resumed=bool(data))
            if response.status_code == 200:
                data.clear()
            await self._read(response, data, limit)
        finally:
            await response.aclose()

    async def _read(self, response: httpx.Response, data: bytearray, limit: int) -> None:
        """Append the body. Raises ``TimeoutError`` when the rate falls below the least."""
        parts = response.aiter_raw()
        while True:
            enough = len(data) + self._window_bytes
            async with asyncio.timeout(self._window_seconds):
                while len(data) < enough:
                    part = await anext(parts, None)
                    if part is None:
                        return
                    data += part
                    if len(data) > limit:
                        raise ResultTooLarge("The result is larger than allowed.")

    def _check_response(self, response: httpx.Response, limit: int, *, resumed: bool) -> None:
        code = response.status_code
        if code in (404, 410):
            raise OutputGone("The result has expired.")
        if code != 200 and not (code == 206 and resumed):
            if 300 <= code < 400:
                raise ResultNotAllowed("The result redirects to another address.")
            raise ProviderFailed("The provider's file host returned an error.")
        if response.headers.get("content-encoding", "identity") != "identity":
            raise ResultNotAllowed("The result is compressed, although that was not asked for.")
        if int(response.headers.get("content-length") or 0) > limit:
            raise ResultTooLarge("The result is larger than allowed.")


def sniff(head: bytes) -> str:
    """The content type by the first bytes; ``application/octet-stream`` when unknown."""
    for sign, at, kind in SIGNATURES:
        if head[at : at + len(sign)] == sign:
            return kind
    return "application/octet-stream"


async def _public_address(host: str) -> str:
    """Resolve ``host``; refuses it when any of its addresses is private."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, 443, type=socket.SOCK_STREAM)
    except UnicodeError as error:
        raise ResultNotAllowed("The result is at an address that cannot be read.") from error
    except OSError as error:
        raise ProviderFailed("The provider's file host cannot be resolved.") from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(ipaddress.ip_address(one).is_global for one in addresses):
        raise ResultNotAllowed("The result is at a private address.")
    return addresses[0]
