"""Tests of the limiter for calls to providers."""

from redis.asyncio import Redis

from influencer_app.integrations.limits.provider_limiter import FAILURES_MAX, RedisProviderLimiter


async def test_token_bucket_is_shared_and_returns_the_wait(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as one, Redis.from_url(redis_url) as other:
        limiters = RedisProviderLimiter(one, 60), RedisProviderLimiter(other, 60)
        waits = [await limiters[turn % 2].acquire("replicate") for turn in range(7)]
        assert waits[:6] == [0] * 6
        assert 0.5 < waits[6] <= 1.0
        assert await limiters[0].acquire("another") == 0


async def test_pause_applies_to_all_workers(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as redis:
        limiter = RedisProviderLimiter(redis, 600)
        await limiter.pause("replicate", 30)
        assert 29 < await limiter.acquire("replicate") <= 30
        state = await limiter.state("replicate")
        assert (state.broken, 29 < state.seconds_left <= 30) == (False, True)


async def test_failures_in_a_row_open_the_breaker_and_a_success_closes_it(redis_url: str) -> None:
    async with Redis.from_url(redis_url) as redis:
        limiter = RedisProviderLimiter(redis, 600)
        for _ in range(FAILURES_MAX - 1):
            await limiter.report("replicate", False)
        assert await limiter.acquire("replicate") == 0
        await limiter.report("replicate", True)
        for _ in range(FAILURES_MAX):
            await limiter.report("replicate", False)
        state = await limiter.state("replicate")
        assert state.broken
        assert await limiter.acquire("replicate") > 10
        await limiter.report("replicate", True)
        assert not (await limiter.state("replicate")).broken
