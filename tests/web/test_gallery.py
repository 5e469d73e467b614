"""Gallery and home: pictures found, opened, marked and thrown away."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import text

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.schemas import NewAvatar, NewImage, NewVideo
from influencer_app.web.live.updates import Pending, read_update
from influencer_app.web.pages.dashboard.state import DashboardState
from influencer_app.web.pages.gallery.state import GalleryState
from tests.fake_engine import FakeEngine, FakeQueue
from tests.media.videos import make_video
from tests.web.browser import call, create, invent, tab


async def test_a_deleted_set_is_gone_from_page_and_gallery(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="x", count=2))
    await queue.run()
    gallery = await tab(GalleryState, owner, "/dashboard/gallery")
    await call(gallery, "load")
    assert len(gallery.outputs) == 2
    await call(gallery, "favourite", gallery.outputs[0].id, True)
    liked = await tab(GalleryState, owner, "/dashboard/gallery", favourites="1")
    await call(liked, "load")
    assert [output.id for output in liked.outputs] == [gallery.outputs[0].id]
    state = await create(owner)
    await call(state, "delete", state.generations[0].id)
    assert state.running == state.generations == []
    await call(gallery, "load")
    assert gallery.outputs == []
    await call(state, "undo", state.toasts[0].id)
    assert state.toasts == []
    await call(gallery, "load")
    assert [output.favourite for output in gallery.outputs] == [True, False]


async def test_the_gallery_opens_one_picture_and_turns_to_its_neighbours(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        await start_image(
            session, owner, NewImage(prompt="by the sea.", count=3), enhanced_prompt="by the sea, soft light"
        )
    await queue.run()
    state = await tab(GalleryState, owner, "/dashboard/gallery")
    await call(state, "load")
    newest, middle, oldest = (output.id for output in state.outputs)
    deep = await tab(GalleryState, owner, "/dashboard/gallery", picture=middle)
    await call(deep, "load")
    assert deep.open
    assert (deep.newer, deep.older) == (newest, oldest)
    assert (deep.picture.prompt, deep.picture.enhancement) == ("by the sea.", "soft light")
    assert deep.picture.shape == "1:1, 1024 × 1024 px"
    await call(deep, "look", oldest)
    assert (deep.newer, deep.older) == (middle, "")
    await call(deep, "close_lightbox")
    assert not deep.open
    other = await tab(GalleryState, stranger, "/dashboard/gallery", picture=middle)
    await call(other, "load")
    assert not other.open
    assert "does not exist" in other.toasts[0].title
    back = await create(owner, like=deep.picture.generation_id, seed=deep.picture.seed)
    assert (back.prompt, back.enhancement, back.seed) == ("by the sea.", "soft light", deep.picture.seed)


async def test_the_gallery_filters_by_character(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await invent(owner)
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="with her", character_id=UUID(own)))
        await start_image(session, owner, NewImage(prompt="without"))
    await queue.run()
    state = await tab(GalleryState, owner, "/dashboard/gallery", character=own)
    await call(state, "load")
    assert [output.alt for output in state.outputs] == ["with her"]
    assert [(one.words, one.chosen) for one in state.people] == [("All", False), ("Amara", True)]
    assert state.favourites.href == f"/dashboard/gallery?character={own}&favourites=1"
    junk = await tab(GalleryState, owner, "/dashboard/gallery", character="x")
    await call(junk, "load")
    assert len(junk.outputs) == 2


async def test_the_gallery_is_searched_and_filtered_by_kind_in_the_address(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    for words in ("a red boat at sea", "a blue boat", "50% of a house"):
        async with transaction() as session:
            await start_image(session, owner, NewImage(prompt=words))
    await queue.run()
    for asked, found in (
        ({"q": "BOAT sea"}, ["a red boat at sea"]),
        ({"q": "50%"}, ["50% of a house"]),
        ({"q": "nobody"}, []),
        ({"kind": "image", "q": "boat"}, ["a blue boat", "a red boat at sea"]),
        ({"kind": "avatar"}, []),
        ({"kind": "junk"}, ["50% of a house", "a blue boat", "a red boat at sea"]),
    ):
        state = await tab(GalleryState, owner, "/dashboard/gallery", **asked)
        await call(state, "load")
        assert [output.alt for output in state.outputs] == found, asked
        assert state.search_placeholder == "Search 3 results"
    state = await tab(GalleryState, owner, "/dashboard/gallery", kind="image")
    await call(state, "load")
    assert [(one.words, one.href) for one in state.kinds][:2] == [
        ("Pictures", "/dashboard/gallery"),
        ("Clips", "/dashboard/gallery?kind=video"),
    ]
    leads = await call(state, "search", " red boat ")
    assert "/dashboard/gallery?kind=image&q=red+boat" in str(leads)


async def test_days_begin_where_the_person_lives(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    for _ in range(3):
        async with transaction() as session:
            await start_image(session, owner, NewImage(prompt="x"))
    await queue.run()
    moments = ("2026-11-01T23:30:00+00:00", "2026-11-02T00:30:00+00:00", "2026-11-02T20:00:00+00:00")
    async with transaction() as session:
        ids = (await session.scalars(text("select id from output order by id"))).all()
        for own, at in zip(ids, moments, strict=True):
            await session.execute(
                text("update output set created_at = :at where id = :own"),
                {"at": datetime.fromisoformat(at), "own": own},
            )
    state = await tab(GalleryState, owner, "/dashboard/gallery")
    await call(state, "load")
    assert [bool(output.day) for output in state.outputs] == [True, False, True]
    cookie = state.router.headers.cookie
    assert cookie is not None
    headers = replace(state.router.headers, cookie=f"{cookie}; zone=America/New_York")
    state.router = replace(state.router, headers=headers)
    await call(state, "load")
    assert [bool(output.day) for output in state.outputs] == [True, True, False]


async def test_the_gallery_follows_the_update(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    state = await tab(GalleryState, owner, "/dashboard/gallery")
    await call(state, "load")
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="x", count=2))
    await queue.run()
    await state._apply_update(await read_update(owner.person_id, Pending(set(), {made.id: "ended"})))
    assert len(state.outputs) == 2
    await call(state, "look", state.outputs[1].id)
    await call(state, "favourite", state.outputs[1].id, True)
    await state._apply_update(await read_update(owner.person_id, Pending(set(), {made.id: "moved"})))
    assert [output.favourite for output in state.outputs] == [False, True]
    assert state.picture.favourite
    await call(state, "delete", str(made.id))
    assert (state.outputs, state.open) == ([], False)
    await call(state, "undo", state.toasts[-1].id)
    await state._apply_update(await read_update(owner.person_id, Pending(set(), {made.id: "moved"})))
    assert [output.favourite for output in state.outputs] == [False, True]


async def test_home_shows_what_is_new(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    state = await tab(DashboardState, owner, "/dashboard")
    await call(state, "load")
    assert (state.available, state.outputs) == (80, [])
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="x"))
    await state._apply_update(
        await read_update(owner.person_id, Pending({"credits_changed"}, {made.id: "moved"}))
    )
    assert (state.available, len(state.running)) == (75, 1)
    await queue.run()
    await state._apply_update(await read_update(owner.person_id, Pending(set(), {made.id: "ended"})))
    assert (len(state.running), len(state.outputs), len(state.toasts)) == (0, 1, 1)


async def test_home_names_the_next_step_that_was_not_tried_yet(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async def step() -> str:
        await queue.run()
        state = await tab(DashboardState, owner, "/dashboard")
        await call(state, "load")
        return f"{state.step} {len(state.latest_id) > 0}"

    assert await step() == "invent False"
    await invent(owner)
    assert await step() == "picture False"
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="x"))
    assert await step() == "clip True"
    async with reading() as session:
        picture = (await get_generation(session, owner, made.id)).outputs[0].id
    fake_engine.data = make_video(320, 240, 1.0)
    async with transaction() as session:
        await start_video(session, owner, NewVideo(output_id=picture))
    assert await step() == "talk True"
    async with transaction() as session:
        await start_avatar(session, owner, NewAvatar(output_id=picture, script="Hello."))
    assert await step() == "picture True"
