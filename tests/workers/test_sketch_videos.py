"""Clips and talking films by the sketch engine itself, from the request to the finished file."""

import io
import wave
from dataclasses import replace
from typing import Any
from uuid import UUID

import av
import numpy as np
import pytest
from sqlalchemy import select, update
from sqlmodel import col

from influencer_app.app_services.uploads import store_upload
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.gallery.queries import get_asset
from influencer_app.domain.generation import rules
from influencer_app.domain.generation.events import GenerationProgressed
from influencer_app.domain.generation.models.generation import Generation
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.model_choice import list_mode_availability
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.rules import SCRIPT_MAX
from influencer_app.domain.generation.schemas import (
    GenerationDetail,
    NewAvatar,
    NewImage,
    NewVideo,
)
from influencer_app.domain.outputs.models import Asset
from influencer_app.domain.outputs.schemas import OutputDetail
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import InvalidInput
from influencer_app.integrations.engine.sketch import SketchEngine
from influencer_app.integrations.uploads.decoder import read_file
from influencer_app.media import probe_video
from influencer_app.media.c2pa import read_credentials
from influencer_app.wiring import Runtime, runtime
from tests.fake_engine import FakeQueue
from tests.runtime import substitute

pytestmark = pytest.mark.slow

SMALL = (128, 128)
SCRIPT = "Good morning, my dear friends."


@pytest.fixture
def queue(app: Runtime, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch) -> FakeQueue:
    """The sketch engine at a small size, with our queue as its queue."""
    for shapes in (rules.SHAPES, rules.CLIP_SHAPES, rules.TALK_SHAPES):
        for name in ("1:1", "4:5"):
            monkeypatch.setitem(shapes, name, SMALL)
    engine = SketchEngine()
    engine.clip_seconds = 1.0
    brief = replace(app.engine_config, local_engines={engine.name: engine})
    substitute(monkeypatch, {type(brief): brief}, queue=queue)
    return queue


async def read(actor: Actor, own: UUID) -> GenerationDetail:
    async with reading() as session:
        return await get_generation(session, actor, own)


async def pictures(owner: Actor, queue: FakeQueue, count: int = 1) -> list[OutputDetail]:
    async with transaction() as session:
        asked = NewImage(prompt="smiling on the beach at sunset", seed=5, count=count)
        made = await start_image(session, owner, asked)
    await queue.run()
    return (await read(owner, made.id)).outputs


async def talk(owner: Actor, queue: FakeQueue, **asked: Any) -> GenerationDetail:
    async with transaction() as session:
        own = await start_avatar(session, owner, NewAvatar(**asked))
    await queue.run()
    return await read(owner, own.id)


async def clip(owner: Actor, queue: FakeQueue, output: OutputDetail, **asked: Any) -> GenerationDetail:
    async with transaction() as session:
        own = await start_video(session, owner, NewVideo(output_id=output.id, **asked))
    await queue.run()
    return await read(owner, own.id)


async def file_of(owner: Actor, output: OutputDetail, kind: str = "original") -> bytes:
    async with reading() as session:
        asset = await get_asset(session, owner, output.asset_id)
    return await runtime().blobs.get(asset.keys[kind])


def step(own: GenerationDetail, name: str) -> str:
    return next((step.detail or "" for step in own.steps if step.name == name), "")


async def test_without_any_key_all_kinds_are_offered(queue: FakeQueue) -> None:
    async with reading() as session:
        offers = await list_mode_availability(session)
    assert {kind: offer.missing for kind, offer in offers.items()} == dict.fromkeys(offers, "")
    assert (offers["video"].fps, offers["video"].seconds) == (24, 1.0)
    assert len(runtime().voices) == 24


async def test_a_clip_is_of_the_picture_that_was_chosen(owner: Actor, queue: FakeQueue) -> None:
    first, second = await pictures(owner, queue, 2)
    own = await clip(owner, queue, second, motion=3, fps=12)
    assert (own.status, own.credits_used) == ("succeeded", 20)
    data = await file_of(owner, own.outputs[0])
    facts = probe_video(data)
    assert (facts.video_codec, facts.width, facts.height) == ("h264", *SMALL)
    assert own.outputs[0].duration == pytest.approx(1.0, abs=0.05)
    assert own.outputs[0].captions_url is None
    told = read_credentials(data, "video/mp4")
    assert told is not None
    assert told.state == "Valid"
    assert str(told.source_type).endswith("/algorithmicMedia")
    with av.open(io.BytesIO(data)) as film:
        frame = next(film.decode(video=0)).to_ndarray(format="rgb24").astype(int)

    async def distance(output: OutputDetail) -> float:
        with av.open(io.BytesIO(await file_of(owner, output))) as picture:
            seen = next(picture.decode(video=0)).reformat(*SMALL, "rgb24").to_ndarray()
        return float(np.abs(seen[30:-30, 30:-30] - frame[30:-30, 30:-30]).mean())

    assert await distance(second) * 1.3 < await distance(first)


