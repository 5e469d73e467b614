"""Schemathesis finds nothing: what the OpenAPI schema says is what the API takes and answers.

``make fuzz`` sets ``FUZZ_MINUTES`` and goes on for so long, each time with other requests.
"""

import asyncio
import os
from typing import Any
from uuid import UUID

import httpx2
import pytest
from fastapi import FastAPI

from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts import tokens
from influencer_app.domain.accounts.ports import RateLimitPort
from influencer_app.domain.credits.service import grant
from influencer_app.wiring import Runtime
from tests.api.conftest import CHARACTER, actor_of
from tests.api.fuzzing import PARTS, Plan, run, run_for, serve
from tests.fake_engine import FakeEngine, FakeQueue
from tests.runtime import substitute

SEED = 20260101
MINUTES = int(os.environ.get("FUZZ_MINUTES", "0"))
SECONDS_MAX = 60
"""For each part; a busy machine leaves the last examples out."""


class Unlimited:
    """Rate limits that are never reached: what lies behind them is to be tested."""

    async def hit(self, *_: Any) -> int:
        return 1000

    async def undo(self, *_: Any) -> None:
        pass

    async def forgive(self, *_: Any) -> None:
        pass


class Workers:
    """Workers that are there, which else takes readiness 1.5 s a request to deny."""

    async def check_workers(self, *_: Any) -> None:
        pass


@pytest.mark.slow
@pytest.mark.parametrize("part", [None] if MINUTES else PARTS)
async def test_schemathesis_finds_nothing(
    part: str | None,
    api: FastAPI,
    app: Runtime,
    mine: httpx2.AsyncClient,
    queue: FakeQueue,
    fake_engine: FakeEngine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    substitute(monkeypatch, {RateLimitPort: Unlimited()}, queue=queue, jobs=Workers())
    actor = await actor_of(mine)
    async with transaction() as session:
        await grant(session, actor.workspace_id, 1_000_000, key="fuzzing")
    assert (await mine.post("/api/characters", json=CHARACTER)).status_code == 201
    await queue.run()
    cookie = mine.cookies[tokens.COOKIE]
    here = UUID((await mine.get("/api/user/sessions")).json()[0]["id"])
    async with serve(api) as base_url:
        signed_in = (base_url, cookie, here)
        if MINUTES:
            found = await asyncio.to_thread(run_for, MINUTES * 60, *signed_in)
        else:
            found = await asyncio.to_thread(run, *signed_in, Plan(part, SEED, SECONDS_MAX))
    assert not found, "\n\n".join(found)
