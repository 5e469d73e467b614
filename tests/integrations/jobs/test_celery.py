"""Tests of the Celery adapter."""

import base64
import json
from pathlib import Path
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from influencer_app.domain.generation.jobs import DispatchGenerations, RenderOutput
from influencer_app.embedded import temporary_valkey
from influencer_app.errors import Unavailable
from influencer_app.integrations.jobs.celery import CeleryJobs


async def test_job_is_queued_with_its_arguments(redis_url: str) -> None:
    jobs = CeleryJobs(redis_url)
    own = uuid4()
    await jobs.send([DispatchGenerations(), RenderOutput(generation_id=own, index=1)])
    redis = Redis.from_url(redis_url)
    assert await redis.llen("io") == 1
    message = json.loads(await redis.lpop("cpu"))
    assert message["headers"]["task"] == "generation.render"
    assert json.loads(base64.b64decode(message["body"]))[1] == {"generation_id": str(own), "index": 1}
    await redis.aclose()
    jobs.close()


async def test_unreachable_broker_raises_unavailable() -> None:
    jobs = CeleryJobs("redis://127.0.0.1:1/0")
    with pytest.raises(Unavailable, match="job queue"):
        await jobs.send([DispatchGenerations()])
    jobs.close()


async def test_a_full_valkey_drops_what_expires_and_still_takes_jobs(tmp_path: Path) -> None:
    """With the policy of ``make up``: states of tabs and caches go first, jobs are never dropped."""
    with temporary_valkey(tmp_path) as server:
        redis = Redis.from_url(server.url(0))
        assert (await redis.config_get("maxmemory-policy"))["maxmemory-policy"] == "volatile-ttl"
        used = (await redis.info("memory"))["used_memory"]
        await redis.config_set("maxmemory", used + 8_000_000)
        jobs = CeleryJobs(server.url(0))
        await jobs.send([DispatchGenerations()])
        for number in range(300):
            await redis.set(f"state:{number}", b"x" * 100_000, ex=3600)
        sent = [RenderOutput(generation_id=uuid4(), index=number) for number in range(50)]
        await jobs.send(list(sent))
        assert (await redis.llen("io"), await redis.llen("cpu")) == (1, 50)
        assert await redis.dbsize() < 300
        jobs.close()
        await redis.aclose()
