import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from influencer_app.web.middleware.finding import Finding, shared

PAGE = (
    '<html><head><title>Pricing · X</title><meta content="What &amp; why" name="description"/>'
    '<meta content="/prints/share.jpg?v=1" property="og:image"/></head><body></body></html>'
)
BASE = "https://muse.example"


def test_pages_that_are_found_say_where_they_are() -> None:
    page = shared(PAGE, BASE, "/pricing", "X")
    assert '<link rel="canonical" href="https://muse.example/pricing"/>' in page
    assert '<meta property="og:title" content="Pricing · X"/>' in page
    assert '<meta property="og:description" content="What &amp; why"/>' in page
    assert '<meta property="og:image" content="https://muse.example/prints/share.jpg?v=1"/>' in page
    assert page.count("og:image") == 1
    assert "noindex" not in page


def test_the_first_page_has_no_slash_at_its_end() -> None:
    assert '<link rel="canonical" href="https://muse.example"/>' in shared(PAGE, BASE, "/", "X")


@pytest.mark.parametrize("route", ["/not-found", "/broken", "/away"])
def test_other_pages_are_not_kept_by_search_engines(route: str) -> None:
    page = shared(PAGE, BASE, route, "X")
    assert '<meta name="robots" content="noindex"/>' in page
    assert "canonical" not in page


async def test_robots_stay_out_of_the_studio(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(Finding(site(), BASE, "X"), "/robots.txt")
    lines = answer.body.decode().splitlines()
    assert {"Disallow: /dashboard", "Disallow: /admin", "Disallow: /api/"} <= set(lines)
    assert "Sitemap: https://muse.example/sitemap.xml" in lines


async def test_the_sitemap_has_every_page_that_may_be_found(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(Finding(site(), BASE, "X"), "/sitemap.xml")
    places = [one.text for one in ElementTree.fromstring(answer.body).iter() if one.tag.endswith("loc")]  # noqa: S314 -- our own
    assert places == [f"{BASE}{path}" for path in ("/", "/pricing", "/terms", "/privacy")]


async def test_the_manifest_has_the_name_of_this_installation(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(Finding(site(), BASE, 'A "b" c'), "/site.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    assert json.loads(answer.body)["name"] == 'A "b" c'


async def test_the_old_address_of_the_icon_leads_on(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(Finding(site(), BASE, "X"), "/favicon.ico")
    assert (answer.status, answer.headers["location"]) == (308, "/icons/icon-180.png")


async def test_everything_else_passes(call: Any, site: Callable[..., Any]) -> None:
    assert (await call(Finding(site(), BASE, "X"), "/pricing")).body == b"below"
    assert (await call(Finding(site(), BASE, "X"), "/robots.txt", method="POST")).body == b"below"
