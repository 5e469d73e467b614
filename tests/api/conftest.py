"""The API in this process, asked by a client that keeps cookies."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import httpx2
import pytest
import pytest_asyncio
from fastapi import FastAPI
from fastapi.routing import APIRoute

from influencer_app.api.app import make_api
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.wiring import Runtime

PASSWORD = "a long enough passphrase"
CHARACTER = {"name": "Amara", "age": 28, "gender": "female", "hair_style": "coils", "style": "realistic"}


@pytest.fixture(scope="session")
def api() -> FastAPI:
    return make_api()


def routes(api: FastAPI) -> list[Any]:
    """Every route with its whole path, its endpoint and its dependencies."""
    found: list[Any] = []
    for route in api.routes:
        if isinstance(route, APIRoute):
            found.append(route)
        elif hasattr(route, "effective_route_contexts"):
            found += route.effective_route_contexts()
    return found


def client_of(api: FastAPI) -> httpx2.AsyncClient:
    """A browser of somebody; it keeps its own cookies."""
    transport = httpx2.ASGITransport(app=api, raise_app_exceptions=False)
    return httpx2.AsyncClient(transport=transport, base_url="http://localhost:3000")


async def signed_up(client: httpx2.AsyncClient, email: str) -> dict[str, Any]:
    answer = await client.post("/api/auth/signup", json={"email": email, "password": PASSWORD})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest_asyncio.fixture
async def anonymous(api: FastAPI, app: Runtime) -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(api) as client:
        yield client


@pytest_asyncio.fixture
async def mine(api: FastAPI, app: Runtime) -> AsyncIterator[httpx2.AsyncClient]:
    """Signed in as the owner."""
    async with client_of(api) as client:
        await signed_up(client, "owner@example.com")
        yield client


@pytest_asyncio.fixture
async def theirs(api: FastAPI, app: Runtime) -> AsyncIterator[httpx2.AsyncClient]:
    """Signed in as somebody else."""
    async with client_of(api) as client:
        await signed_up(client, "stranger@example.com")
        yield client


async def actor_of(client: httpx2.AsyncClient) -> Actor:
    """Who is signed in, in their personal workspace."""
    user = (await client.get("/api/user")).json()
    return Actor(person_id=UUID(user["id"]), workspace_id=UUID(user["workspace_id"]), role="owner")
