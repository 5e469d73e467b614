"""A talking video whose script a vendor speaks: the sound, its step, and what happens when it cannot."""

import asyncio
import io
import wave
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.generation.execution.leases import claim_generation
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_avatar
from influencer_app.domain.generation.schemas import GenerationDetail, NewAvatar, NewImage
from influencer_app.domain.generation.storage_keys import speech_key
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import StorageFull
from influencer_app.settings import Settings
from influencer_app.wiring import runtime
from tests.doubles.openai.app import Emulator
from tests.doubles.serving import served
from tests.fake_engine import BODIES, FakeQueue, webhook_arrives
from tests.fake_provider import FakeProvider
from workers.generation import SPEECH_ATTEMPTS_MAX
from workers.lease import renewing_lease

SCRIPT = "Hello, I am Amara, and today we walk along the sea."


@pytest.fixture
def vendor() -> Emulator:
    return Emulator()


@pytest.fixture
def settings(settings: Settings, vendor: Emulator) -> Iterator[Settings]:
    """An installation with a key for OpenAI."""
    with served(vendor) as address:
        given = {"openai_api_key": "sk-test", "openai_base_url": f"{address}/v1", "speech": "openai"}
        yield Settings.read(_env_file=None, **{**dict(settings), **given})


async def read(actor: Actor, own: GenerationDetail) -> GenerationDetail:
    async with reading() as session:
        return await get_generation(session, actor, own.id)


async def available(actor: Actor) -> int:
    async with reading() as session:
        return (await get_balance(session, actor)).available


async def asked(
    owner: Actor, queue: FakeQueue, remote: FakeProvider, who: UUID | None = None, **more: Any
) -> GenerationDetail:
    """A finished picture, and a talking video of it that waits for its preparation."""
    async with transaction() as session:
        made = await start_image(session, owner, NewImage(prompt="on the beach", character_id=who))
    await queue.run()
    done: set[str] = set()
    while waiting := set(remote.ids) - done:  # a portrait may come first
        for name in waiting:
            remote.succeed(name)
            await webhook_arrives(remote.name, name)
        done |= waiting
        await queue.run()
    picture = await read(owner, made)
    async with transaction() as session:
        new = NewAvatar(output_id=picture.outputs[0].id, script=SCRIPT, **more)
        return await start_avatar(session, owner, new)


async def test_the_script_is_spoken_and_goes_to_the_provider(
    owner: Actor, queue: FakeQueue, remote: FakeProvider, vendor: Emulator
) -> None:
    talk = await asked(owner, queue, remote, voice="nova")
    await queue.run()
    found = await read(owner, talk)
    (step,) = (step for step in found.steps if step.name == "speech")
    assert step.status == "done"
    (said,) = vendor.asked("speech")
    assert (said["input"], said["voice"]) == (SCRIPT, "nova")
    assert vendor.asked("moderations")[-1]["input"].endswith(SCRIPT)
    with wave.open(io.BytesIO(await runtime().blobs.get(speech_key(talk.id)))) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert sound.getnframes() / sound.getframerate() == pytest.approx(len(SCRIPT) / 15, abs=0.2)
    assert len(remote.runs) == 2


async def test_without_a_wish_the_voice_fits_the_character(
    owner: Actor, queue: FakeQueue, remote: FakeProvider, vendor: Emulator
) -> None:
    async with transaction() as session:
        man = await create_character(session, owner, NewCharacter(name="Bo", age=30, gender="male"))
    await asked(owner, queue, remote, man.id)
    await queue.run()
    known = {one.id: one.gender for one in runtime().voices}
    assert known[vendor.asked("speech")[0]["voice"]] == "male"


async def test_a_voice_that_cannot_be_paid_ends_it_with_the_credits_back(
    owner: Actor, queue: FakeQueue, remote: FakeProvider, vendor: Emulator
) -> None:
    talk = await asked(owner, queue, remote)
    before = await available(owner)
    vendor.fault("speech", "used_up")
    await queue.run()
    found = await read(owner, talk)
    assert (found.status, found.credits_used) == ("failed", 0)
    assert found.error is not None
    assert found.error.code == "not-configured"
    assert await available(owner) == before + found.credits_reserved
    assert len(remote.runs) == 1


