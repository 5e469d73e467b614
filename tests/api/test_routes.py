"""Rules that every route keeps."""

from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from influencer_app.api.access import signed_in
from influencer_app.logs import hide_secrets
from influencer_app.wiring import Runtime

PUBLIC = {
    "/api/auth/signup",
    "/api/auth/signin",
    "/api/auth/signout",
    "/api/auth/form/signup",
    "/api/auth/form/signin",
    "/api/auth/form/signout",
    "/api/media/{asset_id}/{variant}",
    "/api/health",
    "/api/ready",
    "/api/docs",
    "/metrics",
}


def routes(api: FastAPI) -> list[Any]:
    """Every route with its whole path, its endpoint and its dependencies."""
    found: list[Any] = []
    for route in api.routes:
        if isinstance(route, APIRoute):
            found.append(route)
        elif hasattr(route, "effective_route_contexts"):
            found += route.effective_route_contexts()
    return found


def test_every_route_says_who_may_call_it(api: FastAPI) -> None:
    assert len(routes(api)) > 20
    for route in routes(api):
        guarded = any(needed.call is signed_in for needed in route.dependant.dependencies)
        public = getattr(route.endpoint, "access", None) == "public"
        assert guarded != public, f"{route.path} is neither marked public nor asks who is there"
        assert public == (route.path in PUBLIC)


async def test_nobody_gets_past_a_guard(api: FastAPI, anonymous: httpx2.AsyncClient) -> None:
    for route in routes(api):
        if route.path in PUBLIC:
            continue
        path = route.path
        for name in ("character_id", "generation_id", "output_id"):
            path = path.replace(f"{{{name}}}", "0198c0de-0000-7000-8000-000000000000")
        for method in route.methods:
            answer = await anonymous.request(method, path, json={})
            assert answer.status_code == 401, (method, path)
            assert answer.json()["type"] == "/problems/not-signed-in"


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
