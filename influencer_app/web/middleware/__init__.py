"""What stands between a browser and the app: limits, guards, documents and headers, as plain ASGI."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from starlette.types import ASGIApp

from influencer_app.web.middleware.addresses import Addresses, built_pages
from influencer_app.web.middleware.caching import CacheControl
from influencer_app.web.middleware.documents import Documents
from influencer_app.web.middleware.figures import Ask, Figures, Remembered
from influencer_app.web.middleware.finding import Finding, shared
from influencer_app.web.middleware.guard import IsSignedIn, PageGuard
from influencer_app.web.middleware.headers import SecurityHeaders
from influencer_app.web.middleware.limits import BodyLimit
from influencer_app.web.middleware.troubles import Troubles

__all__ = ["Edge", "Figures"]


@dataclass(frozen=True, kw_only=True)
class Edge:
    """How the site is sent.

    ``build`` is the folder of the build with ``client``, ``policies.json`` and ``static.json``.
    ``is_signed_in`` gets the raw Cookie header (may be empty); without it no page is guarded.
    ``figures`` gives the numbers that static pages show, ``fixed`` what never changes while it runs.
    ``away`` are the errors of a database or a Redis that does not answer.
    ``base_url`` and ``product`` go into the heads of the pages and the files for search engines.
    ``media_sources`` are origins that pictures are redirected to (a bucket's public address).
    ``body_bytes`` caps request bodies, ``body_bytes_below`` other caps by the beginning of the path
    (``*`` stands for any part of it).
    """

    build: Path
    https: bool = False
    is_signed_in: IsSignedIn | None = None
    figures: Ask | None = None
    fixed: dict[str, str] = field(default_factory=dict)
    away: tuple[type[Exception], ...] = ()
    base_url: str = ""
    product: str = ""
    media_sources: tuple[str, ...] = ()
    body_bytes: int = 1_000_000
    body_bytes_below: dict[str, int] = field(default_factory=dict)

    def __call__(self, app: ASGIApp) -> ASGIApp:
        """Wrap ``app``; the last one below sees a request first."""
        app = Addresses(app, built_pages(self.build / "client"))
        pages = self._pages()
        figures = Remembered(self.figures, self.away)
        app = Documents(Finding(app, self.base_url, self.product), pages, figures, self.fixed)
        if self.is_signed_in is not None:
            app = PageGuard(app, self.is_signed_in)
        app = Troubles(app, pages, self.away, self.fixed)
        app = BodyLimit(app, self.body_bytes, self.body_bytes_below)
        app = CacheControl(app)
        return SecurityHeaders(app, self._read("policies.json"), https=self.https, media=self.media_sources)

    def _pages(self) -> dict[str, str]:
        client = self.build / "client"
        found: dict[str, str] = self._read("static.json")
        return {
            route: shared((client / name).read_text(encoding="utf-8"), self.base_url, route, self.product)
            for route, name in found.items()
        }

    def _read(self, name: str) -> dict:
        """Nothing is there while the site is being built for the first time."""
        path = self.build / name
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