async def test_a_voice_that_asks_for_a_pause_is_asked_again(
    owner: Actor, queue: FakeQueue, remote: FakeProvider, vendor: Emulator
) -> None:
    talk = await asked(owner, queue, remote)
    vendor.fault("speech", "rate_limited", 1)
    await queue.run()
    assert (await read(owner, talk)).status == "preparing"
    async with transaction() as session:
        past = now() - timedelta(minutes=2)
        await session.execute(update(Generation).values(lease_until=past, last_enqueued_at=past))
    await BODIES["generation.recover"]()
    await queue.run()
    assert len(vendor.asked("speech")) == 2
    assert len(remote.runs) == 2


async def test_speech_that_is_no_sound_is_paid_once(
    owner: Actor, queue: FakeQueue, remote: FakeProvider, vendor: Emulator
) -> None:
    talk = await asked(owner, queue, remote)
    vendor.fault("speech", "not_speech", times=5)
    await queue.run()
    found = await read(owner, talk)
    assert found.error is not None
    assert (found.status, found.error.code, found.credits_used) == ("failed", "speech-unusable", 0)
    assert len(vendor.asked("speech")) == 1


async def test_speech_that_cannot_be_stored_is_paid_once(
    owner: Actor, queue: FakeQueue, remote: FakeProvider, vendor: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(*_: Any) -> None:
        raise StorageFull

    talk = await asked(owner, queue, remote)
    monkeypatch.setattr(runtime().blobs, "put", refuse)
    await queue.run()
    found = await read(owner, talk)
    assert found.error is not None
    assert (found.status, found.error.code) == ("failed", "storage-full")
    assert len(vendor.asked("speech")) == 1


async def test_a_voice_that_stays_away_ends_it_with_its_own_reason(
    owner: Actor, queue: FakeQueue, remote: FakeProvider, vendor: Emulator
) -> None:
    talk = await asked(owner, queue, remote)
    tries = SPEECH_ATTEMPTS_MAX
    vendor.fault("speech", "server_error", 500, tries)
    await queue.run()
    for _ in range(tries - 1):
        async with transaction() as session:
            past = now() - timedelta(minutes=2)
            await session.execute(update(Generation).values(last_enqueued_at=past))
        await BODIES["generation.recover"]()
        await queue.run()
    found = await read(owner, talk)
    assert found.error is not None
    assert (found.status, found.error.code) == ("failed", "unavailable")
    assert found.error.message.startswith("The voice could not be made: OpenAI")
    assert len(vendor.asked("speech")) == tries


async def test_two_voices_that_hang_end_it_at_the_first_attempt(
    owner: Actor,
    queue: FakeQueue,
    remote: FakeProvider,
    vendor: Emulator,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Waiting for both takes over a minute, so another attempt would take it to three."""
    monkeypatch.setattr("workers.generation.SPEECH_SLOW_SECONDS", 0.0)
    talk = await asked(owner, queue, remote)
    vendor.fault("speech", "server_error", 500, 1)
    await queue.run()
    found = await read(owner, talk)
    assert found.error is not None
    assert (found.status, found.error.code) == ("failed", "unavailable")
    assert len(vendor.asked("speech")) == 1


async def test_slow_work_keeps_its_lease(owner: Actor, queue: FakeQueue, remote: FakeProvider) -> None:
    talk = await asked(owner, queue, remote)
    await queue.run(until="generation.prepare")
    async with transaction() as session:
        assert await claim_generation(session, talk.id, "one/1") is not None
    async with renewing_lease(talk.id, "one/1", 0.05):
        async with transaction() as session:
            short = now() + timedelta(seconds=0.2)
            await session.execute(
                update(Generation).where(col(Generation.id) == talk.id).values(lease_until=short)
            )
        await asyncio.sleep(0.4)
        async with transaction() as session:
            assert await claim_generation(session, talk.id, "two/2") is None
    async with renewing_lease(talk.id, "somebody/else", 0.01):
        await asyncio.sleep(0.05)
