"""Health, readiness and metrics routes."""

import asyncio
import math
import secrets
from collections.abc import Awaitable
from typing import Literal, cast

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from influencer_app.api.access import public
from influencer_app.api.client_address import is_local
from influencer_app.api.problems import DATABASE_AWAY
from influencer_app.db.jobs import QUEUES
from influencer_app.db.transaction import reading
from influencer_app.domain.generation.queries import count_by_status
from influencer_app.domain.generation.rules import STATUSES
from influencer_app.errors import AppError, NotFound
from influencer_app.metrics import QUEUE_LENGTH, STATUS_COUNT, exposition
from influencer_app.wiring import runtime

router = APIRouter(tags=["health"])
SECONDS = 3.0


class Health(BaseModel):
    """The process answers."""

    status: Literal["ok"] = "ok"


class Readiness(BaseModel):
    """``ok`` or what is wrong, for each service."""

    status: Literal["ok", "down"]
    database: str
    redis: str
    storage: str
    workers: str


@router.get("/api/health")
@public
async def health() -> Health:
    """The process is running."""
    return Health()


@router.get(
    "/api/ready",
    response_model=Readiness,
    responses={503: {"description": "One of them is down.", "model": Readiness}},
)
@public
async def ready() -> Response:
    """Checks database, Redis, storage and workers; 503 names what is down."""
    states = await _Looking.together()
    down = any(state != "ok" for state in states.values())
    return JSONResponse({"status": "down" if down else "ok", **states}, 503 if down else 200)


@router.get("/metrics", include_in_schema=False)
@public
async def metrics(request: Request) -> Response:
    """Prometheus metrics, with the token or from this machine. Unavailable values are NaN."""
    token = runtime().settings.metrics_token.get_secret_value()
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not (token and secrets.compare_digest(given.encode(), token.encode())) and not is_local(request):
        raise NotFound("This page")
    for queue in QUEUES:
        QUEUE_LENGTH.labels(queue).set(await _length(queue))
    for status, count in (await _counts()).items():
        STATUS_COUNT.labels(status).set(count)
    body, kind = exposition()
    return Response(body, media_type=kind)


async def _length(queue: str) -> float:
    try:
        return float(await cast("Awaitable[int]", runtime().redis.llen(queue)))
    except RedisError:
        return math.nan


async def _counts() -> dict[str, float]:
    try:
        async with reading() as session:
            return {**await count_by_status(session)}
    except DATABASE_AWAY:
        return dict.fromkeys(STATUSES, math.nan)


class _Looking:
    """Concurrent callers share one check, so that frequent calls cost little."""

    task: asyncio.Task[dict[str, str]] | None = None

    @classmethod
    async def together(cls) -> dict[str, str]:
        if cls.task is None or cls.task.done():
            cls.task = asyncio.create_task(_look())
        return await asyncio.shield(cls.task)


async def _look() -> dict[str, str]:
    checks = {
        "database": _database(),
        "redis": _redis(),
        "storage": runtime().blobs.probe(),
        "workers": _workers(),
    }
    found = await asyncio.gather(*map(_check, checks.values()))
    return dict(zip(checks, found, strict=True))


async def _check(check: Awaitable[None]) -> str:
    try:
        async with asyncio.timeout(SECONDS):
            await check
    except TimeoutError:
        return "does not answer"
    except AppError as error:
        return error.sentence
    except (SQLAlchemyError, RedisError, OSError):
        return "cannot be reached"
    return "ok"


async def _database() -> None:
    async with reading() as session:
        await session.execute(text("select 1"))


async def _redis() -> None:
    await runtime().events.check()


async def _workers() -> None:
    await runtime().jobs.check_workers(QUEUES)
