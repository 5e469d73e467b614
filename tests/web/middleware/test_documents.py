import gzip
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from influencer_app.web.middleware.documents import Documents, fill, form_values

FORM = (
    '<form><input name="next" data-value="next" type="hidden"/>'
    '<input name="email" data-value="email" data-wrong="error.invalid-email error.taken"/>'
    '<p data-when="error.invalid-email" hidden="">No address</p>'
    '<p class="x" data-when="error.taken error.conflict" hidden="">Taken</p>'
    '<p data-when="error.other" hidden="">Odd</p></form>'
)
PAGES = {
    "/": '<b data-fill="price.image">5</b>',
    "/auth/signin": FORM,
    "/not-found": "<h1>Lost</h1>",
}


def test_numbers_are_written_into_their_places() -> None:
    page = 'from <b class="x" data-fill="price.image">5</b> and <i data-fill="other">8</i>'
    assert fill(page, {"price.image": "7"}) == (
        'from <b class="x" data-fill="price.image">7</b> and <i data-fill="other">8</i>'
    )


def test_values_are_escaped_everywhere() -> None:
    bad = '"><script>alert(1)</script>'
    filled = fill('<b data-fill="a">1</b><input data-value="a"/>', {"a": bad})
    assert "<script>" not in filled
    assert 'value="&quot;&gt;&lt;script&gt;' in filled


def test_a_value_replaces_the_one_before() -> None:
    assert fill('<input data-value="a" value="old"/>', {"a": "new"}) == '<input data-value="a" value="new"/>'


def test_an_error_is_shown_beside_its_field() -> None:
    filled = fill(FORM, form_values("error=taken&email=a@b.example", FORM))
    assert '<p class="x" data-when="error.taken error.conflict">Taken</p>' in filled
    assert filled.count("hidden=") == 2
    assert 'value="a@b.example" aria-invalid="true"' in filled


@pytest.mark.parametrize("code", ["nobody-knows", "<script>", "x" * 100, "other"])
def test_an_unknown_error_is_still_told(code: str) -> None:
    filled = fill(FORM, form_values(f"error={code}", FORM))
    assert '<p data-when="error.other">Odd</p>' in filled
    assert "aria-invalid" not in filled


def test_underscores_are_read_as_dashes() -> None:
    assert "error.invalid-email" in form_values("error=invalid_email", FORM)


def test_the_way_back_stays_on_the_site() -> None:
    assert form_values("next=//evil.example", FORM)["next"] == "/dashboard/generate"
    assert form_values("next=/dashboard/gallery", FORM)["next"] == "/dashboard/gallery"


def test_an_endless_address_is_not_repeated() -> None:
    assert "email" not in form_values("email=" + "a" * 300, FORM)


@pytest.mark.parametrize(
    "page", ['<a data-onward="" href="/auth/signup">', '<a class="x" href="/auth/signup" data-onward="true">']
)
def test_the_other_form_keeps_the_way_back(page: str) -> None:
    filled = fill(page, form_values("next=/dashboard/gallery%3Fq%3D1", page))
    assert 'href="/auth/signup?next=/dashboard/gallery%3Fq%3D1"' in filled
    assert fill('<a href="/auth/signup">', {"next": "/x"}) == '<a href="/auth/signup">'


async def test_static_pages_come_with_the_numbers_of_now(call: Any, site: Callable[..., Any]) -> None:
    async def figures() -> Mapping[str, str]:
        return {"price.image": "9"}

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


async def test_the_page_itself_says_404(call: Any, site: Callable[..., Any]) -> None:
    assert (await call(Documents(site(), PAGES), "/not-found")).status == 404


async def test_errors_of_the_api_pass(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(Documents(site(404, "application/problem+json"), PAGES), "/api/x")
    assert (answer.status, answer.body) == (404, b"below")


async def test_posts_are_not_answered_with_pages(call: Any, site: Callable[..., Any]) -> None:
    assert (await call(Documents(site(), PAGES), "/auth/signin", method="POST")).body == b"below"
