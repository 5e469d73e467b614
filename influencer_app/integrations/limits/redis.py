"""Sliding-window rate limits in Redis, exact: each hit is logged with its time."""

import hashlib
import secrets
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from influencer_app.errors import RateLimited

log = structlog.get_logger(__name__)

HIT = """
local clock = redis.call('time')
local at = clock[1] * 1000 + math.floor(clock[2] / 1000)
local limit, span = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('zremrangebyscore', KEYS[1], '-inf', at - span)
local count = redis.call('zcard', KEYS[1])
if count >= limit then
  local leaves = redis.call('zrange', KEYS[1], count - limit, count - limit, 'withscores')
  return leaves[2] + span - at
end
redis.call('zadd', KEYS[1], at, ARGV[3])
redis.call('pexpire', KEYS[1], span)
return count + 1 - limit
"""
"""Returns the milliseconds to wait, or, when allowed, the hits left as a number of 0 or less.

Refused hits are not counted, so retrying does not prolong the wait."""


class RedisLimits:
    """Implements ``RateLimitPort``. Fails open: without Redis nothing is limited, and a warning is logged."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._hit: Any = redis.register_script(HIT)

    async def hit(self, name: str, who: str, limit: int, seconds: int) -> int:
        """See the port. ``who`` is stored only as a hash."""
        try:
            wait = await self._hit(keys=[_key(name, who)], args=[limit, seconds * 1000, secrets.token_hex(8)])
        except RedisError as error:
            log.warning("rate_limit_not_counted", limit=name, reason=type(error).__name__)
            return limit
        if wait > 0:
            raise RateLimited(retry_after=-(-wait // 1000))
        return -int(wait)

    async def undo(self, name: str, who: str) -> None:
        """See the port."""
        try:
            await self._redis.zpopmax(_key(name, who))
        except RedisError as error:
            log.warning("rate_limit_not_undone", limit=name, reason=type(error).__name__)

    async def forgive(self, name: str, who: str) -> None:
        """See the port."""
        try:
            await self._redis.delete(_key(name, who))
        except RedisError as error:
            log.warning("rate_limit_not_forgiven", limit=name, reason=type(error).__name__)


def _key(name: str, who: str) -> str:
    return f"limit:{name}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
