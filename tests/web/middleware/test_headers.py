from collections.abc import Callable
from typing import Any

import pytest

from influencer_app.web.middleware.headers import SecurityHeaders, content_policy
from influencer_app.web.site_build.inline_hashes import inline_hashes

PAGES = {
    "index.html": {"scripts": ["sha256-home"], "styles": ["sha256-style"], "attributes": ["sha256-width"]},
    "dashboard/gallery/index.html": {"scripts": ["sha256-gallery"], "styles": [], "attributes": []},
    "not-found/index.html": {"scripts": ["sha256-lost"], "styles": [], "attributes": []},
    "404.html": {"scripts": ["sha256-fallback"], "styles": [], "attributes": []},
}


def _parts(policy: str) -> dict[str, str]:
    return dict((part + " ").split(" ", 1) for part in policy.split("; "))


def test_a_policy_never_allows_inline_or_evaluated_scripts() -> None:
    parts = _parts(content_policy(inline_hashes("<script>a()</script><p style='color:red'>")))
    assert "unsafe" not in parts["script-src"]
    assert "unsafe" not in parts["style-src"]
    assert parts["script-src-attr"].strip() == "'none'"
    assert parts["default-src"].strip() == "'none'"
    assert parts["frame-ancestors"].strip() == "'none'"
    assert parts["script-src"].count("sha256-") == 1
    assert parts["style-src-attr"].startswith("'unsafe-hashes' 'sha256-")


def test_a_page_without_style_attributes_allows_none() -> None:
    assert _parts(content_policy(inline_hashes("<p>")))["style-src-attr"].strip() == "'none'"


@pytest.mark.parametrize(
    ("path", "mark"),
    [
        ("/", "home"),
        ("/dashboard/gallery", "gallery"),
        ("/dashboard/gallery/", "gallery"),
        ("/dashboard/gallery.html", "gallery"),
        ("/community/some-post", "fallback"),
    ],
)
async def test_each_page_has_its_own(path: str, mark: str, call: Any, site: Callable[..., Any]) -> None:
    answer = await call(SecurityHeaders(site(), PAGES), path)
    assert f"'sha256-{mark}'" in answer.headers["content-security-policy"]


async def test_the_page_of_a_404_is_ours(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(SecurityHeaders(site(404), PAGES), "/dashboard/gallery")
    assert "'sha256-lost'" in answer.headers["content-security-policy"]


async def test_short_headers_are_on_everything(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(SecurityHeaders(site(kind="application/json"), PAGES), "/api/user")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert "strict-transport-security" not in answer.headers
    assert "content-security-policy" not in answer.headers


async def test_https_is_remembered(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(SecurityHeaders(site(), PAGES, https=True), "/")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    assert "upgrade-insecure-requests" in answer.headers["content-security-policy"]


async def test_pictures_may_come_from_the_store(call: Any, site: Callable[..., Any]) -> None:
    guarded = SecurityHeaders(site(), PAGES, media=("https://bucket.example",))
    parts = _parts((await call(guarded, "/")).headers["content-security-policy"])
    assert "https://bucket.example" in parts["img-src"]
    assert "https://bucket.example" in parts["media-src"]
    assert "bucket" not in parts["script-src"]


async def test_a_drawing_opened_by_itself_runs_nothing(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(SecurityHeaders(site(kind="image/svg+xml"), PAGES), "/icons/icon.svg")
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


async def test_what_the_app_has_set_stays(call: Any) -> None:
    async def docs(_scope: Any, _receive: Any, send: Any) -> None:
        headers = [(b"content-type", b"text/html"), (b"content-security-policy", b"its own")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    answer = await call(SecurityHeaders(docs, PAGES), "/api/docs")
    assert answer.headers["content-security-policy"] == "its own"
