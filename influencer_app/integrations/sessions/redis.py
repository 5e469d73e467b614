"""Caches the actor of a session in Redis for 30 seconds."""

from uuid import UUID

import structlog
from pydantic import ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from influencer_app.domain.workspaces.schemas import Actor

log = structlog.get_logger(__name__)

TTL_SECONDS = 30
ENDED_TTL_SECONDS = 60
ENDED = b""
"""Marks an ended session, so that a lookup already in progress cannot restore it."""


class RedisSessions:
    """Implements ``SessionCache``. Without Redis every lookup goes to the database."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def get(self, session_id: UUID) -> Actor | None:
        """See the port."""
        try:
            found = await self._redis.get(_key(session_id))
        except RedisError as error:
            log.warning("session_cache_unavailable", reason=type(error).__name__)
            return None
        if not found or found == ENDED:
            return None
        try:
            return Actor.model_validate_json(found)
        except ValidationError:  # written by another version of this program
            return None

    async def put(self, actor: Actor) -> None:
        """See the port."""
        if actor.session_id is None:
            return
        try:
            await self._redis.set(_key(actor.session_id), actor.model_dump_json(), ex=TTL_SECONDS, nx=True)
        except RedisError as error:
            log.warning("session_cache_unavailable", reason=type(error).__name__)

    async def drop(self, session_id: UUID) -> None:
        """See the port."""
        try:
            await self._redis.set(_key(session_id), ENDED, ex=ENDED_TTL_SECONDS)
        except RedisError as error:
            log.warning("session_cache_unavailable", reason=type(error).__name__)


def _key(session_id: UUID) -> str:
    return f"session:{session_id}"
