"""The price shown is the price charged: on Create, on a character's page, over REST."""

from uuid import UUID

import httpx2
import pytest
from sqlalchemy import text

from influencer_app.api.app import make_api
from influencer_app.app_services.uploads import store_upload
from influencer_app.db.transaction import transaction
from influencer_app.domain.characters.references import add_reference
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.uploads.decoder import read_face
from influencer_app.web import routes
from influencer_app.web.pages.characters.detail_state import CharacterDetailState
from influencer_app.web.pages.characters.state import CharactersState
from tests import photos
from tests.fake_engine import FakeEngine, FakeQueue, webhook_arrives
from tests.fake_provider import FakeProvider
from tests.web.browser import available, call, cookie_of, create, invent, sibling, tab

OWN = {"image": 6, "character_image": 9, "video": 31, "avatar": 17}


async def price_models() -> None:
    """Every model in use gets a price of its own."""
    async with transaction() as session:
        for kind, credits in OWN.items():
            await session.execute(
                text("update model set credits = :credits where kind = :kind and enabled"),
                {"credits": credits, "kind": kind},
            )


async def give_face(actor: Actor, character_id: str) -> None:
    """The character gets a photo of a face."""
    face = await store_upload(actor, read_face(photos.snapshot()))
    async with transaction() as session:
        await add_reference(session, actor, UUID(character_id), face.id, consent=True)


async def test_a_character_without_a_face_costs_a_picture(remote: FakeProvider, owner: Actor) -> None:
    await price_models()
    page = await tab(CharactersState, owner, routes.CHARACTERS, character=await invent(owner))
    await call(page, "load")
    assert sibling(page, CharacterDetailState).prices == OWN | {"character_image": OWN["image"]}


async def over_rest(actor: Actor, path: str, **body: object) -> dict[str, object]:
    transport = httpx2.ASGITransport(app=make_api())
    headers = {"cookie": await cookie_of(actor), "origin": "http://localhost:3000"}
    async with httpx2.AsyncClient(
        transport=transport, base_url="http://localhost:3000", headers=headers
    ) as client:
        answer = await (client.post(path, json=body) if body else client.get(path))
    assert answer.status_code in (200, 202), answer.text
    found: dict[str, object] = answer.json()
    return found


async def test_a_models_own_price_is_shown_everywhere(remote: FakeProvider, owner: Actor) -> None:
    await price_models()
    own = await invent(owner)
    await give_face(owner, own)
    listed = await over_rest(owner, "/api/generate/prices")
    assert {price["kind"]: price["credits"] for price in listed["prices"]} == OWN
    page = await tab(CharactersState, owner, routes.CHARACTERS, character=own)
    await call(page, "load")
    assert sibling(page, CharacterDetailState).prices == OWN
    state = await create(owner)
    assert state.composer.prices == OWN
    assert state.shell.picture_price == OWN["image"]


async def test_create_charges_what_its_button_shows(
    remote: FakeProvider, owner: Actor, queue: FakeQueue
) -> None:
    await price_models()
    own, faceless = await invent(owner), await invent(owner)
    await give_face(owner, own)
    state = await create(owner)
    composer = state.composer
    await call(composer, "set_count", "2")
    for chosen, each in (("", 6), (own, 9), (faceless, 6)):
        await call(composer, "choose_character", chosen)
        assert (composer.face_note != "") == (chosen == faceless)
        before, shown = await available(owner), composer.price
        assert (composer.price_each, shown) == (each, each * 2)
        await call(state.page, "make", {"prompt": "on the beach"})
        assert before - await available(owner) == shown


@pytest.mark.parametrize(("mode", "kind"), [("video", "video"), ("avatar", "avatar")])
async def test_create_charges_what_it_shows_for_films(
    remote: FakeProvider, owner: Actor, queue: FakeQueue, mode: str, kind: str
) -> None:
    await price_models()
    await call((await create(owner)).page, "make", {"prompt": "on the beach"})
    await queue.run()
    remote.succeed(remote.ids[0])
    await webhook_arrives(remote.name, remote.ids[0])
    await queue.run()
    state = await create(owner, mode=mode, picture=(await create(owner)).video.sources[0].id)
    assert state.video.unavailable_reasons[mode] == ""
    script = "word " * 60 if mode == "avatar" else ""
    await call(state.video, "set_script", script)
    before, shown = await available(owner), state.composer.price
    assert shown == OWN[kind] * (2 if mode == "avatar" else 1)
    await call(state.page, "make", {"script": script})
    assert state.shell.toasts == []
    assert before - await available(owner) == shown


async def test_rest_charges_what_it_lists(remote: FakeProvider, owner: Actor) -> None:
    await price_models()
    own = await invent(owner)
    await give_face(owner, own)
    plain = await over_rest(owner, "/api/generate/image", prompt="on the beach", count=2)
    of_character = await over_rest(owner, "/api/generate/image", prompt="on the beach", character_id=own)
    assert (plain["credits_reserved"], of_character["credits_reserved"]) == (12, 9)


async def test_credits_are_low_when_one_picture_costs_more(owner: Actor, fake_engine: FakeEngine) -> None:
    async with transaction() as session:
        await session.execute(text("update price set credits = 81 where kind = 'image'"))
    assert (await create(owner)).shell.credits_low
    async with transaction() as session:
        await session.execute(text("update price set credits = 80 where kind = 'image'"))
    assert not (await create(owner)).shell.credits_low


async def dearer(kind: str, credits: int) -> None:
    async with transaction() as session:
        await session.execute(
            text("update price set credits = :credits where kind = :kind"), {"credits": credits, "kind": kind}
        )


async def test_a_price_that_changed_before_the_click_is_refused_and_shown(
    owner: Actor, fake_engine: FakeEngine, queue: FakeQueue
) -> None:
    state = await create(owner)
    assert state.composer.priced
    shown = str(state.composer.price)
    await dearer("image", 7)
    form = {"prompt": "on the beach", "expected_credits": shown}
    await call(state.page, "make", form)
    assert [toast.title for toast in state.shell.toasts] == ["This costs 7 credits now. Nothing was charged."]
    assert state.shell.running == []
    assert await available(owner) == 80
    assert state.composer.price_label == "7 credits"
    key = state.page.submit_key
    await call(state.page, "make", {**form, "expected_credits": str(state.composer.price), "submit_key": key})
    assert await available(owner) == 73


async def test_a_click_before_the_prices_are_there_starts_nothing(
    owner: Actor, fake_engine: FakeEngine, queue: FakeQueue
) -> None:
    state = await create(owner)
    form = {"prompt": "on the beach", "expected_credits": "0"}
    await call(state.page, "make", form)
    assert state.shell.running == []
    assert await available(owner) == 80


@pytest.mark.parametrize(("what", "each"), [("again", 2), ("vary", 1)])
async def test_a_repetition_costs_what_its_button_shows(
    owner: Actor, fake_engine: FakeEngine, queue: FakeQueue, what: str, each: int
) -> None:
    state = await create(owner)
    await call(state.composer, "set_count", "2")
    await call(state.page, "make", {"prompt": "on the beach"})
    await queue.run()
    state = await create(owner)
    await dearer("image", 6)
    own = state.stream.generations[0].id
    await call(state.page, what, own, state.page.submit_key)
    assert await available(owner) == 70
    card = state.stream.generations[0]
    said = card.repeat_price if what == "again" else card.variation_price
    assert said == f"{6 * each} credits"
    await call(state.page, what, own, state.page.submit_key)
    assert await available(owner) == 70 - 6 * each
