"""The states of tabs, deleted by token and with their session."""

from influencer_app.db.base import new_id
from influencer_app.integrations.sessions.tabs import RedisTabStates
from influencer_app.wiring import Runtime


async def test_states_go_with_their_session_and_others_stay(app: Runtime) -> None:
    tabs, ended, other = RedisTabStates(app.redis), new_id(), new_id()
    await tabs.declare(["_root", "_root.page"])
    for session_id, token in ((ended, "a"), (ended, "b"), (other, "c")):
        await tabs.add(session_id, token)
        for ending in ("_root", "_root.page"):
            await app.redis.set(f"{token}{ending}", b"state")
    await tabs.delete_of_session(ended)
    left = {key.decode() for key in await app.redis.keys("*_root*")}
    assert left == {"c_root", "c_root.page"}
    assert await app.redis.exists(f"tabs:{ended}") == 0
    await tabs.delete(["c", "unknown"])
    assert await app.redis.keys("*_root*") == []
    await tabs.delete_of_session(new_id())


async def test_what_is_kept_of_tabs_expires(app: Runtime) -> None:
    session_id = new_id()
    await RedisTabStates(app.redis).add(session_id, "a")
    assert 0 < await app.redis.ttl(f"tabs:{session_id}") <= 3600
