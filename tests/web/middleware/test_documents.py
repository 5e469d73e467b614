import gzip
from collections.abc import Callable
from typing import Any

from influencer_app.web.middleware.documents import Documents
from influencer_app.web.middleware.figures import Figures

PAGES = {
    "/": '<b data-fill="price.image"></b>',
    "/terms": '<b data-fill="operator.name"></b>',
    "/auth/signin": "<form></form>",
    "/not-found": "<h1>Lost</h1>",
    "/broken": "<h1>Broken</h1>",
}


async def test_static_pages_come_with_the_numbers_of_now(call: Any, site: Callable[..., Any]) -> None:
    async def figures() -> Figures:
        return Figures({"price.image": "9"})

    answer = await call(Documents(site(), PAGES, figures), "/")
    assert answer.body == b'<b data-fill="price.image">9</b>'
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


async def test_static_pages_are_compressed_where_that_is_wanted(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(Documents(site(), PAGES), "/", headers={"accept-encoding": "gzip, br"})
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(answer.body).decode() == PAGES["/"]


async def test_a_head_request_gets_the_length_alone(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(Documents(site(), PAGES), "/", method="HEAD")
    assert (answer.body, answer.headers["content-length"]) == (b"", str(len(PAGES["/"])))


async def test_an_unknown_address_gets_our_page_and_404(call: Any, site: Callable[..., Any]) -> None:
    documents = Documents(site(404), PAGES)
    answer = await call(documents, "/nowhere", headers={"accept": "text/html,*/*"})
    assert (answer.status, answer.body) == (404, b"<h1>Lost</h1>")


async def test_a_missing_file_gets_no_page(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(Documents(site(404), PAGES), "/assets/gone.js", headers={"accept": "*/*"})
    assert (answer.status, answer.body) == (404, b"Not found")


async def test_a_page_follows_the_numbers(call: Any, site: Callable[..., Any]) -> None:
    prices = iter(("9", "9", "10"))

    async def figures() -> Figures:
        return Figures({"price.image": next(prices)})

    documents = Documents(site(), PAGES, figures)
    shown = [(await call(documents, "/")).body.decode() for _ in range(3)]
    assert [page[27:-4] for page in shown] == ["9", "9", "10"]


async def test_what_one_person_typed_is_not_shown_to_the_next(call: Any, site: Callable[..., Any]) -> None:
    pages = {"/auth/signin": '<input data-value="email"/>'}
    documents = Documents(site(), pages)
    assert b"a@b.example" in (await call(documents, "/auth/signin", query="email=a@b.example")).body
    assert (await call(documents, "/auth/signin")).body == b'<input data-value="email"/>'


async def test_pages_without_numbers_ask_nobody(call: Any, site: Callable[..., Any]) -> None:
    async def figures() -> Figures:
        raise AssertionError

    answer = await call(Documents(site(), PAGES, figures, {"operator.name": "Ada & Co"}), "/terms")
    assert answer.body == b'<b data-fill="operator.name">Ada &amp; Co</b>'


async def test_a_page_that_stands_in_for_others_is_not_there_by_itself(
    call: Any, site: Callable[..., Any]
) -> None:
    answer = await call(Documents(site(), PAGES), "/broken")
    assert (answer.status, answer.body) == (404, b"<h1>Lost</h1>")


async def test_the_page_itself_says_404(call: Any, site: Callable[..., Any]) -> None:
    assert (await call(Documents(site(), PAGES), "/not-found")).status == 404


async def test_errors_of_the_api_pass(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(Documents(site(404, "application/problem+json"), PAGES), "/api/x")
    assert (answer.status, answer.body) == (404, b"below")


async def test_posts_are_not_answered_with_pages(call: Any, site: Callable[..., Any]) -> None:
    assert (await call(Documents(site(), PAGES), "/auth/signin", method="POST")).body == b"below"
