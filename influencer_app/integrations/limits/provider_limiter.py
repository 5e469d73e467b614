"""Limits calls to a provider across all workers: token bucket, pauses and circuit breaker."""

import time

from redis.asyncio import Redis

from influencer_app.domain.generation.ports.limiter import ProviderLimiterState

BUCKET = """
local now = redis.call('TIME'); now = now[1] + now[2] / 1e6
local rate, most = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens = math.min(most, (tonumber(kept[1]) or most) + (now - (tonumber(kept[2]) or now)) * rate)
local wait = 0
if tokens >= 1 then tokens = tokens - 1 else wait = (1 - tokens) / rate end
redis.call('HSET', KEYS[1], 'tokens', tokens, 'at', now)
redis.call('PEXPIRE', KEYS[1], math.ceil(most / rate * 1000) + 1000)
return tostring(wait)
"""
"""Tokens refill at ``rate`` per second up to ``most``; returns the seconds to wait."""

FAILURES_MAX = 5
FAILURES_SECONDS = 60
OPEN_SECONDS = 20


class RedisProviderLimiter:
    """Implements ``ProviderLimiter``. ``creates_per_minute`` is the limit; a tenth may burst."""

    def __init__(self, redis: Redis, creates_per_minute: int) -> None:
        self._redis = redis
        self._rate = creates_per_minute / 60
        self._most = max(1.0, creates_per_minute / 10)
        self._bucket = redis.register_script(BUCKET)

    async def acquire(self, provider: str) -> float:
        """See the port."""
        state = await self.state(provider)
        if state.seconds_left > 0:
            return state.seconds_left
        wait = await self._bucket(keys=[f"provider-limit:{provider}:bucket"], args=[self._rate, self._most])
        return float(wait)

    async def pause(self, provider: str, seconds: float) -> None:
        """See the port."""
        await self._redis.set(
            f"provider-limit:{provider}:until", time.time() + seconds, px=max(1, int(seconds * 1000))
        )

    async def report(self, provider: str, ok: bool) -> None:
        """See the port."""
        key = f"provider-limit:{provider}:failures"
        if ok:
            await self._redis.delete(key, f"provider-limit:{provider}:broken")
            return
        async with self._redis.pipeline(transaction=True) as pipe:
            pipe.incr(key)
            pipe.expire(key, FAILURES_SECONDS)
            failures, _ = await pipe.execute()
        if failures >= FAILURES_MAX:
            await self._redis.set(f"provider-limit:{provider}:broken", 1, ex=FAILURES_SECONDS)
            await self.pause(provider, OPEN_SECONDS)

    async def state(self, provider: str) -> ProviderLimiterState:
        """See the port."""
        until, broken = await self._redis.mget(
            f"provider-limit:{provider}:until", f"provider-limit:{provider}:broken"
        )
        left = max(0.0, float(until) - time.time()) if until else 0.0
        return ProviderLimiterState(seconds_left=left, broken=broken is not None)
