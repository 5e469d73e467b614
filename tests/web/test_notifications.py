"""Notifications of ended generations reach their owner and say what became of the credits."""

from datetime import UTC, datetime, timedelta

import pytest

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.events import NotificationsSeen
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.cards.notification import NOTIFICATIONS_MAX, time_since
from influencer_app.web.shell.state import ShellState
from tests.fake_engine import FakeEngine, FakeQueue
from tests.web.browser import call, create, invent, tab


async def test_what_came_is_told_with_its_first_picture(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="on the beach", count=2))
    await queue.run()
    notice = (await create(owner)).shell.notifications[0]
    assert (notice.title, notice.body, notice.tone) == ("2 pictures are ready", "on the beach", "plain")
    assert notice.href.startswith("/dashboard/gallery?picture=")
    assert notice.picture_url
    assert (await create(stranger)).shell.notifications == []


async def test_a_portrait_leads_to_the_characters(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    await invent(owner)
    await queue.run()
    notice = (await create(owner)).shell.notifications[0]
    assert notice.title.startswith("Portrait of ")
    assert notice.href == "/dashboard/characters"


async def test_what_was_canceled_says_where_the_credits_are(owner: Actor) -> None:
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="x"))
        await cancel_generation(session, owner, made.id)
    notice = (await create(owner)).shell.notifications[0]
    assert (notice.title, notice.tone, notice.picture_url) == ("Canceled", "plain", "")
    assert "credits refunded" in notice.body
    assert notice.href == "/dashboard/generate"


async def test_the_newest_come_first_and_not_all_of_them(owner: Actor) -> None:
    for number in range(NOTIFICATIONS_MAX + 2):
        async with transaction() as session:
            made = await start_image(session, owner, NewImage(prompt=f"number {number}"))
            await cancel_generation(session, owner, made.id)
    notices = (await create(owner)).shell.notifications
    assert len(notices) == NOTIFICATIONS_MAX
    assert [one.ended_at for one in notices] == sorted((one.ended_at for one in notices), reverse=True)


@pytest.mark.parametrize(
    ("ago", "words"),
    [
        (timedelta(seconds=10), "just now"),
        (timedelta(minutes=3), "3 min ago"),
        (timedelta(hours=5), "5 h ago"),
        (timedelta(days=1, hours=1), "1 day ago"),
        (timedelta(days=3), "3 days ago"),
    ],
)
def test_how_long_ago(ago: timedelta, words: str) -> None:
    assert time_since(datetime.now(UTC) - ago) == words


async def test_seen_once_is_seen_on_every_device_of_that_person_alone(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    state, other = await create(owner), await create(stranger)
    before, theirs = state.shell.notifications_read_at, other.shell.notifications_read_at
    await call(state.shell, "mark_notifications_read")
    assert state.shell.notifications_read_at > before
    assert queue.events[-1] == NotificationsSeen(workspace_id=owner.workspace_id, person_id=owner.person_id)
    assert (await create(owner)).shell.notifications_read_at == state.shell.notifications_read_at
    assert (await create(stranger)).shell.notifications_read_at == theirs
    nobody = await tab(ShellState, None)
    await call(nobody, "mark_notifications_read")
    assert nobody.notifications_read_at == ""
