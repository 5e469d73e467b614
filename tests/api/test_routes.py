"""Rules that every route keeps."""

import httpx2
import pytest

from influencer_app.logs import hide_secrets
from influencer_app.wiring import Runtime


async def test_what_does_not_exist_is_told_as_a_problem(anonymous: httpx2.AsyncClient) -> None:
    missing = await anonymous.get("/api/nothing")
    assert (missing.status_code, missing.json()["type"]) == (404, "/problems/not-found")
    wrong = await anonymous.put("/api/user")
    assert (wrong.status_code, wrong.json()["type"]) == (405, "/problems/method-not-allowed")
    bad = await anonymous.get("/api/media/not-an-id/original")
    assert bad.status_code in (400, 404)


async def test_health_ready_and_what_is_down(anonymous: httpx2.AsyncClient, app: Runtime) -> None:
    assert (await anonymous.get("/api/health")).json() == {"status": "ok"}
    answer = await anonymous.get("/api/ready")
    assert answer.status_code == 503
    found = answer.json()
    assert (found["database"], found["redis"], found["storage"]) == ("ok", "ok", "ok")
    assert found["workers"] == "no worker answers for io and cpu"


async def test_metrics_count_requests_queries_and_queues(anonymous: httpx2.AsyncClient, app: Runtime) -> None:
    await anonymous.get("/api/health")
    found = (await anonymous.get("/metrics")).text
    for name in (
        "http_request_seconds_count",
        "db_queries_total",
        'queue_length{queue="cpu"}',
        "generations",
    ):
        assert f"evermuse_{name}" in found
    hidden = await anonymous.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"})
    assert hidden.status_code == 404


async def test_the_reference_needs_no_script_and_lists_every_operation(anonymous: httpx2.AsyncClient) -> None:
    schema = (await anonymous.get("/api/openapi.json")).json()
    page = (await anonymous.get("/api/docs")).text
    assert "<script" not in page
    assert all(path in page for path in schema["paths"])
    assert "/api/generate/image" in schema["paths"]


@pytest.mark.parametrize("name", ["token", "prompt", "Cookie", "password_hash", "authorization"])
def test_secrets_never_reach_the_log(name: str) -> None:
    assert hide_secrets(None, "info", {name: "value", "event": "x"}) == {name: "hidden", "event": "x"}
