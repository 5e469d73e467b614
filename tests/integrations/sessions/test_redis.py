"""Tests of the session cache."""

from redis.asyncio import Redis

from influencer_app.db.base import new_id
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.sessions.redis import TTL_SECONDS, RedisSessions
from influencer_app.wiring import Runtime


def actor() -> Actor:
    return Actor(
        person_id=new_id(),
        workspace_id=new_id(),
        role="owner",
        staff_role="moderator",
        session_id=new_id(),
    )


async def test_actor_is_cached_for_30_seconds(app: Runtime) -> None:
    kept = RedisSessions(app.redis)
    one = actor()
    assert one.session_id is not None
    assert await kept.get(one.session_id) is None
    await kept.put(one)
    assert await kept.get(one.session_id) == one
    assert await kept.get(new_id()) is None
    assert 0 < await app.redis.ttl(f"session:{one.session_id}") <= TTL_SECONDS


async def test_lookup_in_progress_does_not_restore_an_ended_session(app: Runtime) -> None:
    kept = RedisSessions(app.redis)
    one = actor()
    assert one.session_id is not None
    await kept.drop(one.session_id)
    await kept.put(one)
    assert await kept.get(one.session_id) is None


async def test_without_redis_nothing_is_cached_and_nothing_fails() -> None:
    away = Redis(host="127.0.0.1", port=1, retry=None)
    kept = RedisSessions(away)
    one = actor()
    assert one.session_id is not None
    await kept.put(one)
    assert await kept.get(one.session_id) is None
    await kept.drop(one.session_id)
    await away.aclose()
