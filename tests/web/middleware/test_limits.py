import json
from collections.abc import Callable
from typing import Any

import pytest

from influencer_app.api.problems import http_problem
from influencer_app.web.middleware.limits import BodyLimit


async def test_a_body_within_its_limit_passes(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(BodyLimit(site(), 10), "/api/x", method="POST", body=(b"12345", b"67890"))
    assert answer.body == b"below"


async def test_an_announced_length_is_enough_to_refuse(call: Any, site: Callable[..., Any]) -> None:
    limited = BodyLimit(site(), 10)
    answer = await call(limited, "/api/x", method="POST", headers={"content-length": "11"})
    assert answer.status == 413
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.body)["type"] == json.loads(http_problem(413).body)["type"]


@pytest.mark.parametrize(
    ("limit", "length", "detail"),
    [
        (26_000_000, 45_000_210, "At most 25 MB; this file has 45 MB."),
        (1_000_000, 3_100_000, "At most 1 MB; this request has 3.1 MB."),
        (10, 11, "At most 10 bytes; this request has 11 bytes."),
    ],
)
async def test_limit_and_size_are_told_in_megabytes(
    limit: int, length: int, detail: str, call: Any, site: Callable[..., Any]
) -> None:
    headers = {"content-length": str(length)}
    answer = await call(BodyLimit(site(), limit), "/api/uploads", method="POST", headers=headers)
    assert json.loads(answer.body)["detail"] == detail


@pytest.mark.parametrize("length", ["-1", "ten", "1e3"])
async def test_a_length_that_is_none_is_refused(length: str, call: Any, site: Callable[..., Any]) -> None:
    answer = await call(BodyLimit(site(), 10), "/x", method="POST", headers={"content-length": length})
    assert answer.status == 413


async def test_a_body_that_grows_over_its_limit_is_stopped(call: Any, site: Callable[..., Any]) -> None:
    answer = await call(BodyLimit(site(), 10), "/api/x", method="POST", body=(b"12345", b"678901"))
    assert answer.status == 413


async def test_an_app_that_hides_the_reason_does_not_change_the_answer(call: Any) -> None:
    async def careless(scope: Any, receive: Any, send: Any) -> None:
        status = 200
        try:
            while (await receive()).get("more_body"):
                pass
        except Exception:  # noqa: BLE001 - as a framework does that turns every trouble into 400
            status = 400
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    answer = await call(BodyLimit(careless, 4), "/api/x", method="POST", body=(b"12345",))
    assert answer.status == 413


async def test_the_longest_prefix_decides(call: Any, site: Callable[..., Any]) -> None:
    limited = BodyLimit(site(), 2, {"/api/": 4, "/api/uploads": 8})
    sent = (b"123456",)
    assert (await call(limited, "/api/uploads", method="POST", body=sent)).status == 200
    assert (await call(limited, "/api/user", method="POST", body=sent)).status == 413


@pytest.mark.parametrize("path", ["/_upload", "/_upload/a.png", "/_all_routes"])
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_doors_of_the_framework_are_closed(
    path: str, method: str, call: Any, site: Callable[..., Any]
) -> None:
    answer = await call(BodyLimit(site(), 10), path, method=method)
    assert answer.status == 404
