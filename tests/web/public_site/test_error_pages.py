from collections.abc import Callable
from typing import Any

import pytest

from influencer_app.web.public_site.error_pages import ErrorPages
from influencer_app.web.public_site.templating import PageTemplate

PAGES = {
    "/broken": PageTemplate.parse("<h1>Ruined</h1>"),
    "/away": PageTemplate.parse("<h1>Closed</h1>"),
}
HTML = {"accept": "text/html,*/*"}


def failing(error: Exception) -> Any:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise error

    return app


def around(app: Any) -> ErrorPages:
    return ErrorPages(app, PAGES, (ConnectionError,))


async def test_a_mistake_of_ours_gets_a_page_with_a_way_on(call: Any) -> None:
    answer = await call(around(failing(ValueError("secret"))), "/dashboard", headers=HTML)
    assert (answer.status, answer.body) == (500, b"<h1>Ruined</h1>")


async def test_a_database_that_is_away_says_come_back(call: Any) -> None:
    answer = await call(around(failing(ConnectionError())), "/", headers=HTML)
    assert (answer.status, answer.body, answer.headers["retry-after"]) == (503, b"<h1>Closed</h1>", "10")


@pytest.mark.parametrize(("error", "status"), [(ValueError("secret"), 500), (ConnectionError(), 503)])
async def test_what_is_not_a_page_gets_words_alone(call: Any, error: Exception, status: int) -> None:
    answer = await call(around(failing(error)), "/assets/x.js", headers={"accept": "*/*"})
    assert answer.status == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert b"secret" not in answer.body


async def test_a_bare_error_from_below_is_replaced(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(around(site(500, "text/plain", b"Internal Server Error")), "/x", headers=HTML)
    assert (answer.status, answer.body) == (500, b"<h1>Ruined</h1>")


async def test_the_api_tells_its_own_errors(call: Any, site: Callable[..., Any]) -> None:
    below = site(500, "application/problem+json", b"{}")
    answer = await call(around(below), "/api/user", headers=HTML)
    assert (answer.status, answer.body) == (500, b"{}")


async def test_everything_else_passes(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(around(site()), "/", headers=HTML)
    assert (answer.status, answer.body) == (200, b"below")


async def test_half_a_page_cannot_be_taken_back(call: Any) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise EOFError

    with pytest.raises(EOFError):
        await call(around(app), "/", headers=HTML)
