"""Tests of live events over Redis pub/sub."""

import asyncio
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis

from influencer_app.db.outbox import workspace_topic
from influencer_app.domain.credits.events import CreditsChanged
from influencer_app.domain.generation.events import GenerationProgressed
from influencer_app.errors import Unavailable
from influencer_app.integrations.live.redis import ReceivedEvent, RedisEvents, channel_of


async def test_every_subscriber_receives_every_event_in_order(redis_url: str) -> None:
    redis = Redis.from_url(redis_url)
    own = RedisEvents(redis)
    workspace, generation = uuid4(), uuid4()
    topic = workspace_topic(workspace)

    async def two() -> list[ReceivedEvent]:
        heard = []
        async for event in own.listen(topic):
            heard.append(event)
            if len(heard) == 2:
                break
        return heard

    listeners = [asyncio.create_task(two()) for _ in range(2)]
    while (await redis.pubsub_numsub(channel_of(topic)))[0][1] < 2:  # noqa: ASYNC110  (the server tells nobody)
        await asyncio.sleep(0.005)
    await own.publish(
        [
            CreditsChanged(workspace_id=workspace),
            GenerationProgressed(workspace_id=workspace, generation_id=generation),
        ]
    )
    for heard in await asyncio.wait_for(asyncio.gather(*listeners), 5):
        assert heard == [
            ReceivedEvent("credits_changed", topic, {"workspace_id": str(workspace)}),
            ReceivedEvent(
                "generation_progressed",
                topic,
                {"workspace_id": str(workspace), "generation_id": str(generation)},
            ),
        ]
    await redis.aclose()


async def test_unreachable_server_raises_unavailable() -> None:
    redis = Redis.from_url("redis://127.0.0.1:1/0", retry=None)
    with pytest.raises(Unavailable, match="live channel"):
        await RedisEvents(redis).publish([CreditsChanged(workspace_id=uuid4())])
    await redis.aclose()


async def test_a_subscriber_receives_the_topics_that_it_has_and_no_others(redis_url: str) -> None:
    redis = Redis.from_url(redis_url)
    own = RedisEvents(redis)
    mine, other = uuid4(), uuid4()
    received: asyncio.Queue[ReceivedEvent] = asyncio.Queue()

    async def publish(*people: UUID) -> None:
        await own.publish([CreditsChanged(workspace_id=workspace) for workspace in people])

    async with own.subscriber() as subscriber:

        async def read() -> None:
            async for event in subscriber.events():
                received.put_nowait(event)

        reading = asyncio.create_task(read())
        await subscriber.subscribe(workspace_topic(mine))
        await subscriber.confirmed(workspace_topic(mine))
        await publish(other, mine)
        assert (await asyncio.wait_for(received.get(), 5)).topic == workspace_topic(mine)
        await subscriber.unsubscribe(workspace_topic(mine))
        await subscriber.subscribe(workspace_topic(other))
        await subscriber.confirmed(workspace_topic(other))
        await publish(mine, other)
        assert (await asyncio.wait_for(received.get(), 5)).topic == workspace_topic(other)
        assert received.empty()
        with pytest.raises(Unavailable, match="closed"):
            await subscriber.confirmed(workspace_topic(mine))
        reading.cancel()
    await redis.aclose()


async def test_a_connection_that_came_back_by_itself_is_told_as_lost(redis_url: str) -> None:
    redis = Redis.from_url(redis_url)
    topic = workspace_topic(uuid4())
    async with RedisEvents(redis).subscriber() as subscriber:
        reading = asyncio.ensure_future(anext(subscriber.events()))
        await subscriber.subscribe(topic)
        await subscriber.confirmed(topic)
        await redis.client_kill_filter(_type="pubsub")
        with pytest.raises(Unavailable, match="lost"):
            await asyncio.wait_for(reading, 5)
    await redis.aclose()
