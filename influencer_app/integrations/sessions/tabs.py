"""Finds and deletes the states of tabs that Reflex keeps in Redis, by token and by session."""

from collections.abc import Awaitable, Collection, Iterable
from typing import cast
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

log = structlog.get_logger(__name__)

TTL_SECONDS = 3600
"""As long as Reflex keeps a state that nobody uses."""

ENDINGS = "tab_state_key_endings"
"""A set: what follows the token in the key of a state, for each state class of the site."""


class RedisTabStates:
    """Implements ``TabStates``."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def declare(self, key_endings: Collection[str]) -> None:
        """See the port."""
        await cast("Awaitable[int]", self._redis.sadd(ENDINGS, *key_endings))

    async def add(self, session_id: UUID, token: str) -> None:
        """See the port."""
        async with self._redis.pipeline(transaction=False) as pipe:
            pipe.sadd(_key(session_id), token)
            pipe.expire(_key(session_id), TTL_SECONDS)
            await pipe.execute()

    async def delete(self, tokens: Iterable[str]) -> None:
        """See the port."""
        try:
            endings = await self._members(ENDINGS)
            keys = [f"{token}{ending}" for token in tokens for ending in endings]
            if keys:
                await self._redis.unlink(*keys)
        except RedisError as error:
            log.warning("tab_states_not_deleted", reason=type(error).__name__)

    async def delete_of_session(self, session_id: UUID) -> None:
        """See the port."""
        try:
            tokens = await self._members(_key(session_id))
            await self._redis.unlink(_key(session_id))
        except RedisError as error:
            log.warning("tab_states_not_deleted", reason=type(error).__name__)
            return
        await self.delete(tokens)

    async def _members(self, key: str) -> list[str]:
        found = await cast("Awaitable[set[bytes]]", self._redis.smembers(key))
        return [one.decode() for one in found]


def _key(session_id: UUID) -> str:
    return f"tabs:{session_id}"
