"""The bin: what is deleted in Create or the gallery, and its ways back."""

from uuid import UUID

import pytest

from influencer_app.db.transaction import transaction
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web import routes
from influencer_app.web.formatting import span_text
from influencer_app.web.pages.bin.state import BinState
from influencer_app.web.pages.gallery.lightbox_state import LightboxState
from tests.fake_engine import FakeEngine, FakeQueue
from tests.web.browser import CreatePage, call, create, event, hear, progressed, shell, sibling, tab


@pytest.fixture
async def page(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> CreatePage:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="on the beach", count=3))
    await queue.run()
    return await create(owner)


async def opened(actor: Actor) -> BinState:
    state = await tab(BinState, actor, routes.BIN)
    await call(state, "load")
    return state


async def test_a_picture_of_a_set_is_deleted_alone_and_restored(
    owner: Actor, stranger: Actor, page: CreatePage
) -> None:
    card = page.stream.generations[0]
    assert card.delete_label == "Delete the set of 3"
    await call(page.stream, "delete_output", card.outputs[0].id)
    await hear(page.page, owner, progressed(owner, UUID(card.id)))
    assert [one.id for one in page.stream.generations[0].outputs] == [one.id for one in card.outputs[1:]]
    toast = page.shell.toasts[-1]
    assert (toast.title, toast.body) == ("Moved to the bin", "You can restore it there for 7 days.")
    found = await opened(owner)
    assert [(one.output_id, one.what, one.title) for one in found.cards] == [
        (card.outputs[0].id, "One picture of a set", "on the beach")
    ]
    assert (await opened(stranger)).cards == []
    await call(await opened(stranger), "restore_picture", card.outputs[0].id)
    await call(found, "restore_picture", card.outputs[0].id)
    assert found.cards == []
    assert len((await create(owner)).stream.generations[0].outputs) == 3


async def test_undo_restores_the_picture_that_its_toast_names(owner: Actor, page: CreatePage) -> None:
    card = page.stream.generations[0]
    await call(page.stream, "delete_output", card.outputs[1].id)
    await call(page.shell, "undo", page.shell.toasts[-1].id)
    assert (await opened(owner)).cards == []


async def test_a_set_is_restored_or_deleted_permanently(
    owner: Actor, stranger: Actor, page: CreatePage
) -> None:
    own = page.stream.generations[0].id
    await call(page.stream, "delete", own)
    found = await opened(owner)
    assert [(one.id, one.output_id, one.what) for one in found.cards] == [(own, "", "Set of 3 pictures")]
    await call(found, "restore_set", own)
    assert (found.cards, len((await create(owner)).stream.generations)) == ([], 1)
    await call(page.stream, "delete", own)
    theirs, found = await opened(stranger), await opened(owner)
    await call(theirs, "ask_delete", own)
    await call(theirs, "delete")
    await call(found, "ask_delete", "")
    assert len((await opened(owner)).cards) == 1
    await call(found, "ask_delete", own)
    await call(found, "delete")
    assert found.cards == (await opened(owner)).cards == []
    await call(found, "restore_set", own)
    assert "does not exist" in shell(found).toasts[-1].title


async def test_the_bin_follows_what_is_deleted_elsewhere(owner: Actor, page: CreatePage) -> None:
    found = await opened(owner)
    assert (found.ready, found.cards) == (True, [])
    own = page.stream.generations[0].id
    await call(page.stream, "delete", own)
    await hear(found, owner, event(owner, "generation_deleted", generation_id=own))
    assert [one.id for one in found.cards] == [own]


async def test_the_lightbox_opens_over_create_and_says_what_goes(owner: Actor, page: CreatePage) -> None:
    first, second, third = (one.id for one in page.stream.generations[0].outputs)
    box = sibling(page.page, LightboxState)
    await call(box, "follow_address")
    await call(box, "open_lightbox", second)
    assert (box.open, box.newer_id, box.older_id, box.position) == (True, first, third, "2 of 3")
    assert [one.id for one in box.strip] == [first, second, third]
    assert box.card.delete_label == "Delete this picture"
    assert box.card.delete_set_label == "Delete the set of 3"
    await call(box, "delete_output", second)
    assert not box.open
    await call(box, "open_lightbox", first)
    await call(box, "delete", page.stream.generations[0].id)
    assert (box.open, page.stream.generations) == (False, [])


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(10, "10 minutes"), (60, "1 hour"), (90, "90 minutes"), (1440, "1 day"), (10080, "7 days")],
)
def test_how_long_the_bin_keeps_is_told_whole(minutes: int, text: str) -> None:
    assert span_text(minutes) == text
