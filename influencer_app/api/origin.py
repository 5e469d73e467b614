"""Rejects unsafe browser requests from foreign origins."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from influencer_app.api.key_scopes import bearer
from influencer_app.api.problems import problem
from influencer_app.errors import NotAllowed
from influencer_app.wiring import runtime

SAFE = ("GET", "HEAD", "OPTIONS")
OTHER_SITES = ("cross-site", "same-site")
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class SameOrigin:
    """ASGI middleware: 403 for a foreign ``Origin`` or ``Sec-Fetch-Site``. Scripts send neither.

    Also applies without a cookie: a foreign page must not sign anybody in. It does not with an API key and
    without cookies: no browser adds a key by itself.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        unsafe = scope["type"] == "http" and scope["method"] not in SAFE
        if unsafe and not _own(Headers(scope=scope)) and not _with_key_alone(Headers(scope=scope)):
            await problem(NotAllowed("This request came from another site."))(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _with_key_alone(headers: Headers) -> bool:
    return bearer(headers) is not None and "cookie" not in headers


def _own(headers: Headers) -> bool:
    if headers.get("sec-fetch-site") in OTHER_SITES:
        return False
    return all(_is_ours(origin.lower(), headers) for origin in headers.getlist("origin"))


def _is_ours(origin: str, headers: Headers) -> bool:
    """The public address, or the host that was asked; over plain HTTP only where the public address is too.

    A browser on this machine may use its loopback address in any case.
    """
    public = runtime().settings.base_url.lower()
    if origin == public:
        return True
    try:
        parts = urlsplit(origin)
        loopback = parts.hostname in LOOPBACK
    except ValueError:
        return False
    if not parts.netloc or parts.netloc == urlsplit(public).netloc:
        return False
    secure = parts.scheme == "https" or loopback or not public.startswith("https://")
    return secure and parts.netloc == headers.get("host", "").lower()
