"""Gallery and home: pictures found, opened, marked and thrown away."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest
from reflex.istate.data import ReflexURL
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.schemas import NewAvatar, NewImage, NewVideo
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.pages.characters.detail_state import CharacterDetailState
from influencer_app.web.pages.characters.list_state import CharacterListState
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.web.pages.dashboard.state import DashboardState
from influencer_app.web.pages.gallery import page_state
from influencer_app.web.pages.gallery.lightbox_state import LightboxState
from influencer_app.web.pages.gallery.page_state import GalleryPageState
from influencer_app.web.pages.gallery.query import GalleryQuery
from influencer_app.web.pages.gallery.state import GalleryState
from influencer_app.web.shell.data import ShellData
from tests.fake_engine import FakeEngine, FakeQueue
from tests.media.videos import make_video
from tests.support import copy_output
from tests.web.browser import call, create, event, finished, hear, invent, progressed, shell, sibling, tab


async def opened(actor: Actor, **query: str) -> GalleryState:
    """The gallery, loaded."""
    page = await tab(GalleryPageState, actor, "/dashboard/gallery", **query)
    await load(page)
    return sibling(page, GalleryState)


async def load(page: GalleryPageState) -> None:
    """What runs when the page is loaded."""
    await call(sibling(page, LightboxState), "follow_address")
    await call(page, "load")


async def reload(state: GalleryState) -> None:
    await load(sibling(state, GalleryPageState))


def box(state: GalleryState) -> LightboxState:
    return sibling(state, LightboxState)


async def test_a_deleted_set_is_gone_from_page_and_gallery(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="x", count=2))
    await queue.run()
    gallery = await opened(owner)
    assert len(gallery.outputs) == 2
    await call(gallery, "favourite", gallery.outputs[0].id, True)
    liked = await opened(owner, favourites="1")
    assert [output.id for output in liked.outputs] == [gallery.outputs[0].id]
    state = await create(owner)
    await call(state.stream, "delete", state.stream.generations[0].id)
    assert state.shell.running == state.stream.generations == []
    await reload(gallery)
    assert gallery.outputs == []
    await call(state.shell, "undo", state.shell.toasts[0].id)
    assert state.shell.toasts == []
    await reload(gallery)
    assert [output.favourite for output in gallery.outputs] == [True, False]


async def test_the_gallery_opens_one_picture_and_turns_to_its_neighbours(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        await start_image(
            session, owner, NewImage(prompt="by the sea.", count=3), enhanced_prompt="by the sea, soft light"
        )
    await queue.run()
    state = await opened(owner)
    newest, middle, oldest = (output.id for output in state.outputs)
    deep = await opened(owner, picture=middle)
    assert box(deep).open
    assert (box(deep).newer_id, box(deep).older_id, box(deep).position) == (newest, oldest, "2 of 3")
    assert (box(deep).card.prompt, box(deep).card.enhancement) == ("by the sea.", "soft light")
    assert box(deep).card.shape == "1:1, 1024 × 1024 px"
    await call(box(deep), "open_lightbox", oldest)
    assert (box(deep).newer_id, box(deep).older_id) == (middle, "")
    assert (box(deep).clip_price, box(deep).talk_price) == ("20 credits", "15 credits per 15 s")
    await call(box(deep), "close_lightbox")
    assert not box(deep).open
    other = await opened(stranger, picture=middle)
    assert not box(other).open
    assert "does not exist" in shell(other).toasts[0].title
    back = await create(owner, recall=box(deep).card.generation_id, seed=box(deep).card.seed)
    assert (back.composer.prompt, back.composer.enhancement, back.composer.seed) == (
        "by the sea.",
        "soft light",
        box(deep).card.seed,
    )


async def test_the_lightbox_shows_what_the_engine_said(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    fake_engine.note = "Can't draw: dusk."
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="at dusk"))
    await queue.run()
    state = await opened(owner)
    assert box(state).card.note == ""
    await call(box(state), "open_lightbox", state.outputs[0].id)
    assert box(state).card.note == "Can't draw: dusk."


async def test_what_is_closed_while_the_page_loads_stays_closed(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="by the sea"))
    await queue.run()
    output_id = (await opened(owner)).outputs[0].id
    page = await tab(GalleryPageState, owner, "/dashboard/gallery", picture=output_id)
    read_shell = page_state.read_shell

    async def close_and_read(session: AsyncSession, actor: Actor) -> ShellData:
        await call(sibling(page, LightboxState), "close_lightbox")
        return await read_shell(session, actor)

    monkeypatch.setattr(page_state, "read_shell", close_and_read)
    await load(page)
    assert not sibling(page, LightboxState).open
    monkeypatch.undo()
    await load(page)
    assert sibling(page, LightboxState).open


async def test_the_gallery_filters_by_character(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await invent(owner)
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="with her", character_id=UUID(own)))
        await start_image(session, owner, NewImage(prompt="without"))
    await queue.run()
    state = await opened(owner, character=own)
    assert [output.alt for output in state.outputs] == ["with her"]
    assert [(one.label, one.chosen) for one in state.character_links] == [("All", False), ("Amara", True)]
    assert state.favourites_link.href == f"/dashboard/gallery?character={own}&favourites=1"
    junk = await opened(owner, character="x")
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
        state = await opened(owner, **asked)
        assert [output.alt for output in state.outputs] == found, asked
        assert state.search_placeholder == "Search 3 results"
    state = await opened(owner, kind="image")
    assert [(one.label, one.href) for one in state.kind_links][:2] == [
        ("Pictures", "/dashboard/gallery"),
        ("Clips", "/dashboard/gallery?kind=video"),
    ]
    leads = await call(state, "search", " red boat ")
    assert "/dashboard/gallery?kind=image&q=red+boat" in str(leads)


@pytest.mark.parametrize(
    ("prompt", "asked"),
    [
        ("a street in Z\u00fcrich", "Zu\u0308rich"),
        ("a street in Zu\u0308rich", "z\u00dcRICH"),
        ("a \ufb01ne day", "fine"),
        ("eine Stra\u00dfe am Meer", "STRASSE"),
    ],
)
async def test_words_are_found_in_any_spelling(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, prompt: str, asked: str
) -> None:
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt=prompt))
    await queue.run()
    async with transaction() as session:  # as older versions stored it
        await session.execute(text("update generation set prompt = :prompt"), {"prompt": prompt})
    state = await opened(owner, q=asked)
    assert [output.alt for output in state.outputs] == [prompt]
    async with reading() as session:
        done = await get_generation(session, owner, made.id)
    assert [card.alt for card in GalleryQuery(q=asked).outputs_of(done)] == [prompt]


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
    state = await opened(owner)
    assert [bool(output.day) for output in state.outputs] == [True, False, True]
    cookie = state.router.headers.cookie
    assert cookie is not None
    headers = replace(state.router.headers, cookie=f"{cookie}; zone=America/New_York")
    state._get_root_state().router = replace(state.router, headers=headers)
    await reload(state)
    assert [bool(output.day) for output in state.outputs] == [True, True, False]


async def test_the_gallery_follows_the_update(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    state = await opened(owner)
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="x", count=2))
    await queue.run()
    await hear(state, owner, finished(owner, made.id))
    assert len(state.outputs) == 2
    await call(box(state), "open_lightbox", state.outputs[1].id)
    await call(state, "favourite", state.outputs[1].id, True)
    await hear(state, owner, progressed(owner, made.id))
    assert [output.favourite for output in state.outputs] == [False, True]
    assert box(state).card.favourite
    await call(box(state), "delete", str(made.id))
    assert (state.outputs, box(state).open) == ([], False)
    await call(shell(state), "undo", shell(state).toasts[-1].id)
    await hear(state, owner, progressed(owner, made.id))
    assert [output.favourite for output in state.outputs] == [False, True]


async def test_home_shows_what_is_new(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    state = await tab(DashboardState, owner, "/dashboard")
    await call(state, "load")
    assert (shell(state).available, state.outputs) == (80, [])
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="x"))
    await hear(state, owner, event(owner, "credits_changed"), progressed(owner, made.id))
    assert (shell(state).available, len(shell(state).running)) == (75, 1)
    await queue.run()
    await hear(state, owner, finished(owner, made.id))
    assert (len(shell(state).running), len(state.outputs), len(shell(state).toasts)) == (0, 1, 1)


async def test_home_names_the_next_step_that_was_not_tried_yet(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async def step() -> str:
        await queue.run()
        state = await tab(DashboardState, owner, "/dashboard")
        await call(state, "load")
        return f"{state.next_step} {len(state.newest_picture_id) > 0}"

    assert await step() == "invent False"
    await invent(owner)
    assert await step() == "picture False"
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="x"))
    assert await step() == "video True"
    async with reading() as session:
        picture = (await get_generation(session, owner, made.id)).outputs[0].id
    fake_engine.data = make_video(320, 240, 1.0)
    async with transaction() as session:
        await start_video(session, owner, NewVideo(output_id=picture))
    assert await step() == "avatar True"
    async with transaction() as session:
        await start_avatar(session, owner, NewAvatar(output_id=picture, script="Hello."))
    assert await step() == "picture True"


async def test_a_search_that_loads_late_leaves_what_is_typed(owner: Actor) -> None:
    state = await opened(owner)
    for typed in ("a", "ab"):
        await call(state, "search", typed)
    for q in ("a", "ab"):
        router = state.router
        state._get_root_state().router = replace(
            router, url=ReflexURL(f"http://localhost/dashboard/gallery?q={q}")
        )
        await reload(state)
        assert (state.query.q, state.form_version) == (q, 0)
    state._get_root_state().router = replace(
        state.router, url=ReflexURL("http://localhost/dashboard/gallery?q=b")
    )
    await reload(state)
    assert (state.query.q, state.form_version) == ("b", 1)


async def test_many_are_counted_as_more_than_a_thousand(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await invent(owner)
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="x", count=2, character_id=UUID(own)))
    await queue.run()
    few = await opened(owner)
    assert few.search_placeholder == "Search 2 results"
    await copy_output(UUID(few.outputs[0].id), 1000)
    assert (await opened(owner)).search_placeholder == "Search 1,000+ results"
    listed = await tab(CharactersState, owner, "/dashboard/characters", character=own)
    await call(listed, "load")
    assert sibling(listed, CharacterListState).characters[0].results == "1,000+ results"
    figures = sibling(listed, CharacterDetailState).figures
    assert figures == [(1000, "+", "results"), (0, "", "favourites"), (16, "", "credits used")]
