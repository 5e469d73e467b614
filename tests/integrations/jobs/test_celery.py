"""Tests of the Celery adapter."""

import base64
import json
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from influencer_app.domain.generation.jobs import DispatchGenerations, RenderOutput
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
