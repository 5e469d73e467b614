from collections.abc import Callable
from typing import Any

import pytest

from influencer_app.web.middleware.caching import CacheControl

FOR_EVER = "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("path", "query", "kind", "expected"),
    [
        ("/assets/entry.client-Cuv6UKoY.js", "", "text/javascript", FOR_EVER),
        ("/assets/__reflex_global_styles-Cpm6f2ZR.css", "", "text/css", FOR_EVER),
        ("/assets/_index-mjo_R-DR.js", "", "text/javascript", FOR_EVER),
        ("/js/page.js", "v=ab189b313f", "text/javascript", FOR_EVER),
        ("/js/page.js", "", "text/javascript", "no-cache"),
        ("/samples/amara-cafe-280.webp", "v=ab189b313f", "image/webp", FOR_EVER),
        ("/", "", "text/html", "no-cache"),
        ("/dashboard/gallery", "", "text/html", "no-store"),
        ("/admin", "", "text/html", "no-store"),
        ("/auth/signin", "", "text/html", "no-store"),
    ],
)
async def test_how_long_a_browser_may_keep(
    path: str, query: str, kind: str, expected: str, call: Any, site: Callable[..., Any]
) -> None:
    answer = await call(CacheControl(site(kind=kind)), path, query=query)
    assert answer.headers["cache-control"] == expected


async def test_what_is_missing_is_not_kept(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(CacheControl(site(404, "text/plain")), "/assets/gone-Cuv6UKoY.js")
    assert answer.headers["cache-control"] == "no-store"


async def test_fonts_are_kept_for_a_while(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(CacheControl(site(kind="font/woff2")), "/fonts/inter-latin.woff2")
    assert answer.headers["cache-control"].startswith("public, max-age=86400")


@pytest.mark.parametrize("status", [200, 404])
async def test_answers_of_the_api_are_not_kept(status: int, call: Any, site: Callable[..., Any]) -> None:
    answer = await call(CacheControl(site(status, "application/json")), "/api/user")
    assert answer.headers["cache-control"] == "no-store"


async def test_the_api_decides_for_itself(call: Any) -> None:
    async def file(scope: Any, receive: Any, send: Any) -> None:
        headers = [(b"cache-control", b"private, no-cache")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    answer = await call(CacheControl(file), "/api/media/1/thumb")
    assert answer.headers["cache-control"] == "private, no-cache"
