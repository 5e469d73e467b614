"""Gives each page one address, without a trailing slash.

A built page is a folder, and the file server below would send people on to the address with a slash.
"""

from collections.abc import Iterable
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from influencer_app.web.middleware.messages import answer


def built_pages(client: Path) -> frozenset[str]:
    """The addresses of all pages in a build, such as ``/dashboard/generate``."""
    pages = (page.parent.relative_to(client).as_posix() for page in client.glob("**/index.html"))
    return frozenset(f"/{page}" for page in pages if page != ".")


class TrailingSlash:
    """Asks the file server for the folder, and redirects ``/page/`` to ``/page``."""

    def __init__(self, app: ASGIApp, pages: Iterable[str]) -> None:
        self.app = app
        self.pages = frozenset(pages)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            path = scope["path"]
            if path in self.pages:
                scope = {**scope, "path": f"{path}/", "raw_path": f"{path}/".encode()}
            elif path.endswith("/") and path.rstrip("/") in self.pages:
                query = scope.get("query_string", b"").decode("latin-1")
                target = path.rstrip("/") + (f"?{query}" if query else "")
                await answer(send, 308, [("location", target)])
                return
        await self.app(scope, receive, send)
