"""Sign-in sessions, and which of them a new password ends."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from influencer_app.db.base import now
from influencer_app.db.transaction import database, reading, transaction
from influencer_app.domain.accounts import service, sessions
from influencer_app.domain.accounts.user_agents import describe_browser, is_handheld
from influencer_app.domain.workspaces.queries import find_actor
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict
from tests.fake_engine import FakeEngine, FakeQueue

IDLE = timedelta(days=14)
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0"


@pytest.mark.parametrize(
    ("agent", "words", "handheld"),
    [
        (FIREFOX, "Firefox on Linux", False),
        (SAFARI, "Safari on iPhone", True),
        (EDGE, "Edge on Windows", False),
        ("curl/8.5", "curl", False),
        ("Something (Windows NT 10.0)", "A browser on Windows", False),
        ("", "An unknown browser", False),
    ],
)
def test_a_browser_is_named_in_words(agent: str, words: str, handheld: bool) -> None:
    assert (describe_browser(agent), is_handheld(agent)) == (words, handheld)


async def opened(person: Actor, agent: str = FIREFOX) -> Actor:
    async with transaction() as session:
        own = await service.open_session(session, person.person_id, agent, 1)
    return person.model_copy(update={"session_id": own})


async def names(actor: Actor) -> list[tuple[str, bool]]:
    async with reading(actor) as session:
        return [(one.device, one.current) for one in await sessions.list_sessions(session, actor, IDLE)]


async def test_the_list_has_this_browser_first_and_no_other_persons(owner: Actor, stranger: Actor) -> None:
    here = await opened(owner)
    await opened(owner, SAFARI)
    await opened(stranger, EDGE)
    assert await names(here) == [("Firefox on Linux", True), ("Safari on iPhone", False)]


async def test_ending_one_or_all_others_leaves_the_rest(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    here, phone, work = [await opened(owner, agent) for agent in (FIREFOX, SAFARI, EDGE)]
    theirs = await opened(stranger)
    assert phone.session_id is not None
    assert theirs.session_id is not None
    async with transaction(here) as session:
        assert not await sessions.end_session(session, here, theirs.session_id)
        assert await sessions.end_session(session, here, phone.session_id)
        assert not await sessions.end_session(session, here, phone.session_id)
    assert await names(here) == [("Firefox on Linux", True), ("Edge on Windows", False)]
    async with transaction(here) as session:
        assert await sessions.end_other_sessions(session, here) == [work.session_id]
    assert await names(here) == [("Firefox on Linux", True)]
    assert await names(theirs) == [("Firefox on Linux", True)]


async def test_last_seen_is_written_at_most_every_few_minutes(owner: Actor) -> None:
    here = await opened(owner)
    assert here.session_id is not None

    async def seen() -> tuple[object, int]:
        async with transaction() as session:
            await sessions.note_seen(session, here.session_id)  # type: ignore[arg-type]  # just asserted
        async with database().reading() as session:
            row = (await session.execute(text("select last_seen_at, xmin::text from sign_in_session"))).one()
        return row[0], int(row[1])

    first = await seen()
    assert await seen() == first
    async with transaction() as session:
        await session.execute(text("update sign_in_session set last_seen_at = now() - interval '6 minutes'"))
    later = await seen()
    assert later[0] > first[0]  # type: ignore[operator]  # both are times


async def test_a_password_is_changed_only_from_the_one_that_was_checked(owner: Actor) -> None:
    here, other = await opened(owner), await opened(owner)
    async with transaction() as session:
        await session.execute(text("update person set password_hash = 'before'"))
    async with transaction(here) as session:
        with pytest.raises(Conflict, match="elsewhere"):
            await sessions.change_password(session, here, "older", "after")
        assert await sessions.change_password(session, here, "before", "after") == [other.session_id]


async def test_a_session_that_is_not_used_ends_before_its_time(owner: Actor) -> None:
    here = await opened(owner)
    assert here.session_id is not None
    async with transaction() as session:
        unused = "update sign_in_session set last_seen_at = now() - interval '13 days' where id = :id"
        await session.execute(text(unused), {"id": here.session_id})
    async with reading() as session:
        found = await find_actor(session, here.session_id, IDLE)
        assert found is not None
        assert found.expires_at is not None
        assert found.expires_at - now() < timedelta(days=1)
        assert await find_actor(session, here.session_id, timedelta(days=12)) is None
        assert await sessions.list_sessions(session, here, timedelta(days=12)) == []
