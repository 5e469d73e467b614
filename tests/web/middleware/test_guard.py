from collections.abc import Callable
from typing import Any

import pytest

from influencer_app.redirects import safe_redirect_path
from influencer_app.web.middleware.guard import PageGuard

ELSEWHERE = "/dashboard/generate"


async def _by_cookie(cookie: str) -> bool:
    return "session=good" in cookie


@pytest.mark.parametrize(
    "target",
    ["/dashboard", "/dashboard/gallery?q=a%20b&page=2", "/u/freya", "/dashboard/characters/7#look"],
)
def test_a_path_of_the_site_is_kept(target: str) -> None:
    assert safe_redirect_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "dashboard",
        "https://evil.example",
        "//evil.example/dashboard",
        "///evil.example",
        "/\\evil.example",
        "/dash\\board",
        "\\\\evil.example",
        "/\t/evil.example",
        "/\n//evil.example",
        " /dashboard",
        "/dashboard\x00",
        "javascript:alert(1)",
        "//[evil",
        "/auth/signin",
        "/api/auth/signout",
    ],
)
def test_anything_else_is_replaced(target: str) -> None:
    assert safe_redirect_path(target) == ELSEWHERE


@pytest.mark.parametrize(
    "path",
    [
        "/dashboard",
        "/dashboard/",
        "/dashboard/gallery",
        "/dashboard.html",
        "/dashboard/index.html",
        "//dashboard/gallery",
        "/./dashboard",
        "/fonts/../dashboard",
        "/Dashboard",
        "/admin",
    ],
)
async def test_a_stranger_is_sent_to_sign_in(path: str, call: Any, site: Callable[..., Any]) -> None:
    answer = await call(PageGuard(site(), _by_cookie), path)
    assert answer.status == 302
    assert answer.headers["location"].startswith("/auth/signin?next=/")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.body == b""


async def test_the_way_back_keeps_its_query(call: Any, site: Callable[..., Any]) -> None:
    guard = PageGuard(site(), _by_cookie)
    answer = await call(guard, "/dashboard/gallery", query="q=red&page=2")
    assert answer.headers["location"] == "/auth/signin?next=/dashboard/gallery%3Fq%3Dred%26page%3D2"


async def test_a_signed_in_person_passes(call: Any, site: Callable[..., Any]) -> None:
    guard = PageGuard(site(), _by_cookie)
    answer = await call(guard, "/dashboard/gallery", headers={"cookie": "a=b; session=good"})
    assert (answer.status, answer.body) == (200, b"below")


async def test_public_pages_ask_nobody(call: Any, site: Callable[..., Any]) -> None:
    async def never(_cookie: str) -> bool:
        raise AssertionError("was asked")

    for path in ("/", "/dashboards", "/fonts/inter.woff2", "/api/user"):
        assert (await call(PageGuard(site(), never), path)).status == 200


@pytest.mark.parametrize(
    ("query", "target"),
    [
        ("", "/dashboard/generate"),
        ("next=/dashboard/gallery", "/dashboard/gallery"),
        ("next=//evil.example", "/dashboard/generate"),
        ("next=%2F%5Cevil.example", "/dashboard/generate"),
        ("next=/dashboard/a%0d%0aset-cookie:x", "/dashboard/generate"),
    ],
)
async def test_sign_in_is_over_for_those_who_are(
    query: str, target: str, call: Any, site: Callable[..., Any]
) -> None:
    guard = PageGuard(site(), _by_cookie)
    answer = await call(guard, "/auth/signin", query=query, headers={"cookie": "session=good"})
    assert (answer.status, answer.headers["location"]) == (302, target)


async def test_forms_are_left_to_the_api(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(PageGuard(site(), _by_cookie), "/dashboard", method="POST")
    assert answer.status == 200
