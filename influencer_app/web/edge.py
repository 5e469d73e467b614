"""Stacks the middleware between a browser and the app: limits, guards, public pages and headers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp

from influencer_app.web.middleware.caching import CacheControl
from influencer_app.web.middleware.guard import IsSignedIn, PageGuard
from influencer_app.web.middleware.headers import SecurityHeaders
from influencer_app.web.middleware.limits import BodyLimit
from influencer_app.web.middleware.slow_bodies import BodyTimeout
from influencer_app.web.middleware.trailing_slash import TrailingSlash, built_pages
from influencer_app.web.public_site.error_pages import ErrorPages
from influencer_app.web.public_site.pages import PublicPages
from influencer_app.web.public_site.seo import SeoFiles
from influencer_app.web.public_site.site_values import CachedValues, Loader
from influencer_app.web.public_site.templating import PageTemplate


@dataclass(frozen=True, kw_only=True)
class Edge:
    """How the site is sent.

    ``build`` is the folder of the build with ``client``, ``policies.json`` and ``static.json``.
    ``is_signed_in`` gets the raw Cookie header (may be empty); without it no page is guarded.
    ``site_values`` loads what public pages show, ``fixed_values`` never change while the process runs.
    ``unavailable`` are the errors of a database or a Redis that does not answer.
    ``base_url`` and ``product`` go into the files for search engines.
    ``media_sources`` are origins that pictures are redirected to (a bucket's public address).
    ``body_bytes`` caps request bodies, ``body_bytes_below`` other caps by the beginning of the path
    (``*`` stands for any part of it). A body may pause for ``body_idle_seconds`` and take ``body_seconds``.
    """

    build: Path
    https: bool = False
    is_signed_in: IsSignedIn | None = None
    site_values: Loader | None = None
    fixed_values: Mapping[str, Any] = field(default_factory=dict)
    unavailable: tuple[type[Exception], ...] = ()
    base_url: str = ""
    product: str = ""
    media_sources: tuple[str, ...] = ()
    body_bytes: int = 1_000_000
    body_bytes_below: dict[str, int] = field(default_factory=dict)
    body_idle_seconds: float = 30
    body_seconds: float = 600

    def __call__(self, app: ASGIApp) -> ASGIApp:
        """Wrap ``app``; the last one below sees a request first."""
        app = TrailingSlash(app, built_pages(self.build / "client"))
        pages = self._pages()
        values = CachedValues(self.site_values, self.unavailable)
        app = SeoFiles(app, self.base_url, self.product)
        app = PublicPages(app, pages, values, self.fixed_values, self._visitor)
        if self.is_signed_in is not None:
            app = PageGuard(app, self.is_signed_in)
        app = ErrorPages(app, pages, self.unavailable, self.fixed_values)
        app = BodyLimit(app, self.body_bytes, self.body_bytes_below)
        app = CacheControl(BodyTimeout(app, self.body_idle_seconds, self.body_seconds))
        return SecurityHeaders(app, self._read("policies.json"), https=self.https, media=self.media_sources)

    async def _visitor(self, cookie: str) -> bool:
        """Whether somebody is signed in; while nobody can say, a public page is sent as to a guest."""
        try:
            return self.is_signed_in is not None and await self.is_signed_in(cookie)
        except self.unavailable:
            return False

    def _pages(self) -> dict[str, PageTemplate]:
        client = self.build / "client"
        files: dict[str, str] = self._read("static.json")
        return {
            route: PageTemplate.parse((client / name).read_text(encoding="utf-8"))
            for route, name in files.items()
        }

    def _read(self, name: str) -> dict[str, Any]:
        """Nothing is there while the site is being built for the first time."""
        path = self.build / name
        if not path.is_file():
            return {}
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return content
