"""Remembers in Redis what was used."""

import hashlib

from redis.asyncio import Redis
from redis.exceptions import RedisError

from influencer_app.errors import Unavailable


class RedisUsedOnce:
    """Implements ``UsedOnce``; keeps hashes alone. Fails closed: without Redis nothing may be used."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def claim(self, purpose: str, secret: str, seconds: int) -> bool:
        """See the port."""
        name = f"used:{purpose}:{hashlib.sha256(secret.encode()).hexdigest()}"
        try:
            return bool(await self._redis.set(name, b"", ex=seconds, nx=True))
        except RedisError as error:
            raise Unavailable("Signing in is not possible right now; try again in a moment.") from error
