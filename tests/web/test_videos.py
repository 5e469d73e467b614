"""Clip and Talking on Create."""

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlmodel import col

from influencer_app.db.outbox import workspace_topic
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.ports.engine import EngineConfig
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_avatar
from influencer_app.domain.generation.schemas import NewAvatar, NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web import routes
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.generations import CHANGED_GENERATIONS, ChangedGenerations
from influencer_app.web.pages.dashboard.state import DashboardState
from influencer_app.wiring import Runtime, runtime
from tests.fake_engine import FakeEngine, FakeQueue
from tests.fake_provider import FakeProvider
from tests.runtime import substitute
from tests.web.browser import available, call, create, invent, shell, tab


async def a_picture(actor: Actor, queue: FakeQueue) -> str:
    async with transaction() as session:
        await start_image(session, actor, NewImage(prompt="on the beach"))
    await queue.run()
    state = await create(actor)
    return state.video.sources[0].id


async def asked() -> list[tuple[str, int]]:
    async with reading() as session:
        rows = await session.execute(
            select(col(Generation.type), col(Generation.price_each)).where(col(Generation.type) != "image")
        )
    return [(row.type, row.price_each) for row in rows]


async def test_a_clip_of_a_picture_from_its_address(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await a_picture(owner, queue)
    state = await create(owner, mode="video", picture=own)
    assert (
        state.composer.mode,
        state.video.source,
        state.video.unavailable_reasons[state.composer.mode],
    ) == ("video", own, "")
    assert (state.composer.price_label, state.composer.make_label) == ("20 credits", "Make a clip")
    assert state.video.clip_facts == "4 s at 24 frames a second"
    await call(state.video, "set_motion", "9")
    await call(state.page, "make", {})
    assert await asked() == [("video", 20)]
    assert state.shell.running[0].facts.startswith("clip")
    assert await available(owner) == 80 - 5 - 20


async def test_a_talking_video_costs_by_the_length_of_its_script(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await a_picture(owner, queue)
    state = await create(owner, mode="avatar", picture=own)
    await call(state.video, "set_script", "Hello.")
    assert state.composer.price == 15
    await call(state.video, "set_script", "word " * 60)
    assert state.composer.price == 30
    assert "300 / 600" in state.video.script_counter
    await call(state.page, "make", {"script": "word " * 60})
    assert await asked() == [("avatar", 30)]


async def test_what_is_missing_stands_at_its_field(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    await a_picture(owner, queue)
    state = await create(owner, mode="video")
    await call(state.page, "make", {})
    assert state.video.source_error
    await call(state.page, "set_mode", "avatar")
    await call(state.video, "choose_source", state.video.sources[0].id)
    await call(state.page, "make", {"script": ""})
    assert state.shell.toasts or state.video.script_error
    assert await asked() == []
    assert await available(owner) == 75


async def test_a_character_without_a_portrait_has_to_wait(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await invent(owner)
    state = await create(owner, mode="avatar", character=own)
    await call(state.page, "make", {"script": "Hello."})
    assert "no portrait yet" in state.shell.toasts[-1].title
    await queue.run()
    state = await create(owner, mode="avatar", character=own)
    await call(state.page, "make", {"script": "Hello."})
    assert await asked() == [("avatar", 15)]


async def test_a_strangers_picture_is_no_source(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await a_picture(owner, queue)
    state = await create(stranger, mode="video", picture=own)
    assert state.video.sources == []
    assert state.video.source == ""
    assert "does not exist" in state.shell.toasts[-1].title


async def test_what_the_engine_cannot_make_is_said(
    app: Runtime, owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = FakeEngine()
    engine.kinds = frozenset({"image"})
    config = replace(app.engine_config, default_engine=engine.name, local_engines={engine.name: engine})
    substitute(monkeypatch, {EngineConfig: config})
    state = await create(owner, mode="video")
    assert "not configured" in state.video.unavailable_reasons[state.composer.mode]


async def test_without_any_key_clips_and_talking_are_there(app: Runtime, owner: Actor) -> None:
    state = await create(owner, mode="avatar")
    assert state.video.unavailable_reasons[state.composer.mode] == ""
    assert state.video.clip_facts == "4 s at 24 frames a second"
    assert state.video.voices[0] == ("", "Choose for me")
    assert ("en-ava", "Ava · English") in state.video.voices
    assert {"en-ava", "de-jonas", "it-luca"} <= {name for name, _ in state.video.voices}
    assert state.video.voice == ""
    await call(state.video, "set_voice", "fr-chloe")
    assert state.video.voice == "fr-chloe"


async def test_a_film_that_failed_is_asked_for_again_as_a_film(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await a_picture(owner, queue)
    state = await create(owner, mode="video", picture=own)
    await call(state.video, "set_motion", "9")
    await call(state.page, "make", {})
    card = state.shell.running[0].id
    await call(state.shell, "cancel", card)
    await call(state.page, "again", card, state.page.submit_key)
    async with reading() as session:
        rows = await session.scalars(
            select(Generation).where(col(Generation.type) == "video").order_by(col(Generation.id))
        )
    assert [row.request["motion"] for row in rows] == [9, 9]


async def test_a_provider_that_fails_is_told_on_create(remote: FakeProvider, owner: Actor) -> None:
    assert (await create(owner)).video.provider_notice == ""
    for _ in range(5):
        await runtime().limiter.report(remote.name, False)
    assert "having problems" in (await create(owner)).video.provider_notice


async def test_a_talking_video_that_is_longer_than_shown_asks_on_its_card(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await a_picture(owner, queue)
    state = await create(owner, mode="avatar", picture=own)
    fake_engine.seconds = 40
    await call(state.video, "set_script", "Hello, I am Amara.")
    price = str(state.composer.price)
    await call(state.page, "make", {"script": "Hello, I am Amara.", "expected_credits": price})
    await queue.run()
    state = await create(owner)
    card = state.shell.running[0]
    assert (card.kind, card.required_price) == ("awaiting", "45 credits")
    assert card.wait_reason == "The script is longer than estimated: it costs 45 credits instead of 15."
    assert card.status_text == "Waits for you: it costs 45 credits"
    assert card.confirm_until != ""
    await call(state.shell, "confirm", card.id)
    assert state.shell.toasts == []
    running = (await create(owner)).shell.running[0]
    assert (running.kind, running.required_price) == ("queued", "0 credits")


async def test_a_price_to_be_confirmed_is_announced_on_other_pages(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await a_picture(owner, queue)
    async with transaction() as session:
        asked = NewAvatar(output_id=UUID(own), script="Hello, I am Amara.")
        made = await start_avatar(session, owner, asked)
    fake_engine.seconds = 40
    await queue.run()
    async with reading() as session:
        waiting = await get_generation(session, owner, made.id)
    home = await tab(DashboardState, owner, routes.DASHBOARD)
    await call(home, "load")
    shown = shell(home)
    found = ChangedGenerations({str(made.id): waiting}, frozenset())
    for _ in range(2):
        await shown._apply_update(
            LiveUpdate(workspace_topic(owner.workspace_id), {CHANGED_GENERATIONS: found})
        )
    assert [toast.title for toast in shown.toasts] == ["A talking video waits for your confirmation"]
    assert "45 credits instead of 15" in shown.toasts[0].body
