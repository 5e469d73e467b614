"""What stands between a browser and the app: limits, guards, documents and headers, as plain ASGI."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import ASGIApp

from influencer_app.web.middleware.addresses import Addresses, built_pages
from influencer_app.web.middleware.caching import CacheControl
from influencer_app.web.middleware.documents import Documents, Figures
from influencer_app.web.middleware.guard import IsSignedIn, PageGuard
from influencer_app.web.middleware.headers import SecurityHeaders
from influencer_app.web.middleware.limits import BodyLimit


@dataclass(frozen=True, kw_only=True)
class Edge:
    """How the site is sent.

    ``build`` is the folder of the build with ``client``, ``policies.json`` and ``static.json``.
    ``is_signed_in`` gets the raw Cookie header (may be empty); without it no page is guarded.
    ``figures`` gives the numbers that static pages show, as ``{"price.image": "5"}``.
    ``media_sources`` are origins that pictures are redirected to (a bucket's public address).
    ``body_bytes`` caps request bodies, ``body_bytes_below`` other caps by prefix of the path.
    """

    build: Path
    https: bool = False
    is_signed_in: IsSignedIn | None = None
    figures: Figures | None = None
    media_sources: tuple[str, ...] = ()
    body_bytes: int = 1_000_000
    body_bytes_below: dict[str, int] = field(default_factory=dict)

    def __call__(self, app: ASGIApp) -> ASGIApp:
        """Wrap ``app``; the last one below sees a request first."""
        app = Addresses(app, built_pages(self.build / "client"))
        app = Documents(app, self._pages(), self.figures)
        if self.is_signed_in is not None:
            app = PageGuard(app, self.is_signed_in)
        app = BodyLimit(app, self.body_bytes, self.body_bytes_below)
        app = CacheControl(app)
        return SecurityHeaders(app, self._read("policies.json"), https=self.https, media=self.media_sources)

    def _pages(self) -> dict[str, str]:
        client = self.build / "client"
        found: dict[str, str] = self._read("static.json")
        return {route: (client / name).read_text(encoding="utf-8") for route, name in found.items()}

    def _read(self, name: str) -> dict:
        """Nothing is there while the site is being built for the first time."""
        path = self.build / name
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
