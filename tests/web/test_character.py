"""The page of one character."""

from dataclasses import replace
from uuid import UUID

import pytest

from influencer_app.db.base import new_id
from influencer_app.db.pages import Count, encode_cursor
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.gallery.queries import count_by_character, get_figures
from influencer_app.domain.gallery.service import delete_generation, set_favourite
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.pages.characters.detail_state import CharacterDetailState
from influencer_app.web.pages.characters.list_state import CharacterListState
from influencer_app.web.pages.characters.state import CharactersState
from tests.fake_engine import FakeEngine, FakeQueue
from tests.web.browser import (
    call,
    event,
    finished,
    hear,
    invent,
    leaves_for_sign_in,
    progressed,
    shell,
    sibling,
    tab,
)

PATH = "/dashboard/characters"


async def pictures(actor: Actor, own: str, count: int) -> UUID:
    """Asked for, and waiting in queue."""
    async with transaction() as session:
        new = NewImage(prompt="by the sea", character_id=UUID(own), count=count)
        return (await start_image(session, actor, new)).id


async def opened(actor: Actor | None, own: str, **more: str) -> CharacterDetailState:
    page = await tab(CharactersState, actor, PATH, character=own, **more)
    await call(page, "load")
    return sibling(page, CharacterDetailState)


def listed(state: CharacterDetailState) -> CharacterListState:
    return sibling(state, CharacterListState)


async def test_what_is_made_comes_to_the_page_and_is_counted(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await invent(owner)
    await queue.run()
    state = await opened(owner, own)
    assert (state.character.name, state.outputs, state.in_progress) == ("Amara", [], [])
    assert state.figures == [(0, "", "results"), (0, "", "favourites"), (0, "", "credits used")]
    assert [(one.label, one.value) for one in state.traits][:2] == [("Age", "28"), ("Gender", "Woman")]
    made = await pictures(owner, own, 2)
    await hear(state, owner, progressed(owner, made))
    assert [one.id for one in state.in_progress] == [str(made)]
    await queue.run()
    await hear(state, owner, finished(owner, made))
    assert (len(state.outputs), state.in_progress, listed(state).characters[0].results) == (
        2,
        [],
        "2 results",
    )
    assert state.figures[0] == (2, "", "results")
    assert state.clip_href.endswith(f"mode=video&picture={state.outputs[0].id}")
    async with transaction() as session:
        await delete_generation(session, owner, made)
    await hear(state, owner, event(owner, "generation_deleted", generation_id=made))
    assert (state.outputs, listed(state).characters[0].results) == ([], "Nothing made yet")


async def test_the_page_shows_one_kind(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    own = await invent(owner)
    await pictures(owner, own, 2)
    await queue.run()
    everything = await opened(owner, own)
    async with transaction() as session:
        await set_favourite(session, owner, UUID(everything.outputs[0].id), True)
    liked = await opened(owner, own, show="favourite")
    assert [output.id for output in liked.outputs] == [everything.outputs[0].id]
    assert liked.figures[1] == (1, "", "favourites")
    assert (await opened(owner, own, show="video")).outputs == []
    assert len((await opened(owner, own, show="image")).outputs) == 2
    assert (await opened(owner, own, show="nonsense")).kind == ""
    assert [one.label for one in liked.kinds if one.chosen] == ["Favourites"]


@pytest.mark.parametrize("own", ["", "nonsense", "0198c0de-0000-7000-8000-000000000007"])
async def test_nobody_has_this_page(owner: Actor, own: str) -> None:
    state = await opened(owner, own)
    assert (state.character.id, state.traits, state.outputs, shell(state).toasts) == ("", [], [], [])


async def test_the_page_is_its_owners_alone(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await invent(owner)
    await pictures(owner, own, 1)
    await queue.run()
    theirs = await opened(stranger, own)
    assert (theirs.character.id, theirs.traits, theirs.outputs, theirs.figures) == ("", [], [], [])
    theirs.character = replace(theirs.character, id=own)
    theirs.older_cursor = encode_cursor(new_id())
    await call(theirs, "load_older")
    assert theirs.outputs == []
    nobody = await tab(CharactersState, None, PATH, character=own)
    assert leaves_for_sign_in(await call(nobody, "load"))
    async with reading() as session:
        assert await count_by_character(session, owner) == {UUID(own): Count(1)}
        assert await count_by_character(session, stranger) == {}
        found = await get_figures(session, owner, UUID(own))
        assert (found.results, found.favourites, found.credits_used) == (Count(1), Count(0), Count(8))
        assert (await get_figures(session, stranger, UUID(own))).model_dump() == {
            "results": {"value": 0, "more": False},
            "favourites": {"value": 0, "more": False},
            "credits_used": {"value": 0, "more": False},
        }


async def test_deleting_goes_back_to_the_list(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await invent(owner)
    state = await opened(owner, own)
    await call(listed(state), "ask_delete", own)
    assert "/dashboard/characters" in str(await call(listed(state), "delete"))
    page = await tab(CharactersState, owner, "/dashboard/characters")
    await call(page, "load")
    assert sibling(page, CharacterListState).characters == []
