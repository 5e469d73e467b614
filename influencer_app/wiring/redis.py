"""Opens clients of Redis that give up on a server that does not answer."""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError

ANSWER_SECONDS = 1.0


def open_redis(url: str, *, answer_seconds: float | None = ANSWER_SECONDS) -> Redis:
    """A client that waits ``answer_seconds`` for an answer; None for one that listens.

    A connection that was lost is made again once; an answer that did not come is not asked for twice, so
    that a stalled server costs a request one such wait per question.
    """
    return Redis.from_url(
        url,
        socket_connect_timeout=ANSWER_SECONDS,
        socket_timeout=answer_seconds,
        health_check_interval=30,
        retry=Retry(NoBackoff(), 1, supported_errors=(RedisConnectionError,)),
    )
