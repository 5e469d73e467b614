"""All four kinds from the request to the finished file: our pipeline, the real package, the emulator."""

import asyncio

import pytest
from PIL import Image
from sqlalchemy import text

from influencer_app.app_services.uploads import store_upload
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.references import add_reference, withdraw_reference
from influencer_app.domain.characters.schemas import CharacterDetail, NewCharacter, ReferenceImageDetail
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.rules import ENDED
from influencer_app.domain.generation.schemas import GenerationDetail, NewAvatar, NewImage, NewVideo
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.uploads.decoder import read_face
from influencer_app.media.c2pa import read_credentials
from influencer_app.wiring import runtime
from tests import photos
from tests.doubles.replicate.app import Emulator
from tests.fake_engine import BODIES, FakeQueue
from tests.workers.test_provider import later


async def ended(actor: Actor, own: GenerationDetail, queue: FakeQueue) -> GenerationDetail:
    """Worked off until it has ended, with the poller asking."""
    for _ in range(40):
        await queue.run()
        async with reading() as session:
            found = await get_generation(session, actor, own.id)
        if found.status in ENDED:
            return found
        await asyncio.sleep(0.05)
        await later()
        await BODIES["provider.poll"]()
    raise AssertionError(f"It does not end: {found}")


async def picture(actor: Actor, queue: FakeQueue, **asked: object) -> GenerationDetail:
    async with transaction() as session:
        own = await start_image(session, actor, NewImage.model_validate({"prompt": "on the beach", **asked}))
    return await ended(actor, own, queue)


async def asset(own: GenerationDetail) -> dict[str, object]:
    async with reading() as session:
        row = await session.execute(
            text("select * from asset where id = :id"), {"id": own.outputs[0].asset_id}
        )
    return dict(row.mappings().one())


async def test_pictures(rich: Actor, queue: FakeQueue, emulator: Emulator) -> None:
    done = await picture(rich, queue, count=3, aspect_ratio="4:5")
    assert (done.status, len(done.outputs), done.engine) == ("succeeded", 3, "replicate")
    assert {(output.width, output.height) for output in done.outputs} == {(896, 1120)}
    assert [step.name for step in done.steps] == ["submit", "render", "finish"]
    assert emulator.counts["create"] == 1
    assert (await asset(done))["source_type"] == "trainedAlgorithmicMedia"
    assert emulator.running() == []


async def test_a_characters_face_goes_to_photomaker(
    rich: Actor, queue: FakeQueue, emulator: Emulator
) -> None:
    async with transaction() as session:
        amara = await create_character(session, rich, NewCharacter(name="Amara", age=28, gender="female"))
    first = await picture(rich, queue, character_id=amara.id)
    assert (first.model, first.credits_used) == ("stability-ai/sdxl", 5)
    assert "a woman, 28 years old" in emulator.given_to(first.model)["prompt"]
    second = await picture(rich, queue, character_id=amara.id, aspect_ratio="9:16")
    assert (second.model, second.credits_used) == ("tencentarc/photomaker", 8)
    given = emulator.given_to(second.model)
    assert " woman img, on the beach" in given["prompt"]
    assert given["input_image"].startswith(("data:image/jpeg;base64,", "http://127.0.0.1"))
    assert (second.outputs[0].width, second.outputs[0].height) == (720, 1280)


async def give(actor: Actor, who: CharacterDetail, image: Image.Image) -> ReferenceImageDetail:
    face = await store_upload(actor, read_face(photos.jpeg(image)))
    async with transaction() as session:
        return await add_reference(session, actor, who.id, face.id, consent=True)


async def test_real_faces_go_to_photomaker_and_the_file_says_so(
    rich: Actor, queue: FakeQueue, emulator: Emulator
) -> None:
    async with transaction() as session:
        amara = await create_character(session, rich, NewCharacter(name="Amara", age=28, gender="female"))
    for image in (photos.portrait(), photos.portrait().crop((8, 0, 1024, 1024))):
        await give(rich, amara, image)
    done = await picture(rich, queue, character_id=amara.id)
    assert (done.status, done.model) == ("succeeded", "tencentarc/photomaker")
    given = emulator.given_to(done.model)
    assert {"input_image", "input_image2"} <= given.keys()
    assert given["input_image"] != given["input_image2"]
    made = await asset(done)
    assert made["source_type"] == "compositeWithTrainedAlgorithmicMedia"
    told = read_credentials(await runtime().blobs.get(str(made["original_key"])), "image/jpeg")
    assert told is not None
    assert (told.state, len(told.ingredients)) == ("Valid", 2)


