"""Tests of live events over Redis pub/sub."""

import asyncio
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from influencer_app.domain.credits.events import CreditsChanged
from influencer_app.domain.generation.events import GenerationProgressed
from influencer_app.errors import Unavailable
from influencer_app.integrations.live.redis import CHANNEL, Heard, RedisEvents


async def test_every_subscriber_receives_every_event_in_order(redis_url: str) -> None:
    redis = Redis.from_url(redis_url)
    own = RedisEvents(redis)
    person, generation = uuid4(), uuid4()

    async def two() -> list[Heard]:
        heard = []
        async for event in own.listen():
            heard.append(event)
            if len(heard) == 2:
                break
        return heard

    listeners = [asyncio.create_task(two()) for _ in range(2)]
    while (await redis.pubsub_numsub(CHANNEL))[0][1] < 2:  # noqa: ASYNC110  (the server sends no event)
        await asyncio.sleep(0.005)
    await own.publish(
        [CreditsChanged(person_id=person), GenerationProgressed(person_id=person, generation_id=generation)]
    )
    for heard in await asyncio.wait_for(asyncio.gather(*listeners), 5):
        assert heard == [
            Heard("credits_changed", person, {}),
            Heard("generation_progressed", person, {"generation_id": str(generation)}),
        ]
    await redis.aclose()


async def test_unreachable_server_raises_unavailable() -> None:
    redis = Redis.from_url("redis://127.0.0.1:1/0", retry=None)
    with pytest.raises(Unavailable, match="live channel"):
        await RedisEvents(redis).publish([CreditsChanged(person_id=uuid4())])
    await redis.aclose()
