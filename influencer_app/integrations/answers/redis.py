"""Keeps answers of models in Redis for a day, at most so many bytes of each kind."""

import asyncio
from collections.abc import Awaitable
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from influencer_app.domain.answers import AnswerKind, Question

log = structlog.get_logger(__name__)

TTL_SECONDS: Final = 24 * 3600
TIMEOUT_SECONDS: Final = 0.5
BYTES_MAX: Final[dict[AnswerKind, int]] = {
    "prompt": 8_000_000,
    "moderation": 8_000_000,
    "speech": 64_000_000,
}
"""All answers of a kind together; the oldest make room. A minute of speech has about 4 MB."""

ANSWER_SHARE: Final = 8
"""One answer may take this part of the room of its kind."""

PUT: Final = """
local clock = redis.call('time')
local ttl, room, size = tonumber(ARGV[2]), tonumber(ARGV[3]), string.len(ARGV[1])
redis.call('set', KEYS[1], ARGV[1], 'ex', ttl)
if redis.call('zadd', KEYS[2], clock[1] + clock[2] / 1000000, size .. ' ' .. KEYS[1]) == 1 then
  redis.call('incrby', KEYS[3], size)
end
local used = tonumber(redis.call('get', KEYS[3]))
while true do
  local oldest = redis.call('zrange', KEYS[2], 0, 0, 'withscores')
  if not oldest[1] or (used <= room and tonumber(oldest[2]) > clock[1] - ttl) then break end
  local split = string.find(oldest[1], ' ', 1, true)
  used = redis.call('decrby', KEYS[3], tonumber(string.sub(oldest[1], 1, split - 1)))
  redis.call('zrem', KEYS[2], oldest[1])
  redis.call('del', string.sub(oldest[1], split + 1))
end
redis.call('expire', KEYS[2], ttl)
redis.call('expire', KEYS[3], ttl)
"""
"""Keeps an answer, and forgets the oldest of its kind while there are too many bytes."""

DROP: Final = """
if redis.call('zrem', KEYS[1], ARGV[1]) == 1 then
  redis.call('decrby', KEYS[2], tonumber(ARGV[2]))
end
redis.call('del', KEYS[3])
"""
"""Forgets one answer, and that it took room."""

SCANNED: Final = 1000

ResultT = TypeVar("ResultT")


class RedisAnswers:
    """Implements ``AnswerCache``. Without Redis nothing is kept, and a warning is logged."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis
        self._put: Any = redis.register_script(PUT)
        self._drop: Any = redis.register_script(DROP)

    async def get(self, question: Question) -> bytes | None:
        """See the port."""
        found = await _within(self._redis.get(_key(question)))
        return found if isinstance(found, bytes) else None

    async def put(self, question: Question, answer: bytes) -> None:
        """See the port."""
        room = BYTES_MAX[question.kind]
        if len(answer) > room // ANSWER_SHARE:
            return
        order = f"answers:{question.kind}"
        keys = [_key(question), order, f"{order}:bytes"]
        await _within(self._put(keys=keys, args=[answer, TTL_SECONDS, room]))

    async def forget(self, workspace_id: UUID) -> None:
        """See the port. What is kept is listed by kind, so nothing else in Redis is looked at."""
        try:
            for kind in BYTES_MAX:
                order = f"answers:{kind}"
                pattern = f"* {_prefix(workspace_id)}*"
                async for member, _ in self._redis.zscan_iter(order, match=pattern, count=SCANNED):
                    size, _, key = member.decode().partition(" ")
                    await self._drop(keys=[order, f"{order}:bytes", key], args=[member, size])
        except RedisError as error:
            log.warning("answers_not_forgotten", reason=type(error).__name__)


async def _within(call: Awaitable[ResultT]) -> ResultT | None:
    """The result of a call to Redis; None when it did not come in time."""
    try:
        async with asyncio.timeout(TIMEOUT_SECONDS):
            return await call
    except (RedisError, TimeoutError) as error:
        log.warning("answer_cache_unavailable", reason=type(error).__name__)
        return None


def _key(question: Question) -> str:
    return f"{_prefix(question.workspace_id)}{question.kind}:{question.digest}"


def _prefix(workspace_id: UUID) -> str:
    return f"answer:1:{workspace_id}:"
