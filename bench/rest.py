"""Measures how many requests a web process answers each second, beside a bare FastAPI route.

Run ``python bench/rest.py``. Starts servers with 2,000 outputs and a web process without pages, and asks as
the person who has most of them, over 16 connections. All routes take turns, so that whatever else the machine
does slows each of them; the best turn of each counts. Takes about 40 seconds.
"""

import asyncio
from datetime import timedelta

import httpx2
from sqlalchemy import select
from sqlmodel import col
from support.history import fill
from support.hot_queries import person
from support.http_load import requests_per_second
from support.installation import granian, runtime, servers

from influencer_app.db.base import now
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.models import SignInSession
from influencer_app.domain.accounts.tokens import COOKIE, sign
from influencer_app.domain.outputs.models import Asset
from influencer_app.embedded.ports import free_port
from influencer_app.settings import Settings

ROUNDS, SECONDS, THUMB_BYTES = 3, 1.2, 12_000


async def signed_in(settings: Settings) -> tuple[dict[str, str], str]:
    """The cookie of the person with the most outputs, and the address of a thumb of theirs."""
    async with runtime(settings) as app:
        async with transaction() as session:
            heavy = await person(session, 1)
            own = SignInSession(person_id=heavy.person_id, expires_at=now() + timedelta(days=1))
            session.add(own)
            asset = await session.scalar(
                select(Asset).where(col(Asset.workspace_id) == heavy.workspace_id).limit(1)
            )
        assert asset is not None
        await app.blobs.put(asset.thumb_key, bytes(THUMB_BYTES), "image/webp")
        secrets = app.settings.secret_keys
    return {"Cookie": f"{COOKIE}={sign(own.id, secrets, 1)}"}, f"/api/media/{asset.id}/thumb"


async def main(settings: Settings, port: int) -> None:
    cookie, thumb = await signed_in(settings)
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=cookie) as client:
        tag = (await client.get(thumb)).raise_for_status().headers["etag"]
    asked: dict[str, tuple[str, dict[str, str], int]] = {
        "a bare FastAPI route": ("/bare", {}, 200),
        "/api/health": ("/api/health", {}, 200),
        "/api/user/credits": ("/api/user/credits", cookie, 200),
        "/api/generations, 24 of them": ("/api/generations", cookie, 200),
        "a thumb": (thumb, cookie, 200),
        "the same, unchanged (304)": (thumb, {**cookie, "If-None-Match": tag}, 304),
    }
    best = dict.fromkeys(asked, 0.0)
    for _ in range(ROUNDS):
        for name, (path, headers, status) in asked.items():
            best[name] = max(best[name], await requests_per_second(port, path, headers, status, SECONDS))
    bare = best["a bare FastAPI route"]
    for name, rate in best.items():
        print(f"{name:32}{rate:8.0f}/s{rate / bare:8.1%}")


if __name__ == "__main__":
    own_port = free_port()
    with servers(LOG_LEVEL="info") as made, granian("rest_server:app", own_port, "/api/health"):
        fill(made, 2_000, 0)
        asyncio.run(main(made, own_port))
