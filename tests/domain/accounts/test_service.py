import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text

from influencer_app.db.base import new_id, now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import queries, service, sessions
from influencer_app.domain.accounts.schemas import AuthenticatedPerson
from influencer_app.domain.workspaces.queries import find_actor
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict, NotSignedIn
from influencer_app.wiring import Runtime


async def add(key: str) -> None:
    async with transaction() as session:
        await service.add_person(session, email=key, key=key, name="", password_hash="x")


async def test_an_address_has_one_account_also_when_two_come_at_once(app: Runtime) -> None:
    results = await asyncio.gather(*(add("twin@example.com") for _ in range(4)), return_exceptions=True)
    assert sorted(type(result).__name__ for result in results) == ["Conflict"] * 3 + ["NoneType"]
    with pytest.raises(Conflict, match="already an account"):
        await add("twin@example.com")
    async with reading() as session:
        assert await session.scalar(text("select name from person")) == "twin"


async def test_a_session_ends_by_itself_or_by_hand(owner: Actor) -> None:
    async with transaction() as session:
        lasting = await service.open_session(session, owner.person_id, "Firefox\x00" * 100, 1)
        over = await service.open_session(session, owner.person_id, "", -1)
    async with reading() as session:
        actor = await find_actor(session, lasting, timedelta(days=1))
        assert actor is not None
        read = {"expires_at": actor.expires_at, "authenticated_at": actor.authenticated_at}
        assert actor == owner.model_copy(update={"session_id": lasting, **read})
        ends_at = read["expires_at"]
        assert ends_at is not None
        assert timedelta(hours=23) < ends_at - now() <= timedelta(days=1)
        assert await find_actor(session, over, timedelta(days=1)) is None
        assert await find_actor(session, new_id(), timedelta(days=1)) is None
    async with transaction(actor) as session:
        await sessions.end_session(session, actor, lasting)
    async with reading() as session:
        assert await find_actor(session, lasting, timedelta(days=1)) is None


async def test_sessions_that_ended_long_ago_are_deleted(owner: Actor) -> None:
    async with transaction() as session:
        kept = await service.open_session(session, owner.person_id, "", 1)
        await service.open_session(session, owner.person_id, "", -10)
        ended = await service.open_session(session, owner.person_id, "", 30)
        await session.execute(
            text("update sign_in_session set revoked_at = now() - interval '9 days' where id = :id"),
            {"id": ended},
        )
    async with transaction() as session:
        assert await service.delete_ended_sessions(session, now() - timedelta(days=7), 100) == 2
        assert await session.scalar(text("select id from sign_in_session")) == kept


async def test_somebody_without_an_account_is_not_signed_in(app: Runtime) -> None:
    nobody = AuthenticatedPerson(person_id=new_id())
    async with transaction() as session:
        with pytest.raises(NotSignedIn):
            await service.rename(session, nobody, "Nobody")
        with pytest.raises(NotSignedIn):
            await queries.get_person(session, nobody)
