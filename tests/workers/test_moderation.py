"""A model's look at words and pictures, on the whole way of a generation."""

from collections.abc import Iterator
from typing import Any

import pytest

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.generation.ports.prompts import Enhanced
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import GenerationDetail, NewImage, StepDetail
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.prompts.openai import OpenAIPrompts
from influencer_app.settings import Settings
from tests.doubles.openai.app import Emulator
from tests.doubles.serving import served
from tests.fake_engine import FakeEngine, FakeQueue


@pytest.fixture
def vendor() -> Emulator:
    return Emulator()


@pytest.fixture
def more() -> dict[str, Any]:
    """Further settings."""
    return {}


@pytest.fixture
def settings(settings: Settings, vendor: Emulator, more: dict[str, Any]) -> Iterator[Settings]:
    """An installation with a key for OpenAI."""
    with served(vendor) as address:
        given = {"openai_api_key": "sk-test", "openai_base_url": f"{address}/v1", "speech": "openai"}
        yield Settings.read(_env_file=None, **{**dict(settings), **given, **more})


async def made(owner: Actor, queue: FakeQueue, prompt: str, count: int = 1) -> GenerationDetail:
    async with transaction() as session:
        own = await start_image(session, owner, NewImage(prompt=prompt, count=count, enhance_prompt=True))
    await queue.run()
    async with reading() as session:
        return await get_generation(session, owner, own.id)


async def available(owner: Actor) -> int:
    async with reading() as session:
        return (await get_balance(session, owner)).available


def look(done: GenerationDetail) -> StepDetail:
    (step,) = (step for step in done.steps if step.name == "moderate")
    return step


async def test_words_that_are_fine_are_drawn(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, vendor: Emulator
) -> None:
    done = await made(owner, queue, "a calm sea")
    assert done.status == "succeeded"
    assert (look(done).status, look(done).detail) == ("done", None)
    assert [asked["input"] for asked in vendor.asked("moderations")] == ["a calm sea", done.enhanced_prompt]


async def test_words_that_a_model_adds_are_judged_like_ones_own(
    owner: Actor,
    queue: FakeQueue,
    fake_engine: FakeEngine,
    vendor: Emulator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def add(_: object, prompt: str, style: str) -> Enhanced:
        return Enhanced(f"{prompt}, they kill somebody", "they kill somebody")

    monkeypatch.setattr(OpenAIPrompts, "enhance", add)
    done = await made(owner, queue, "a calm sea")
    assert (done.status, fake_engine.prompts) == ("succeeded", ["a calm sea"])
    (step,) = (step for step in done.steps if step.name == "enhance")
    assert "moderation held them back" in (step.detail or "")


async def test_words_that_are_not_cost_nothing_and_are_never_sent_on(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, vendor: Emulator
) -> None:
    before = await available(owner)
    done = await made(owner, queue, "they kill somebody")
    assert done.status == "failed"
    assert done.error is not None
    assert (done.error.code, done.credits_used) == ("policy-refused", 0)
    assert done.error.message.startswith("This text cannot be used here: it looks like violence.")
    assert look(done).status == "failed"
    assert await available(owner) == before
    assert fake_engine.prompts == []
    assert vendor.asked("responses") == []


async def test_work_goes_on_while_nobody_can_be_asked(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, vendor: Emulator
) -> None:
    vendor.fault("moderations", "server_error")
    done = await made(owner, queue, "a calm sea")
    assert done.status == "succeeded"
    assert look(done).status == "skipped"
    assert "skipped" in (look(done).detail or "")


@pytest.mark.parametrize("more", [{"moderation_when_down": "refuse"}])
async def test_or_it_does_not_as_the_operator_wants(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, vendor: Emulator
) -> None:
    before = await available(owner)
    vendor.fault("moderations", "server_error")
    done = await made(owner, queue, "a calm sea")
    assert done.status == "failed"
    assert done.error is not None
    assert "cannot be checked right now" in done.error.message
    assert await available(owner) == before
    assert fake_engine.prompts == []


@pytest.mark.parametrize("more", [{"moderate_pictures": True}])
async def test_a_picture_that_is_flagged_is_not_kept_and_not_paid(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, vendor: Emulator
) -> None:
    before = await available(owner)
    vendor.fault("moderations", "", times=2)  # the words, and those that were added
    vendor.fault("moderations", "flagged", "sexual")
    done = await made(owner, queue, "a calm sea", count=2)
    assert done.status == "succeeded"
    assert len(done.outputs) == 1
    assert before - await available(owner) == done.credits_used == 5
    asked = vendor.asked("moderations")
    assert len(asked) == 4
    assert asked[2]["input"][0]["image_url"]["url"].startswith("data:image/webp;base64,")


@pytest.mark.parametrize("more", [{"moderate_pictures": True}])
async def test_with_no_picture_left_it_says_why(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, vendor: Emulator
) -> None:
    before = await available(owner)
    vendor.fault("moderations", "", times=2)  # the words, and those that were added
    vendor.fault("moderations", "flagged", "sexual")
    done = await made(owner, queue, "a calm sea")
    assert done.status == "failed"
    assert done.error is not None
    assert done.error.message == (
        "This picture cannot be used here: it looks like sexual content. Change the words and try again."
    )
    assert await available(owner) == before