async def test_a_face_that_is_withdrawn_in_the_meantime_ends_the_work_and_costs_nothing(
    rich: Actor, queue: FakeQueue, emulator: Emulator
) -> None:
    async with transaction() as session:
        amara = await create_character(session, rich, NewCharacter(name="Amara", age=28, gender="female"))
    await queue.run()
    face = await give(rich, amara, photos.portrait())
    async with reading() as session:
        before = (await get_balance(session, rich)).available
    async with transaction() as session:
        new = NewImage(prompt="on the beach", character_id=amara.id)
        own = await start_image(session, rich, new)
        await withdraw_reference(session, rich, amara.id, face.id)
    await BODIES["housekeeping.delete_files"]()
    done = await ended(rich, own, queue)
    assert done.status == "failed"
    assert done.error is not None
    assert "picture was deleted" in done.error.message
    async with reading() as session:
        assert (await get_balance(session, rich)).available == before


async def test_a_clip(rich: Actor, queue: FakeQueue, emulator: Emulator) -> None:
    still = await picture(rich, queue)
    async with transaction() as session:
        own = await start_video(session, rich, NewVideo(output_id=still.outputs[0].id, motion=10))
    done = await ended(rich, own, queue)
    assert (done.status, done.outputs[0].kind) == ("succeeded", "video")
    assert done.outputs[0].duration == pytest.approx(25 / 8, abs=0.2)
    assert emulator.given_to(done.model)["motion_bucket_id"] == 255
    assert (await asset(done))["content_type"] == "video/mp4"


async def test_a_talking_video_with_speech_from_the_provider(
    rich: Actor, queue: FakeQueue, emulator: Emulator
) -> None:
    still = await picture(rich, queue)
    async with transaction() as session:
        own = await start_avatar(
            session, rich, NewAvatar(output_id=still.outputs[0].id, script="Hello, this is me.")
        )
    done = await ended(rich, own, queue)
    assert (done.status, done.outputs[0].kind) == ("succeeded", "video")
    assert [step.name for step in done.steps] == ["speech", "submit", "render", "finish"]
    given = emulator.given_to(done.model)
    assert given["still_mode"] is True
    assert given["driven_audio"].startswith(("data:audio/wav;base64,", "http://127.0.0.1"))


@pytest.mark.parametrize(
    ("fault", "status", "code", "many"),
    [
        (("429",), "succeeded", None, 2),
        (("503",), "succeeded", None, 2),
        (("lost",), "succeeded", None, 2),
        (("html",), "succeeded", None, 2),
        (("no object",), "succeeded", None, 2),
        (("empty object",), "succeeded", None, 2),
        (("gone",), "succeeded", "output-gone", 1),
        (("redirect",), "succeeded", "result-not-allowed", 1),
        (("gzip",), "succeeded", "result-not-allowed", 1),
        (("gzip", "gzip"), "failed", "result-not-allowed", 0),
        (("fewer",), "succeeded", "held-back", 1),
        (("flagged",), "failed", "flagged", 0),
        (("aborted",), "failed", "provider-failed", 0),
        (("unknown status",), "failed", "provider-failed", 0),
        (("null output",), "failed", "no-output", 0),
        (("422",), "failed", "provider-refused", 0),
    ],
    ids=lambda value: ", ".join(value) if isinstance(value, tuple) else None,
)
async def test_faults_of_the_real_api(
    rich: Actor,
    queue: FakeQueue,
    emulator: Emulator,
    fault: tuple[str, ...],
    status: str,
    code: str | None,
    many: int,
) -> None:
    emulator.fault(*fault)
    done = await picture(rich, queue, count=2)
    assert (done.status, done.error.code if done.error else None) == (status, code)
    assert len(done.outputs) == many
    assert emulator.running() == []
    assert len(emulator.order) <= 1
    async with reading() as session:
        balance = await get_balance(session, rich)
    assert (balance.available, balance.reserved) == (3000 - 5 * many, 0)


async def test_canceling_reaches_the_provider(rich: Actor, queue: FakeQueue, emulator: Emulator) -> None:
    emulator.runs.run_seconds = 60
    async with transaction() as session:
        own = await start_image(session, rich, NewImage(prompt="on the beach"))
    await queue.run()
    assert len(emulator.running()) == 1
    async with transaction() as session:
        await cancel_generation(session, rich, own.id)
    await queue.run()
    assert emulator.running() == []
