"""Commands of many tasks leave together, and each gets its own answer."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from influencer_app.web.reflex_compat.pipelined_redis import PipelinedRedis


@pytest_asyncio.fixture
async def plain(redis_url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(redis_url)
    yield client
    await client.aclose()


@pytest_asyncio.fixture
async def redis(plain: Redis) -> AsyncIterator[PipelinedRedis]:
    client = PipelinedRedis.sharing(plain)
    yield client
    await client.aclose()


async def connections(redis: Redis) -> int:
    return len(await redis.client_list())


async def test_each_gets_its_own_answer_over_one_connection(plain: Redis, redis: PipelinedRedis) -> None:
    before = await connections(plain)
    await asyncio.gather(*(redis.set(f"key {number}", number) for number in range(500)))
    found = await asyncio.gather(*(redis.get(f"key {number}") for number in range(500)))
    assert found == [str(number).encode() for number in range(500)]
    assert await connections(plain) == before
    assert await redis.set("key 1", "x", nx=True) is None
    assert await redis.eval("return redis.call('GET', KEYS[1])", 1, "key 7") == b"7"


async def test_an_error_is_raised_where_it_belongs(redis: PipelinedRedis) -> None:
    await redis.set("text", "x")
    first, wrong, last = await asyncio.gather(
        redis.get("text"), redis.sadd("text", "y"), redis.get("text"), return_exceptions=True
    )
    assert (first, last) == (b"x", b"x")
    assert isinstance(wrong, ResponseError)


async def test_who_is_canceled_does_not_disturb_the_others(redis: PipelinedRedis) -> None:
    await redis.set("text", "x")
    tasks = [asyncio.ensure_future(redis.get("text")) for _ in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    found = await asyncio.gather(*tasks, return_exceptions=True)
    assert found[0] == found[2] == b"x"
    assert isinstance(found[1], asyncio.CancelledError)
    assert await redis.get("text") == b"x"


async def test_what_was_not_answered_is_sent_again(plain: Redis, redis: PipelinedRedis) -> None:
    await redis.set("text", "x")
    await plain.client_kill_filter(_type="normal", skipme=False)
    assert await asyncio.gather(*(redis.get("text") for _ in range(3))) == [b"x"] * 3


async def test_what_is_under_way_is_answered_before_it_closes(plain: Redis, redis: PipelinedRedis) -> None:
    asking = asyncio.ensure_future(redis.set("text", "x"))
    await asyncio.sleep(0)
    await redis.aclose()
    assert await asking


@pytest.mark.parametrize("command", ["BLPOP", "SUBSCRIBE", "WATCH"])
async def test_what_may_block_goes_its_own_way(
    redis: PipelinedRedis, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    alone: list[Any] = []

    async def execute(self: Redis, *args: Any, **options: Any) -> None:
        alone.append(args[0])

    monkeypatch.setattr(Redis, "execute_command", execute)
    await redis.execute_command(command, "x")
    assert alone == [command]
