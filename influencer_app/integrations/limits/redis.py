"""Rate limits in Redis: a window that begins with the first hit."""

import hashlib
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from influencer_app.errors import RateLimited

log = structlog.get_logger(__name__)

COUNT = """
local n = redis.call('incr', KEYS[1])
if n == 1 then redis.call('pexpire', KEYS[1], ARGV[1]) end
return {n, redis.call('pttl', KEYS[1])}
"""


class RedisLimits:
    """Fills ``RateLimitPort``. Without Redis nobody is locked out; the log says so."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._count: Any = redis.register_script(COUNT)

    async def hit(self, name: str, who: str, limit: int, seconds: int) -> None:
        """See the port. ``who`` is kept as a hash only."""
        try:
            count, left = await self._count(keys=[_key(name, who)], args=[seconds * 1000])
        except RedisError as error:
            log.warning("rate_limit_not_counted", limit=name, reason=type(error).__name__)
            return
        if count > limit:
            raise RateLimited(retry_after=max(1, -(-left // 1000)))

    async def forgive(self, name: str, who: str) -> None:
        """See the port."""
        try:
            await self._redis.delete(_key(name, who))
        except RedisError as error:
            log.warning("rate_limit_not_forgiven", limit=name, reason=type(error).__name__)


def _key(name: str, who: str) -> str:
    return f"limit:{name}:{hashlib.sha256(who.encode()).hexdigest()[:32]}"
