"""An HTTP transport for small answers: with timeouts, a limit on bodies, and no redirects."""

import ssl
from functools import cache

import httpx2

from influencer_app.errors import IdentityProviderDown

TIMEOUT = httpx2.Timeout(5.0)
BODY_BYTES_MAX = 512_000
TOTAL_SECONDS = 10.0
"""For everything that one step asks of a provider."""


class SmallAnswers(httpx2.AsyncBaseTransport):
    """Reads answers up to ``BODY_BYTES_MAX``, uncompressed. Raises ``IdentityProviderDown`` beyond."""

    def __init__(self) -> None:
        self._inner = httpx2.AsyncHTTPTransport(verify=_trusted())

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Reads the whole answer, so that nobody has to care about the rest."""
        request.headers["accept-encoding"] = "identity"
        response = await self._inner.handle_async_request(request)
        try:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise IdentityProviderDown
            body = bytearray()
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > BODY_BYTES_MAX:
                    raise IdentityProviderDown
        finally:
            await response.aclose()
        headers = [
            (name, value) for name, value in response.headers.multi_items() if name != "transfer-encoding"
        ]
        return httpx2.Response(response.status_code, headers=headers, content=bytes(body), request=request)

    async def aclose(self) -> None:
        """Close the connections."""
        await self._inner.aclose()


@cache
def _trusted() -> ssl.SSLContext:
    """Read once: it takes a tenth of a second."""
    return httpx2.create_ssl_context()
