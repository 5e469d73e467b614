"""The whole way with OpenAI configured: what it adds is drawn, and what it fails at is told and no more."""

from collections.abc import Iterator

import pytest

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import GenerationDetail, NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.settings import Settings
from influencer_app.wiring import runtime
from tests.doubles.openai.app import Emulator
from tests.doubles.serving import served
from tests.fake_engine import FakeEngine, FakeQueue


@pytest.fixture
def vendor() -> Emulator:
    return Emulator()


@pytest.fixture
def settings(settings: Settings, vendor: Emulator) -> Iterator[Settings]:
    """An installation with a key for OpenAI."""
    with served(vendor) as address:
        given = {
            **dict(settings),
            "openai_api_key": "sk-test",
            "openai_base_url": f"{address}/v1",
            "speech": "openai",
        }
        yield Settings.read(_env_file=None, **given)


async def made(owner: Actor, queue: FakeQueue) -> GenerationDetail:
    new = NewImage(prompt="sunset by the sea.", style="editorial", enhance_prompt=True)
    async with transaction() as session:
        own = await start_image(session, owner, new)
    await queue.run()
    async with reading() as session:
        return await get_generation(session, owner, own.id)


async def test_what_the_model_adds_is_drawn(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, vendor: Emulator
) -> None:
    done = await made(owner, queue)
    assert done.status == "succeeded"
    assert fake_engine.prompts == [done.enhanced_prompt]
    (step,) = (step for step in done.steps if step.name == "enhance")
    assert done.enhanced_prompt == f"sunset by the sea, {step.detail}"
    assert len(vendor.asked("responses")) == 1


async def test_a_prompt_made_again_is_neither_enhanced_nor_moderated_again(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, vendor: Emulator
) -> None:
    first, second = await made(owner, queue), await made(owner, queue)
    assert first.enhanced_prompt == second.enhanced_prompt
    assert len(vendor.asked("responses")) == 1
    assert [asked["input"] for asked in vendor.asked("moderations")] == [first.prompt, first.enhanced_prompt]


@pytest.mark.parametrize("kind", ["rate_limited", "server_error", "refusal", "bad_answer", "not_json"])
async def test_without_the_model_the_own_words_are_drawn_and_the_step_says_why(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, vendor: Emulator, kind: str
) -> None:
    vendor.fault("responses", kind)
    done = await made(owner, queue)
    assert done.status == "succeeded"
    assert fake_engine.prompts == ["sunset by the sea"]
    (step,) = (step for step in done.steps if step.name == "enhance")
    assert step.detail is not None
    assert step.detail.endswith("Your prompt is used as it is.")


async def test_a_key_brings_the_second_look_and_a_voice(owner: Actor) -> None:
    app = runtime()
    assert app.moderation is not None
    assert (await app.moderation.check_text("they kill")).flagged
    assert app.speech is not None
    assert app.speech.name == "openai"
