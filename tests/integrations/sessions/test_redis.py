from redis.asyncio import Redis

from influencer_app.db.base import new_id
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.integrations.sessions.redis import KEPT_SECONDS, RedisSessions
from influencer_app.wiring import Runtime


def actor() -> Actor:
    return Actor(person_id=new_id(), role="moderator", plan="creator", session_id=new_id())


async def test_who_it_is_is_known_for_half_a_minute(app: Runtime) -> None:
    kept = RedisSessions(app.redis)
    one = actor()
    assert one.session_id is not None
    assert await kept.get(one.session_id) is None
    await kept.put(one)
    assert await kept.get(one.session_id) == one
    assert await kept.get(new_id()) is None
    assert 0 < await app.redis.ttl(f"session:{one.session_id}") <= KEPT_SECONDS


async def test_a_look_up_that_began_before_the_end_brings_nobody_back(app: Runtime) -> None:
    kept = RedisSessions(app.redis)
    one = actor()
    assert one.session_id is not None
    await kept.drop(one.session_id)
    await kept.put(one)
    assert await kept.get(one.session_id) is None


async def test_without_redis_nobody_is_known_and_nothing_breaks() -> None:
    away = Redis(host="127.0.0.1", port=1)
    kept = RedisSessions(away)
    one = actor()
    assert one.session_id is not None
    await kept.put(one)
    assert await kept.get(one.session_id) is None
    await kept.drop(one.session_id)
    await away.aclose()