async def test_a_script_is_spoken_with_captions_and_true_progress(owner: Actor, queue: FakeQueue) -> None:
    (picture,) = await pictures(owner, queue)
    own = await talk(owner, queue, output_id=picture.id, script=SCRIPT, voice="en-liam")
    assert (own.status, own.credits_used) == ("succeeded", 15)
    (film,) = own.outputs
    assert film.captions_url
    assert b"Good morning," in await file_of(owner, film, "captions")
    with av.open(io.BytesIO(await file_of(owner, film))) as found:
        assert found.streams.audio[0].codec_context.name == "aac"
    assert film.duration == pytest.approx(2.3, abs=0.8)
    told = [event for event in queue.events if isinstance(event, GenerationProgressed)]
    assert sum(event.generation_id == own.id for event in told) >= 8


async def test_a_character_speaks_from_its_portrait_in_a_voice_that_fits(
    owner: Actor, queue: FakeQueue
) -> None:
    async with transaction() as session:
        man = await create_character(
            session, owner, NewCharacter(name="Bo", age=30, gender="male", voice="nova")
        )
    await queue.run()
    own = await talk(owner, queue, character_id=man.id, script=SCRIPT)
    assert (own.status, own.voice) == ("succeeded", "en-liam")


async def test_a_language_stands_for_a_voice_and_one_without_lists_them(
    owner: Actor, queue: FakeQueue
) -> None:
    (picture,) = await pictures(owner, queue)
    own = await talk(owner, queue, output_id=picture.id, script="Guten Tag.", voice="de")
    assert (own.status, (own.voice or "")[:3]) == ("succeeded", "de-")
    with pytest.raises(InvalidInput, match="ja") as told:
        await talk(owner, queue, output_id=picture.id, script="Konnichiwa", voice="ja")
    assert all(voice.id in told.value.sentence for voice in runtime().voices)


async def test_a_script_over_the_limit_is_refused_before_it_is_paid(owner: Actor, queue: FakeQueue) -> None:
    (picture,) = await pictures(owner, queue)
    async with reading() as session:
        before = (await get_balance(session, owner)).available
    with pytest.raises(ValueError, match=str(SCRIPT_MAX)):
        await talk(owner, queue, output_id=picture.id, script="a" * (SCRIPT_MAX + 1))
    async with reading() as session:
        assert (await get_balance(session, owner)).available == before


async def test_a_silent_sound_makes_a_film_with_a_shut_mouth(owner: Actor, queue: FakeQueue) -> None:
    (picture,) = await pictures(owner, queue)
    held = io.BytesIO()
    with wave.open(held, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16000)
        out.writeframes(bytes(32000))
    sound = await store_upload(owner, read_file(held.getvalue()))
    async with transaction() as session:
        asked = await start_avatar(session, owner, NewAvatar(output_id=picture.id, upload_id=sound.id))
    await queue.run()
    own = await read(owner, asked.id)
    assert own.status == "succeeded"
    assert own.outputs[0].captions_url is None
    assert "The sound is silent" in (own.note or "")


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("...", "nothing to say"),
        ("?! 🙂", "nothing to say"),
        (
            "你好，我今天在海边。",
            "Ava speaks English and cannot read Chinese. There are voices for English, French,",
        ),
        ("Привет из Москвы", "cannot read Cyrillic"),
        ("Hello مرحبا", "cannot read Arabic"),
        ("שלום", "cannot read Hebrew"),
        ("1299 " * 60, "about 124 seconds"),
        ("今" * 400, "about 89 seconds"),
    ],
)
async def test_a_script_that_no_voice_can_say_is_refused_before_it_is_paid(
    owner: Actor, queue: FakeQueue, script: str, words: str
) -> None:
    (picture,) = await pictures(owner, queue)
    async with reading() as session:
        before = (await get_balance(session, owner)).available
    with pytest.raises(InvalidInput, match=words) as told:
        await talk(owner, queue, output_id=picture.id, script=script, voice="en-ava")
    assert [problem.field for problem in told.value.fields] == ["script"]
    async with reading() as session:
        assert (await get_balance(session, owner)).available == before


async def test_a_prompt_that_cannot_be_read_is_refused_and_what_is_left_over_is_told(
    owner: Actor, queue: FakeQueue
) -> None:
    for prompt in ("海边的日落，红色连衣裙", "закат на пляже", "غروب", "समुद्र तट", "🏖️🌅"):
        async with transaction() as session:
            with pytest.raises(InvalidInput, match="reads English only") as told:
                await start_image(session, owner, NewImage(prompt=prompt))
        assert [problem.field for problem in told.value.fields] == ["prompt"]
    async with transaction() as session:
        asked = await start_image(session, owner, NewImage(prompt="retriever on the beach, no hat"))
    await queue.run()
    assert (await read(owner, asked.id)).note == "Can't draw: retriever, no hat."


async def test_a_picture_of_another_engine_moves_but_does_not_speak(owner: Actor, queue: FakeQueue) -> None:
    (picture,) = await pictures(owner, queue)
    async with transaction() as session:
        changed = {"engine": "elsewhere", "source_type": "trainedAlgorithmicMedia"}
        await session.execute(update(Asset).where(col(Asset.id) == picture.asset_id).values(**changed))
    own = await clip(owner, queue, picture)
    assert own.status == "succeeded"
    assert "Only the camera and the light move" in step(own, "render")
    async with reading() as session:
        request = await session.scalar(select(col(Generation.request)).where(col(Generation.id) == own.id))
    assert request is not None
    assert request["source_type"] == "compositeWithTrainedAlgorithmicMedia"
    with pytest.raises(InvalidInput, match="drawn on this machine"):
        await talk(owner, queue, output_id=picture.id, script=SCRIPT)
