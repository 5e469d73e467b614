"""Probes whether a provider's webhooks can reach this installation; workers share the last result."""

from typing import Final

import httpx
from redis.asyncio import Redis

from influencer_app.domain.generation.ports.provider import WRONG_SIGNATURE

TIMEOUT: Final = httpx.Timeout(10.0)
REACHABLE_TTL_SECONDS: Final = 300
"""How long a success counts; after that, predictions are only polled."""


class RedisWebhookProbe:
    """Implements ``WebhookProbe`` for ``address``, the public URL of our webhook route."""

    def __init__(self, redis: Redis, address: str) -> None:
        self._redis = redis
        self._address = address

    async def address(self) -> str | None:
        """See the port."""
        return self._address if await self._redis.exists(self._key) else None

    async def check(self) -> str | None:
        """See the port."""
        reason = await unreachable_reason(self._address)
        if reason is None:
            await self._redis.set(self._key, 1, ex=REACHABLE_TTL_SECONDS)
        else:
            await self._redis.delete(self._key)
        return reason

    @property
    def _key(self) -> str:
        return f"webhooks:reachable:{self._address}"


async def unreachable_reason(address: str) -> str | None:
    """Send an unsigned webhook as a provider would, without following redirects. None when our own route
    refused it, otherwise a sentence that says what answered instead."""
    try:
        async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False) as client:
            answer = await client.post(address, json={})
    except httpx.HTTPError as error:
        return f"{address} does not answer: {error or type(error).__name__}"
    if answer.status_code == 400 and WRONG_SIGNATURE in answer.text:
        return None
    return f"{address} is answered by something else, with {answer.status_code}"
