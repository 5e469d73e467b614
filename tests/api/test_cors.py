"""Scripts of other sites: those that the settings name may call the API with a key, and see what it says."""

import httpx2
import pytest
from fastapi import FastAPI

from influencer_app.api import app as api_module
from influencer_app.settings import Settings
from influencer_app.wiring import Runtime
from tests.api.conftest import client_of

FRIEND, STRANGER = "https://app.example.com", "https://evil.example"


@pytest.fixture
def admitting(settings: Settings, app: Runtime, monkeypatch: pytest.MonkeyPatch) -> FastAPI:
    """The API where one other site is named."""
    named = settings.model_copy(update={"cors_origins": f"{FRIEND}, http://localhost:5173"})
    monkeypatch.setattr(api_module, "settings", lambda: named)
    return api_module.make_api()


async def preflight(client: httpx2.AsyncClient, origin: str) -> httpx2.Response:
    asked = {"access-control-request-method": "POST", "access-control-request-headers": "authorization"}
    return await client.options("/api/characters", headers={"origin": origin, **asked})


async def test_a_named_site_is_admitted_without_cookies(admitting: FastAPI) -> None:
    async with client_of(admitting) as client:
        answer = await preflight(client, FRIEND)
        assert answer.status_code == 200
        assert answer.headers["access-control-allow-origin"] == FRIEND
        assert "authorization" in answer.headers["access-control-allow-headers"].lower()
        assert "access-control-allow-credentials" not in answer.headers
        read = await client.get("/api/health", headers={"origin": FRIEND})
        assert read.headers["access-control-allow-origin"] == FRIEND


async def test_any_other_site_is_not(admitting: FastAPI, anonymous: httpx2.AsyncClient) -> None:
    async with client_of(admitting) as client:
        assert (await preflight(client, STRANGER)).status_code == 400
        read = await client.get("/api/health", headers={"origin": STRANGER})
        assert "access-control-allow-origin" not in read.headers
    for origin in (FRIEND, STRANGER):
        closed = await anonymous.get("/api/health", headers={"origin": origin})
        assert "access-control-allow-origin" not in closed.headers


async def test_a_cookie_from_a_named_site_counts_no_more_than_from_any(
    admitting: FastAPI, mine: httpx2.AsyncClient
) -> None:
    async with client_of(admitting) as client:
        client.cookies = mine.cookies
        headers = {"origin": FRIEND, "sec-fetch-site": "cross-site"}
        assert (await client.post("/api/auth/signout", headers=headers)).status_code == 403


@pytest.mark.parametrize(
    "origin", ["*", "app.example.com", "https://app.example.com/", "http://app.example.com"]
)
def test_what_is_no_origin_is_named(settings: Settings, origin: str) -> None:
    wrong = settings.model_copy(update={"cors_origins": f"{FRIEND},{origin}"})
    assert [one for one in wrong.problems() if "CORS_ORIGINS" in one and origin in one]
    assert not [one for one in settings.problems() if "CORS_ORIGINS" in one]
