"""Carries domain events to the web processes through Redis pub/sub, one channel a topic."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from influencer_app.db.outbox import Event
from influencer_app.errors import Unavailable

CHANNEL_PREFIX = "evermuse:live:"
PROCESS_TOPIC = "process"
"""Every subscriber has this one, so that its connection is never without a subscription."""

CONFIRMATION_SECONDS = 2.0


def channel_of(topic: str) -> str:
    """The Redis channel of a topic."""
    return f"{CHANNEL_PREFIX}{topic}"


@dataclass(frozen=True, slots=True)
class ReceivedEvent:
    """An event as it arrives: its name, its topic, and its other fields with ids as text."""

    name: str
    topic: str
    fields: dict[str, Any]


class TopicSubscriber:
    """One connection whose topics come and go while `events` is being read."""

    def __init__(self, pubsub: PubSub) -> None:
        self._pubsub = pubsub
        self._confirmed: dict[str, asyncio.Event] = {}

    async def subscribe(self, topic: str) -> None:
        """Ask for the events of ``topic``; `confirmed` waits until none can be missed any more."""
        if topic not in self._confirmed:
            self._confirmed[topic] = asyncio.Event()
            await _reaching(self._pubsub.subscribe(channel_of(topic)))

    async def unsubscribe(self, topic: str) -> None:
        """Stop the events of ``topic``."""
        if self._confirmed.pop(topic, None) is not None:
            await _reaching(self._pubsub.unsubscribe(channel_of(topic)))

    async def confirmed(self, topic: str) -> None:
        """Wait until Redis has confirmed the subscription. Needs somebody who reads `events`.

        Raises ``Unavailable`` after two seconds, or when there is no such subscription.
        """
        event = self._confirmed.get(topic)
        try:
            if event is not None:
                await asyncio.wait_for(event.wait(), CONFIRMATION_SECONDS)
                return
        except TimeoutError as error:
            raise Unavailable("The live channel does not answer.") from error
        raise Unavailable("The live channel was closed.")

    async def events(self) -> AsyncIterator[ReceivedEvent]:
        """Events as they arrive. Ends with ``Unavailable`` when the connection was lost, even if the
        client has already connected again by itself: what happened meanwhile was missed."""
        while True:
            message = await _reaching(self._pubsub.get_message(timeout=None))
            if message is None:
                continue
            topic = message["channel"].decode().removeprefix(CHANNEL_PREFIX)
            if message["type"] == "message":
                fields = json.loads(message["data"])
                yield ReceivedEvent(fields.pop("name"), topic, fields)
            elif message["type"] == "subscribe" and (event := self._confirmed.get(topic)) is not None:
                if event.is_set():
                    raise Unavailable("The live channel was lost.")
                event.set()


class RedisEvents:
    """Implements ``EventsPort``, and lets processes subscribe."""

    def __init__(self, redis: Redis, listener: Redis | None = None) -> None:
        """``listener`` is a client that waits without an end; by default the same one."""
        self._redis = redis
        self._listener = listener or redis

    async def publish(self, events: list[Event]) -> None:
        """See the port."""
        try:
            async with self._redis.pipeline(transaction=False) as pipe:
                for event in events:
                    fields = {"name": event.name, **event.model_dump(mode="json")}
                    pipe.publish(channel_of(event.topic), json.dumps(fields))
                await pipe.execute()
        except RedisError as error:
            raise Unavailable("The live channel cannot be reached.") from error

    async def check(self) -> None:
        """Raises ``Unavailable`` when Redis does not answer."""
        try:
            await cast("Awaitable[bool]", self._redis.ping())
        except RedisError as error:
            raise Unavailable("cannot be reached") from error

    @asynccontextmanager
    async def subscriber(self) -> AsyncIterator[TopicSubscriber]:
        """A subscriber without topics but ``PROCESS_TOPIC``. Raises ``Unavailable``."""
        async with self._listener.pubsub() as pubsub:
            made = TopicSubscriber(pubsub)
            await made.subscribe(PROCESS_TOPIC)
            yield made

    async def listen(self, *topics: str) -> AsyncIterator[ReceivedEvent]:
        """The events of a fixed set of topics. Ends with ``Unavailable`` when the connection is lost."""
        async with self.subscriber() as subscriber:
            for topic in topics:
                await subscriber.subscribe(topic)
            async for event in subscriber.events():
                yield event


async def _reaching(answer: Awaitable[Any]) -> Any:
    try:
        return await answer
    except RedisError as error:
        raise Unavailable("The live channel was lost.") from error
