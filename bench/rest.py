"""Measures how many requests a web process answers each second, beside a bare FastAPI route.

Run ``python bench/rest.py``. Starts servers with 2,000 outputs and a web process without pages, and asks as
the person who has most of them, over 16 connections. All routes take turns, so that whatever else the machine
does slows each of them; the best turn of each counts. Takes about 40 seconds.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx2
from sqlalchemy import select
from sqlmodel import col
from support.history import fill
from support.hot_queries import person
from support.http_load import requests_per_second
from support.installation import SUPPORT, runtime, servers

from influencer_app.db.base import now
from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts.models import SignInSession
from influencer_app.domain.accounts.tokens import COOKIE, sign
from influencer_app.domain.outputs.models import Asset
from influencer_app.settings import Settings

ROUNDS, SECONDS, THUMB_BYTES = 3, 1.2, 12_000
START_SECONDS = 20


@contextmanager
def web_process() -> Iterator[int]:
    """Serve ``support/rest_server.py``; gives its port, and kills its process group at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    paths = os.pathsep.join((str(SUPPORT), str(SUPPORT.parents[1])))
    options = ("--interface", "asgi", "--port", str(port), "--log-level", "error")
    process = subprocess.Popen(  # noqa: S603  fixed arguments
        [sys.executable, "-W", "ignore", "-m", "granian", *options, "rest_server:app"],
        env={**os.environ, "PYTHONPATH": paths},
        cwd=Path(__file__).parents[1],
        stderr=subprocess.DEVNULL,  # a log line for each request
        start_new_session=True,
    )
    try:
        _wait_for(port)
        yield port
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait_for(port: int) -> None:
    """Raises ``OSError`` when nobody listens in time."""
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


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
        secret = app.settings.secret_key.get_secret_value()
    return {"Cookie": f"{COOKIE}={sign(own.id, secret, 1)}"}, f"/api/media/{asset.id}/thumb"


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
    with servers(LOG_LEVEL="info") as made, web_process() as served_at:
        fill(made, 2_000, 0)
        asyncio.run(main(made, served_at))
