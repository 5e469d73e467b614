"""Serves what search engines, other sites and browsers ask of a site: head tags, robots, sitemap, icon."""

import html
import json
from collections.abc import Mapping

import reflex as rx
from starlette.types import ASGIApp, Receive, Scope, Send

from influencer_app.web.middleware.messages import answer
from influencer_app.web.public_site.template_tags import value
from influencer_app.web.routes import AUTH, HOME, INDEXED, PROTECTED
from influencer_app.web.site_build.samples import SHARE_IMAGE_URL

A_DAY = ("cache-control", "public, max-age=86400")
ICON = "/icons/icon-180.png"
SHARE_IMAGE = f"{value('base_url')}{SHARE_IMAGE_URL}"
"""The image of a public page for other sites, as an absolute address."""


def head_tags(route: str, title: str, description: str, product: str) -> list[rx.Component]:
    """Head tags of a public page: its canonical address, and a card for other sites."""
    address = value("base_url") + ("" if route == HOME else route)
    card = {"type": "website", "site_name": product, "url": address, "title": title}
    if description:
        card["description"] = description
    return [
        rx.el.link(rel="canonical", href=address)
        if route in (*INDEXED, *AUTH)
        else rx.el.meta(name="robots", content="noindex"),
        *[rx.el.meta(property=f"og:{name}", content=content) for name, content in card.items()],
        rx.el.meta(name="twitter:card", content="summary_large_image"),
    ]


class SeoFiles:
    """Answers ``/robots.txt``, ``/sitemap.xml``, ``/site.webmanifest`` and ``/favicon.ico``."""

    def __init__(self, app: ASGIApp, base_url: str, product: str) -> None:
        self.app = app
        self.files: Mapping[str, tuple[str, str]] = {
            "/robots.txt": ("text/plain; charset=utf-8", _robots(base_url)),
            "/sitemap.xml": ("application/xml; charset=utf-8", _sitemap(base_url)),
            "/site.webmanifest": ("application/manifest+json", _manifest(product)),
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self.app(scope, receive, send)
        elif path in self.files:
            kind, text = self.files[path]
            head = scope["method"] == "HEAD"
            await answer(send, 200, [("content-type", kind), A_DAY], text.encode(), head=head)
        elif path == "/favicon.ico":
            await answer(send, 308, [("location", ICON), A_DAY])
        else:
            await self.app(scope, receive, send)


def _robots(base_url: str) -> str:
    disallowed = "".join(f"Disallow: {path}\n" for path in (*PROTECTED, "/api/"))
    return f"User-agent: *\n{disallowed}\nSitemap: {base_url}/sitemap.xml\n"


def _sitemap(base_url: str) -> str:
    base = html.escape(base_url)
    urls = "".join(f"<url><loc>{base}{path}</loc></url>" for path in INDEXED)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>\n'
    )


def _manifest(product: str) -> str:
    icons = [
        {"src": f"/icons/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (180, 512)
    ]
    icons.append({"src": "/icons/icon.svg", "sizes": "any", "type": "image/svg+xml"})
    manifest = {
        "name": product,
        "short_name": product,
        "id": "/",
        "start_url": "/dashboard/generate",
        "display": "standalone",
        "background_color": "#0E0D0C",
        "theme_color": "#0E0D0C",
        "icons": icons,
    }
    return json.dumps(manifest, indent=1, ensure_ascii=False) + "\n"
