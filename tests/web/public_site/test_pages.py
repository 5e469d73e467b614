import gzip
from collections.abc import Callable
from typing import Any

import pytest

from influencer_app.domain.accounts.tokens import COOKIE
from influencer_app.web.public_site.pages import PublicPages
from influencer_app.web.public_site.site_values import KindPrice, SiteValues
from influencer_app.web.public_site.templating import PageTemplate

HTML = {
    "/": "<b>{{ prices.image.credits }}</b>",
    "/terms": "<b>{{ operator.name }}</b>",
    "/auth/signin": "<form></form>",
    "/not-found": "<h1>Lost</h1>",
    "/broken": "<h1>Broken</h1>",
}
PAGES = {route: PageTemplate.parse(page) for route, page in HTML.items()}


def priced(credits_: str) -> SiteValues:
    return SiteValues(prices={"image": KindPrice(credits=credits_)})


async def test_static_pages_come_with_the_numbers_of_now(call: Any, site: Callable[..., Any]) -> None:
    async def load() -> SiteValues:
        return priced("9")

    answer = await call(PublicPages(site(), PAGES, load), "/")
    assert answer.body == b"<b>9</b>"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


async def test_static_pages_are_compressed_where_that_is_wanted(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(PublicPages(site(), PAGES), "/", headers={"accept-encoding": "gzip, br"})
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body).decode() == "<b></b>"


async def test_a_head_request_gets_the_length_alone(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(PublicPages(site(), PAGES), "/", method="HEAD")
    assert (answer.body, answer.headers["content-length"]) == (b"", str(len("<b></b>")))


async def test_an_unknown_address_gets_our_page_and_404(call: Any, site: Callable[..., Any]) -> None:
    pages = PublicPages(site(404), PAGES)
    answer = await call(pages, "/nowhere", headers={"accept": "text/html,*/*"})
    assert (answer.status, answer.body) == (404, b"<h1>Lost</h1>")


async def test_a_missing_file_gets_no_page(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(PublicPages(site(404), PAGES), "/assets/gone.js", headers={"accept": "*/*"})
    assert (answer.status, answer.body) == (404, b"Not found")


async def test_a_page_knows_whether_the_visitor_is_signed_in(call: Any, site: Callable[..., Any]) -> None:
    asked: list[str] = []

    async def is_signed_in(cookies: str) -> bool:
        asked.append(cookies)
        return cookies == f"{COOKIE}=good"

    page = PageTemplate.parse("{% if signed_in %}in{% else %}out{% endif %}")
    pages = PublicPages(site(), {**PAGES, "/": page}, is_signed_in=is_signed_in)
    for cookie, shown in (("", b"out"), (f"{COOKIE}=bad", b"out"), (f"{COOKIE}=good", b"in"), ("", b"out")):
        answer = await call(pages, "/", headers={"cookie": cookie})
        assert (answer.body, "cookie" in answer.headers["vary"]) == (shown, True)
    await call(pages, "/terms", headers={"cookie": f"{COOKIE}=good"})
    assert asked == [f"{COOKIE}=bad", f"{COOKIE}=good"]


async def test_a_page_follows_the_numbers(call: Any, site: Callable[..., Any]) -> None:
    prices = iter(("9", "9", "10"))

    async def load() -> SiteValues:
        return priced(next(prices))

    pages = PublicPages(site(), PAGES, load)
    shown = [(await call(pages, "/")).body.decode() for _ in range(3)]
    assert shown == ["<b>9</b>", "<b>9</b>", "<b>10</b>"]


async def test_what_one_person_typed_is_not_shown_to_the_next(call: Any, site: Callable[..., Any]) -> None:
    form = PageTemplate.parse('<input value="{{ form.email }}"/>')
    pages = PublicPages(site(), {"/auth/signin": form})
    assert b"a@b.example" in (await call(pages, "/auth/signin", query="email=a@b.example")).body
    assert (await call(pages, "/auth/signin")).body == b'<input value=""/>'


async def test_pages_without_numbers_ask_nobody(call: Any, site: Callable[..., Any]) -> None:
    async def load() -> SiteValues:
        raise AssertionError

    answer = await call(PublicPages(site(), PAGES, load, {"operator": {"name": "Ada & Co"}}), "/terms")
    assert answer.body == b"<b>Ada &amp; Co</b>"


async def test_a_page_that_stands_in_for_others_is_not_there_by_itself(
    call: Any, site: Callable[..., Any]
) -> None:
    answer = await call(PublicPages(site(), PAGES), "/broken")
    assert (answer.status, answer.body) == (404, b"<h1>Lost</h1>")


async def test_the_page_itself_says_404(call: Any, site: Callable[..., Any]) -> None:
    assert (await call(PublicPages(site(), PAGES), "/not-found")).status == 404


async def test_errors_of_the_api_pass(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(PublicPages(site(404, "application/problem+json"), PAGES), "/api/x")
    assert (answer.status, answer.body) == (404, b"below")


async def test_posts_are_not_answered_with_pages(call: Any, site: Callable[..., Any]) -> None:
    assert (await call(PublicPages(site(), PAGES), "/auth/signin", method="POST")).body == b"below"


@pytest.mark.parametrize("path", ["/terms/", "/terms.html", "/terms/index.html", "//terms"])
async def test_a_template_is_never_sent_as_a_file(call: Any, site: Callable[..., Any], path: str) -> None:
    answer = await call(PublicPages(site(), PAGES, None, {"operator": {"name": "Ada"}}), path)
    assert answer.body == b"<b>Ada</b>"


async def test_the_first_page_has_its_file_too(call: Any, site: Callable[..., Any]) -> None:
    assert (await call(PublicPages(site(), PAGES), "/index.html")).body == b"<b></b>"
