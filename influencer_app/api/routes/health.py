"""Whether it lives, whether it can work, and what it counts."""

import asyncio
import ipaddress
import secrets
from collections.abc import Awaitable

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from redis.exceptions import RedisError
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from influencer_app.api.access import caller, public
from influencer_app.db.transaction import reading
from influencer_app.domain.generation.queries import count_by_status
from influencer_app.errors import AppError, NotFound
from influencer_app.metrics import QUEUE_LENGTH, STATUS_COUNT, exposition
from influencer_app.wiring import runtime

router = APIRouter(tags=["health"])
SECONDS = 3.0
QUEUES = ("io", "cpu")


@router.get("/api/health")
@public
async def health() -> dict[str, str]:
    """This process answers."""
    return {"status": "ok"}


@router.get("/api/ready")
@public
async def ready() -> Response:
    """Whether database, Redis, storage and workers answer; 503 with what is down."""
    checks = {
        "database": _database(),
        "redis": _redis(),
        "storage": runtime().blobs.probe(),
        "workers": _workers(),
    }
    found = await asyncio.gather(*map(_check, checks.values()))
    states = dict(zip(checks, found, strict=True))
    down = any(state != "ok" for state in states.values())
    return JSONResponse({"status": "down" if down else "ok", **states}, 503 if down else 200)


@router.get("/metrics", include_in_schema=False)
@public
async def metrics(request: Request) -> Response:
    """For Prometheus; with the token, or from this machine."""
    token = runtime().settings.metrics_token.get_secret_value()
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not (token and secrets.compare_digest(given.encode(), token.encode())) and not _is_local(request):
        raise NotFound("This page")
    for queue in QUEUES:
        QUEUE_LENGTH.labels(queue).set(await runtime().jobs.length(queue))
    async with reading() as session:
        for status, count in (await count_by_status(session)).items():
            STATUS_COUNT.labels(status).set(count)
    body, kind = exposition()
    return Response(body, media_type=kind)


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


def _is_local(request: Request) -> bool:
    if request.headers.get("x-forwarded-for") and runtime().settings.trusted_proxy_hops == 0:
        return False
    try:
        return ipaddress.ip_address(caller(request)).is_loopback
    except ValueError:
        return False
