"""Carries domain events to the web processes through Redis pub/sub."""

import json
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from redis.asyncio import Redis
from redis.exceptions import RedisError

from influencer_app.db.outbox import Event
from influencer_app.errors import Unavailable

CHANNEL = "evermuse:live"


@dataclass(frozen=True, slots=True)
class Heard:
    """A received event: its name, its person's id, and its fields (ids as text)."""

    name: str
    person_id: UUID
    fields: dict[str, Any]


class RedisEvents:
    """Implements ``EventsPort`` and lets a web process subscribe."""

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def publish(self, events: list[Event]) -> None:
        """See the port."""
        try:
            async with self._redis.pipeline(transaction=False) as pipe:
                for event in events:
                    pipe.publish(CHANNEL, json.dumps({"name": event.name, **event.model_dump(mode="json")}))
                await pipe.execute()
        except RedisError as error:
            raise Unavailable("The live channel cannot be reached.") from error

    async def check(self) -> None:
        """Raises ``Unavailable`` when Redis does not answer."""
        try:
            await cast("Awaitable[bool]", self._redis.ping())
        except RedisError as error:
            raise Unavailable("cannot be reached") from error

    async def listen(self) -> AsyncIterator[Heard]:
        """Yield events as they arrive. Raises ``Unavailable`` when the connection is lost: subscribe again
        and reload the rows, because events sent in between are lost."""
        async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
            try:
                await channel.subscribe(CHANNEL)
                async for message in channel.listen():
                    fields = json.loads(message["data"])
                    yield Heard(fields.pop("name"), UUID(fields.pop("person_id")), fields)
            except RedisError as error:
                raise Unavailable("The connection to the live channel was lost.") from error
