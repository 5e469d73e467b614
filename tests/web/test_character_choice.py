"""Create: who is chosen when it opens, and that nobody is unchosen silently."""

from uuid import UUID

import pytest

from influencer_app.db.transaction import transaction
from influencer_app.domain.characters.service import delete_character
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewAvatar, NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.sketch.prompt import read
from influencer_app.web.pages.generate import copy
from tests.fake_engine import FakeEngine, FakeQueue
from tests.web.browser import call, create, event, hear, invent


async def use(owner: Actor, character_id: str | None) -> None:
    async with transaction() as session:
        who = UUID(character_id) if character_id else None
        await start_image(session, owner, NewImage(prompt="x", character_id=who))


async def test_the_only_character_is_chosen(owner: Actor) -> None:
    own = await invent(owner)
    state = await create(owner)
    assert (state.composer.character_id, state.composer.price) == (own, 8)
    assert state.composer.character_note == "28, woman, 8 credits a picture"


async def test_a_chosen_face_stays_when_it_is_clicked_again(owner: Actor) -> None:
    own = await invent(owner)
    state = await create(owner)
    await call(state.composer, "choose_character", own)
    assert state.composer.character_id == own


async def test_no_character_is_a_choice_with_its_price(owner: Actor) -> None:
    await invent(owner)
    state = await create(owner)
    await call(state.composer, "choose_character", "")
    assert (state.composer.character_id, state.composer.price) == ("", 5)
    assert state.composer.character_note == "5 credits a picture"
    await call(state.page, "load")
    assert state.composer.character_id == ""
    await call(state.draft, "save_draft")
    assert (await create(owner)).composer.character_id == ""


async def test_a_newer_character_is_chosen(owner: Actor) -> None:
    await invent(owner)
    state = await create(owner)
    await call(state.composer, "choose_character", "")
    newer = await invent(owner)
    await call(state.page, "load")
    assert state.composer.character_id == newer


async def test_the_character_used_last_is_chosen(owner: Actor) -> None:
    first, second = await invent(owner), await invent(owner)
    assert (await create(owner)).composer.character_id == second
    await use(owner, first)
    await use(owner, None)
    assert (await create(owner)).composer.character_id == first


async def test_a_deleted_character_is_no_longer_chosen(owner: Actor) -> None:
    own = await invent(owner)
    state = await create(owner)
    async with transaction() as session:
        await delete_character(session, owner, UUID(own))
    await hear(state.page, owner, event(owner, "character_changed", character_id=own))
    assert state.composer.character_id == ""


async def test_a_request_taken_back_keeps_that_it_had_no_character(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    await use(owner, None)
    await queue.run()
    own = await invent(owner)
    state = await create(owner)
    assert state.composer.character_id == own
    await call(state.page, "edit", state.stream.generations[0].id, False)
    assert state.composer.character_id == ""


async def test_a_picture_that_talks_replaces_the_character_until_one_is_chosen(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await invent(owner)
    await use(owner, own)
    await queue.run()
    state = await create(owner, mode="avatar")
    assert state.composer.character_id == own
    await call(state.video, "choose_source", state.video.sources[0].id)
    assert state.composer.character_id == ""
    await call(state.page, "set_mode", "image")
    assert state.composer.character_id == own
    await call(state.page, "set_mode", "avatar")
    await call(state.composer, "choose_character", own)
    request = state.page._video_request(state.composer, state.video, {"script": "Hello."})
    assert isinstance(request, NewAvatar)
    assert (str(request.character_id), request.output_id) == (own, None)


async def test_an_example_fills_the_prompt(owner: Actor) -> None:
    state = await create(owner)
    assert len(state.composer.examples) == 3
    version = state.composer.form_version
    await call(state.composer, "use_example", state.composer.examples[1])
    assert state.composer.prompt == state.composer.examples[1]
    assert state.composer.form_version == version + 1
    await call(state.composer, "use_example", "something else")
    assert state.composer.prompt == state.composer.examples[1]


@pytest.mark.parametrize("text", copy.LOCAL_EXAMPLES)
def test_the_sketch_engine_draws_every_word_of_its_examples(text: str) -> None:
    assert read(text).notes == ()


async def test_what_runs_stands_above_what_waits(owner: Actor, queue: FakeQueue) -> None:
    for _ in range(3):
        await use(owner, None)
    running = (await create(owner)).shell.running
    assert [card.kind for card in running] == ["running", "queued", "queued"]
    assert [card.queue_position for card in running] == ["", "1", "2"]
