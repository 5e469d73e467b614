"""Tests of the rate limits in Redis."""

import asyncio

import pytest
from redis.asyncio import Redis
from structlog.testing import CapturingLogger

from influencer_app.errors import RateLimited
from influencer_app.integrations.limits import redis as redis_limits
from influencer_app.integrations.limits.redis import RedisLimits
from influencer_app.wiring import Runtime


async def earlier(redis: Redis, seconds: float, *, oldest: int = 1000) -> None:
    """Move the oldest hits into the past, as if time had passed."""
    for key in await redis.keys("limit:*"):
        for member in await redis.zrange(key, 0, oldest - 1):
            await redis.zincrby(key, -seconds * 1000, member)


async def tries(limits: RedisLimits, times: int, who: str = "me") -> list[int]:
    """The wait of each of ``times`` hits."""
    waits = []
    for _ in range(times):
        try:
            await limits.hit("try", who, 3, 60)
            waits.append(0)
        except RateLimited as refused:
            waits.append(refused.retry_after)
    return waits


async def test_remaining_hits_are_returned(app: Runtime) -> None:
    limits = RedisLimits(app.redis)
    assert [await limits.hit("try", "me", 3, 60) for _ in range(3)] == [2, 1, 0]


async def test_limit_is_enforced_until_the_oldest_hit_expires(app: Runtime) -> None:
    limits = RedisLimits(app.redis)
    assert await tries(limits, 3) == [0, 0, 0]
    await earlier(app.redis, 40, oldest=2)
    assert await tries(limits, 2) == [20, 20]
    await earlier(app.redis, 20, oldest=2)
    assert await tries(limits, 3) == [0, 0, 60]


async def test_no_window_exceeds_the_limit(app: Runtime) -> None:
    limits = RedisLimits(app.redis)
    await tries(limits, 1)
    await earlier(app.redis, 59)
    assert await tries(limits, 2) == [0, 0]
    await earlier(app.redis, 2)
    assert await tries(limits, 2) == [0, 58]


async def test_limits_are_separate_and_names_are_hashed(app: Runtime) -> None:
    limits = RedisLimits(app.redis)
    assert await tries(limits, 4, "amara@example.com") == [0, 0, 0, 60]
    assert await tries(limits, 1, "mia@example.com") == [0]
    await limits.hit("other", "amara@example.com", 3, 60)
    assert not [key for key in await app.redis.keys() if b"amara" in key]


async def test_concurrent_hits_do_not_exceed_the_limit(app: Runtime) -> None:
    limits = RedisLimits(app.redis)
    found = await asyncio.gather(*(tries(limits, 1) for _ in range(30)))
    assert found.count([0]) == 3


async def test_forgiving_resets_the_count_and_expired_hits_are_removed(app: Runtime) -> None:
    limits = RedisLimits(app.redis)
    await tries(limits, 4)
    keys = await app.redis.keys("limit:*")
    assert 0 < await app.redis.pttl(keys[0]) <= 60_000
    await limits.forgive("try", "me")
    assert await tries(limits, 1) == [0]


async def test_without_redis_limits_fail_open_with_a_warning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = CapturingLogger()
    monkeypatch.setattr(redis_limits, "log", told)
    away = Redis(host="127.0.0.1", port=1, retry=None)
    limits = RedisLimits(away)
    assert await tries(limits, 5) == [0] * 5
    await limits.forgive("try", "me")
    await away.aclose()
    assert [call.args[0] for call in told.calls] == ["rate_limit_not_counted"] * 5 + [
        "rate_limit_not_forgiven"
    ]


async def test_the_newest_hit_can_be_taken_back(app: Runtime) -> None:
    limits = RedisLimits(app.redis)
    assert await tries(limits, 3) == [0, 0, 0]
    await limits.undo("try", "me")
    assert await tries(limits, 2) == [0, 60]
    await limits.undo("try", "nobody")
