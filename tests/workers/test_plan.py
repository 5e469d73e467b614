"""The plan counts from the moment it changes, whatever is cached about a person."""

from sqlalchemy import text

from influencer_app.app_services.sign_in import authenticate_cookie, change_role
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.audit.service import OPERATOR
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from tests.fake_engine import FakeEngine, FakeQueue
from tests.web.browser import cookie_of


async def watermarked(cookie: str, queue: FakeQueue) -> bool:
    """Whether the next picture of this browser carries the watermark."""
    actor = await authenticate_cookie(cookie)
    assert actor is not None
    async with transaction() as session:
        own = await start_image(session, actor, NewImage(prompt="on the beach"))
    await queue.run()
    async with reading() as session:
        (output,) = (await get_generation(session, actor, own.id)).outputs
    return output.watermarked


async def test_a_changed_plan_decides_the_very_next_picture(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    cookie = await cookie_of(owner)
    assert await watermarked(cookie, queue)
    async with transaction() as session:
        await session.execute(
            text("update workspace set plan = 'creator' where id = :id"), {"id": owner.workspace_id}
        )
    assert not await watermarked(cookie, queue)
    async with transaction() as session:
        await session.execute(
            text("update workspace set plan = 'free' where id = :id"), {"id": owner.workspace_id}
        )
    assert await watermarked(cookie, queue)


async def test_a_changed_role_counts_at_the_next_request(owner: Actor) -> None:
    cookie = await cookie_of(owner)
    before = await authenticate_cookie(cookie)
    await change_role(owner.person_id, "moderator", by=OPERATOR)
    after = await authenticate_cookie(cookie)
    assert before is not None
    assert after is not None
    assert (before.held, after.held) == (False, True)  # until they have set up a second factor
