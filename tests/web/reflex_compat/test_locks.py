"""A canceled event leaves no lock behind, whenever it is canceled."""

import asyncio
from collections.abc import AsyncIterator
from types import SimpleNamespace
from typing import Any, cast

import pytest
import pytest_asyncio
import reflex as rx
from redis.asyncio import Redis
from reflex.istate.manager.redis import StateManagerRedis

from influencer_app.web.reflex_compat.locks import CancelSafeStateManager, use_cancel_safe_locks

LOCK = b"tab_lock"
TOKEN = rx.BaseStateToken(ident="tab", cls=rx.State)


class Slow(Redis):
    """Carries out a command, and gives its answer when it is told to."""

    command = ""

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        answer = await super().execute_command(*args, **options)
        if args[0] == self.command:
            self.reached.set()
            await self.go_on.wait()
        return answer

    def hold(self, command: str) -> None:
        self.command, self.reached, self.go_on = command, asyncio.Event(), asyncio.Event()


@pytest_asyncio.fixture
async def redis(redis_url: str) -> AsyncIterator[Slow]:
    client = Slow.from_url(redis_url)
    await client.flushdb()
    yield client
    await client.aclose()


async def change(states: StateManagerRedis) -> None:
    async with states.modify_state(TOKEN):
        pass


async def cancel_at(states: StateManagerRedis, redis: Slow, command: str) -> None:
    redis.hold(command)
    event = asyncio.create_task(change(states))
    await redis.reached.wait()
    event.cancel()
    with pytest.raises(asyncio.CancelledError):
        await event
    redis.command = ""
    redis.go_on.set()


@pytest.mark.parametrize("command", ["SET", "MGET", "EVAL", "GETDEL"])
async def test_a_canceled_event_gives_its_lock_back(redis: Slow, command: str) -> None:
    states = CancelSafeStateManager(redis=redis)
    await cancel_at(states, redis, command)
    async with asyncio.timeout(2):
        await change(states)
    assert await redis.get(LOCK) is None
    await states.close()


async def test_reflex_alone_loses_the_lock(redis: Slow) -> None:
    """When this fails, Reflex has mended it, and `CancelSafeStateManager` can go."""
    states = StateManagerRedis(redis=redis)
    await cancel_at(states, redis, "SET")
    assert await redis.get(LOCK) is not None
    await states.close()


async def test_who_waits_in_line_and_is_canceled_is_passed_over(redis: Slow) -> None:
    states = CancelSafeStateManager(redis=redis)
    inside, leave = asyncio.Event(), asyncio.Event()

    async def holds() -> None:
        async with states.modify_state(TOKEN):
            inside.set()
            await leave.wait()

    first = asyncio.create_task(holds())
    await inside.wait()
    waits = asyncio.create_task(change(states))
    last = asyncio.create_task(change(states))
    while states._n_lock_waiters(LOCK) < 2:  # noqa: ASYNC110  nobody is told when one begins to wait
        await asyncio.sleep(0)
    waits.cancel()
    leave.set()
    async with asyncio.timeout(2):
        await asyncio.gather(first, last)
    assert waits.cancelled()
    await states.close()


async def test_what_an_event_raises_is_raised(redis: Slow) -> None:
    states = CancelSafeStateManager(redis=redis)
    with pytest.raises(ValueError, match="of the event"):
        async with states.modify_state(TOKEN):
            raise ValueError("of the event")
    assert await redis.get(LOCK) is None
    await states.close()


async def test_the_site_keeps_its_states_so(redis: Slow) -> None:
    before = StateManagerRedis(redis=redis, lock_expiration=5000)
    site = SimpleNamespace(_state_manager=before)
    use_cancel_safe_locks(cast(rx.App, site))
    assert isinstance(site._state_manager, CancelSafeStateManager)
    assert site._state_manager.lock_expiration == 5000
    await site._state_manager.close()
    assert before._lock_task is not None
    assert before._lock_task.cancelling()
