import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from influencer_app.web.public_site.seo import SHARE_IMAGE, SeoFiles, head_tags
from influencer_app.web.public_site.templating import PageTemplate

BASE = "https://muse.example"


def head(route: str, description: str = "What and why") -> str:
    """The tags as Reflex compiles them."""
    return "".join(str(tag) for tag in head_tags(route, "Pricing · X", description, "X"))


def rendered(route: str) -> str:
    return PageTemplate.parse(head(route)).render({"base_url": BASE})


def test_pages_that_are_found_say_where_they_are() -> None:
    page = rendered("/pricing")
    assert "https://muse.example/pricing" in page
    assert page.count("og:title") == 1
    for name in ("og:title", "og:description", "og:url", "og:site_name", "canonical", "summary_large_image"):
        assert name in page
    assert "noindex" not in page
    assert "og:description" not in head("/pricing", "")


def test_the_image_for_other_sites_has_an_absolute_address() -> None:
    address = PageTemplate.parse(SHARE_IMAGE).render({"base_url": BASE})
    assert address.startswith("https://muse.example/samples/share.jpg?v=")


def test_the_first_page_has_no_slash_at_its_end() -> None:
    assert "https://muse.example/" not in rendered("/")
    assert "https://muse.example" in rendered("/")


@pytest.mark.parametrize("route", ["/not-found", "/broken", "/away"])
def test_other_pages_are_not_kept_by_search_engines(route: str) -> None:
    page = rendered(route)
    assert "noindex" in page
    assert "canonical" not in page


async def test_robots_stay_out_of_the_studio(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(SeoFiles(site(), BASE, "X"), "/robots.txt")
    lines = answer.body.decode().splitlines()
    assert {"Disallow: /dashboard", "Disallow: /admin", "Disallow: /api/"} <= set(lines)
    assert "Sitemap: https://muse.example/sitemap.xml" in lines


async def test_the_sitemap_has_every_page_that_may_be_found(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(SeoFiles(site(), BASE, "X"), "/sitemap.xml")
    places = [one.text for one in ElementTree.fromstring(answer.body).iter() if one.tag.endswith("loc")]  # noqa: S314 -- our own
    assert places == [f"{BASE}{path}" for path in ("/", "/pricing", "/terms", "/privacy")]


async def test_the_manifest_has_the_name_of_this_installation(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(SeoFiles(site(), BASE, 'A "b" c'), "/site.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json"
    assert json.loads(answer.body)["name"] == 'A "b" c'


async def test_the_old_address_of_the_icon_leads_on(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(SeoFiles(site(), BASE, "X"), "/favicon.ico")
    assert (answer.status, answer.headers["location"]) == (308, "/icons/icon-180.png")


async def test_everything_else_passes(call: Any, site: Callable[..., Any]) -> None:
    assert (await call(SeoFiles(site(), BASE, "X"), "/pricing")).body == b"below"
    assert (await call(SeoFiles(site(), BASE, "X"), "/robots.txt", method="POST")).body == b"below"
