"""What search engines, other sites and browsers ask of a site: addresses, a picture, an icon, a name."""

import html
import json
import re
from collections.abc import Mapping

from starlette.types import ASGIApp, Receive, Scope, Send

from influencer_app.web.middleware.sending import answer
from influencer_app.web.routes import AUTH, FOUND, PROTECTED

A_DAY = ("cache-control", "public, max-age=86400")
TITLE = re.compile(r"<title>(?P<words>[^<]*)</title>")
DESCRIPTION = re.compile(r'<meta content="(?P<words>[^"]*)" name="description"/?>')
PICTURE = re.compile(r'<meta content="(?P<path>/[^"]*)" property="og:image"/?>')
ICON = "/icons/icon-180.png"


def shared(page: str, base_url: str, route: str, product: str) -> str:
    """The page with absolute addresses in its head: the canonical one, and a card for other sites."""
    title, description, picture = TITLE.search(page), DESCRIPTION.search(page), PICTURE.search(page)
    address = html.escape(f"{base_url}{'' if route == '/' else route}" or "/")
    found = route in (*FOUND, *AUTH)
    lines = [f'<link rel="canonical" href="{address}"/>' if found else _meta("robots", "noindex", "name")]
    lines += [
        _meta("og:type", "website"),
        _meta("og:site_name", html.escape(product)),
        _meta("og:url", address),
    ]
    if title:
        lines.append(_meta("og:title", title["words"]))
    if description:
        lines.append(_meta("og:description", description["words"]))
    if picture:
        lines.append(_meta("og:image", f"{html.escape(base_url)}{picture['path']}"))
        lines.append(_meta("twitter:card", "summary_large_image", "name"))
    return PICTURE.sub("", page).replace("</head>", "".join(lines) + "</head>", 1)


def _meta(name: str, content: str, kind: str = "property") -> str:
    return f'<meta {kind}="{name}" content="{content}"/>'


class Finding:
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
    closed = "".join(f"Disallow: {path}\n" for path in (*PROTECTED, "/api/"))
    return f"User-agent: *\n{closed}\nSitemap: {base_url}/sitemap.xml\n"


def _sitemap(base_url: str) -> str:
    base = html.escape(base_url)
    places = "".join(f"<url><loc>{base}{'/' if path == '/' else path}</loc></url>" for path in FOUND)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>\n'
    )


def _manifest(product: str) -> str:
    icons = [
        {"src": f"/icons/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (180, 512)
    ]
    icons.append({"src": "/icons/icon.svg", "sizes": "any", "type": "image/svg+xml"})
    told = {
        "name": product,
        "short_name": product,
        "id": "/",
        "start_url": "/dashboard/generate",
        "display": "standalone",
        "background_color": "#0E0D0C",
        "theme_color": "#0E0D0C",
        "icons": icons,
    }
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"
