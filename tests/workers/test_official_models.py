"""Official models, without a version, from the request to the finished file at the emulator."""

from typing import Any

import httpx2
import pytest
from sqlalchemy import text

from influencer_app.api.app import make_api
from influencer_app.app_services.uploads import store_upload
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.generation.execution.provider_jobs import record_accepted, reschedule
from influencer_app.domain.generation.queries import get_generation
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.requests.model_choice import list_mode_availability
from influencer_app.domain.generation.requests.videos import start_avatar, start_video
from influencer_app.domain.generation.schemas import GenerationDetail, NewAvatar, NewImage, NewVideo
from influencer_app.domain.model_catalog.queries import list_models
from influencer_app.domain.model_catalog.service import use_model
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotConfigured, ProviderFailed
from influencer_app.integrations.uploads.decoder import read_file
from tests import photos
from tests.doubles.replicate.app import Emulator
from tests.doubles.replicate.models import MODELS
from tests.fake_engine import BODIES, FakeQueue
from tests.media.videos import sound_file, tone
from tests.workers.test_provider import books, open_jobs
from tests.workers.test_replicate import ended, give, picture

SEEDREAM, WAN, AVATAR = "bytedance/seedream-4.5", "wan-video/wan-2.2-i2v-fast", "prunaai/p-video-avatar"


async def use(*names: str) -> None:
    """Switch to these models, for every kind that they make, and have them checked."""
    async with transaction() as session:
        for model in await list_models(session, "replicate"):
            if model.name in names:
                await use_model(session, model.id)
    await BODIES["model_catalog.check"]()


async def start(actor: Actor, **asked: Any) -> GenerationDetail:
    async with transaction() as session:
        return await start_image(session, actor, NewImage(**{"prompt": "on the beach", **asked}))


async def by_webhooks(
    actor: Actor, own: GenerationDetail, queue: FakeQueue, emulator: Emulator
) -> GenerationDetail:
    """Worked off until its end, with nobody polling: the emulator's signed webhooks arrive."""
    await queue.run()
    emulator.runs.run_seconds = 1e-6
    async with httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app=make_api()), base_url="http://test"
    ) as client:
        for name in emulator.order:
            body, headers = emulator.runs.webhook(name)
            answer = await client.post("/api/webhooks/replicate", content=body, headers=headers)
            assert answer.status_code == 204
    await queue.run()
    async with reading() as session:
        return await get_generation(session, actor, own.id)


@pytest.mark.parametrize("count", [1, 3])
async def test_a_set_is_one_prediction_per_picture_and_is_settled_once(
    rich: Actor, queue: FakeQueue, emulator: Emulator, count: int
) -> None:
    await use(SEEDREAM)
    before, _ = await books(rich)
    done = await ended(rich, await start(rich, count=count, aspect_ratio="4:5"), queue)
    assert (done.status, done.model, len(done.outputs), done.credits_used) == (
        "succeeded",
        SEEDREAM,
        count,
        5 * count,
    )
    assert {(output.width, output.height) for output in done.outputs} == {(896, 1120)}
    assert len({output.seed for output in done.outputs}) == count
    assert [step.name for step in done.steps] == ["submit", "render", "finish"]
    assert emulator.counts["create"] == count
    assert "seed" not in emulator.given_to(SEEDREAM)
    assert emulator.given_to(SEEDREAM)["aspect_ratio"] == "3:4"
    assert await books(rich) == (before - 5 * count, 0)
    assert (await open_jobs(), emulator.running()) == (0, [])


async def test_a_set_arrives_by_webhooks(rich: Actor, queue: FakeQueue, emulator: Emulator) -> None:
    await use(SEEDREAM)
    emulator.runs.run_seconds = 60
    done = await by_webhooks(rich, await start(rich, count=2), queue, emulator)
    assert (done.status, len(done.outputs)) == ("succeeded", 2)
    assert emulator.counts["list"] == 0


@pytest.mark.parametrize(
    ("faults", "status", "code", "many", "creates"),
    [
        (("flagged",), "succeeded", "flagged", 2, 3),
        (("flagged", "failed", "flagged"), "failed", "flagged", 0, 3),
        (("null output", "null output"), "succeeded", "no-output", 1, 3),
        (("422",), "succeeded", "provider-refused", 2, 2),
        (("gone",), "succeeded", "output-gone", 2, 3),
        (("lost", "lost", "lost"), "succeeded", None, 3, 3),
        (("503", "429"), "succeeded", None, 3, 3),
    ],
    ids=str,
)
async def test_what_happens_to_one_of_a_set_leaves_the_others(
    rich: Actor,
    queue: FakeQueue,
    emulator: Emulator,
    faults: tuple[str, ...],
    status: str,
    code: str | None,
    many: int,
    creates: int,
) -> None:
    await use(SEEDREAM)
    before, _ = await books(rich)
    own = await start(rich, count=3)
    emulator.fault(*faults)
    done = await ended(rich, own, queue)
    assert (done.status, done.error.code if done.error else None, len(done.outputs)) == (status, code, many)
    assert len(emulator.order) == creates
    assert await books(rich) == (before - 5 * many, 0)
    assert (await open_jobs(), emulator.running()) == (0, [])
    assert all(step.status != "running" for step in done.steps)


@pytest.mark.parametrize("status", ["waiting", "open", "collecting"])
async def test_what_is_given_up_of_a_set_leaves_the_others(
    rich: Actor, queue: FakeQueue, emulator: Emulator, status: str
) -> None:
    await use(SEEDREAM)
    before, _ = await books(rich)
    emulator.runs.run_seconds = 60
    own = await start(rich, count=2)
    await queue.run()
    async with transaction() as session:
        job = await session.scalar(text("select id from provider_job where first_index = 1"))
        values = {"job": job, "status": status}
        await session.execute(text("update provider_job set status = :status where id = :job"), values)
        failing = "update provider_job set failing_since = now() - interval '1 hour' where id = :job"
        await session.execute(text(failing), values)
        await reschedule(session, job, 0, ProviderFailed("The provider is not available."))
    emulator.runs.run_seconds = 1e-6
    done = await ended(rich, own, queue)
    assert (done.status, len(done.outputs)) == ("succeeded", 1)
    assert done.error is not None
    assert done.error.code == "provider-unavailable"
    assert await books(rich) == (before - 5, 0)
    assert (len(emulator.order), await open_jobs(), emulator.running()) == (2, 0, [])


async def test_canceling_a_set_cancels_each_prediction(
    rich: Actor, queue: FakeQueue, emulator: Emulator
) -> None:
    await use(SEEDREAM)
    before, _ = await books(rich)
    emulator.runs.run_seconds = 60
    own = await start(rich, count=4)
    await queue.run()
    assert len(emulator.running()) == 4
    async with transaction() as session:
        await cancel_generation(session, rich, own.id)
    await queue.run()
    assert (await open_jobs(), emulator.running()) == (0, [])
    assert await books(rich) == (before, 0)


async def test_a_character_takes_all_of_its_photos_along(
    rich: Actor, queue: FakeQueue, emulator: Emulator
) -> None:
    async with transaction() as session:
        amara = await create_character(session, rich, NewCharacter(name="Amara", age=28, gender="female"))
    for left in (0, 8, 16):
        await give(rich, amara, photos.portrait().crop((left, 0, 1024, 1024)))
    await use(SEEDREAM)
    done = await picture(rich, queue, character_id=amara.id, count=2)
    assert (done.status, done.model, done.credits_used) == ("succeeded", SEEDREAM, 16)
    given = emulator.given_to(SEEDREAM)
    assert len(set(given["image_input"])) == 3
    assert given["prompt"].startswith("The woman of the reference images")


async def test_a_model_that_takes_one_reference_gets_one(
    rich: Actor, queue: FakeQueue, emulator: Emulator
) -> None:
    async with transaction() as session:
        amara = await create_character(session, rich, NewCharacter(name="Amara", age=28, gender="female"))
        await session.execute(text("update model set references_max = 1"))
    for left in (0, 8):
        await give(rich, amara, photos.portrait().crop((left, 0, 1024, 1024)))
    await use(SEEDREAM)
    own = await start(rich, character_id=amara.id)
    async with reading() as session:
        frozen = await session.scalar(text("select request from generation order by id desc limit 1"))
    assert len(frozen["references"]) == 1
    assert (await ended(rich, own, queue)).status == "succeeded"
    assert len(emulator.given_to(SEEDREAM)["image_input"]) == 1


@pytest.mark.parametrize(("fps", "rate", "seconds"), [(None, 16, 5.06), (30, 30, 2.7), (5, 5, 16.2)])
async def test_a_clip_is_as_long_as_the_page_said(
    rich: Actor, queue: FakeQueue, emulator: Emulator, fps: int | None, rate: int, seconds: float
) -> None:
    await use(WAN)
    still = await picture(rich, queue)
    async with transaction() as session:
        offer = (await list_mode_availability(session))["video"]
        own = await start_video(session, rich, NewVideo(output_id=still.outputs[0].id, fps=fps))
    assert (offer.fps, offer.seconds) == (16, 5.06)
    done = await ended(rich, own, queue)
    assert (done.status, done.model, done.credits_used) == ("succeeded", WAN, 20)
    given = emulator.given_to(WAN)
    assert (given["num_frames"], given["frames_per_second"]) == (81, rate)
    assert done.outputs[0].duration == pytest.approx(seconds, abs=0.1)


async def test_a_clip_of_a_duration_is_priced_by_it_and_keeps_the_models_rate(
    rich: Actor, queue: FakeQueue
) -> None:
    async with transaction() as session:
        duration = "frames = null, seconds = 10, frames_per_second = 24"
        await session.execute(text(f"update model set {duration} where name = '{WAN}'"))  # noqa: S608  constants
        await session.execute(text("update price set per_seconds = 4 where kind = 'video'"))
    await use(WAN)
    still = await picture(rich, queue)
    async with transaction() as session:
        offer = (await list_mode_availability(session))["video"]
        own = await start_video(session, rich, NewVideo(output_id=still.outputs[0].id, fps=30))
        frozen = await session.scalar(text("select request from generation where id = :own"), {"own": own.id})
    assert (offer.fps, offer.seconds) == (24, 10)
    assert (frozen["fps"], frozen["seconds"]) == (24, 10)
    assert own.credits_reserved == 3 * 20


async def test_a_prediction_belongs_to_the_job_that_has_it(
    rich: Actor, queue: FakeQueue, emulator: Emulator
) -> None:
    """Jobs of a set ask for the same: one that is looked for may be found where another's has just come."""
    await use(SEEDREAM)
    emulator.fault("lost")
    own = await start(rich, count=2)
    await queue.run()
    async with transaction() as session:
        rows = await session.execute(text("select id, provider_id from provider_job order by first_index"))
        (lost, nothing), (_, taken) = rows.all()
        assert nothing is None
        await record_accepted(session, lost, taken)
    done = await ended(rich, own, queue)
    assert (done.status, len(done.outputs), emulator.counts["create"]) == ("succeeded", 2, 2)


async def test_a_talking_video_arrives_by_webhook(rich: Actor, queue: FakeQueue, emulator: Emulator) -> None:
    await use(AVATAR)
    still = await picture(rich, queue)
    sound = await store_upload(rich, read_file(sound_file(tone(2.0))))
    before, _ = await books(rich)
    emulator.runs.run_seconds = 60
    async with transaction() as session:
        new = NewAvatar(output_id=still.outputs[0].id, upload_id=sound.id)
        own = await start_avatar(session, rich, new)
    done = await by_webhooks(rich, own, queue, emulator)
    assert (done.status, done.model, done.outputs[0].kind) == ("succeeded", AVATAR, "video")
    given = emulator.given_to(AVATAR)
    assert given.keys() == {"image", "audio", "resolution", "seed"}
    assert await books(rich) == (before - 15, 0)


async def test_the_licence_and_the_latest_version_are_known_after_a_check(
    rich: Actor, emulator: Emulator
) -> None:
    async with reading() as session:
        models = {model.name: model for model in await list_models(session, "replicate")}
    assert models[WAN].licence == "Apache-2.0"
    assert models[SEEDREAM].licence == ""
    assert models[WAN].latest_version == "4eaf2b01d3bf70d8a2e00b219efeb7cb415855ad18b7dacdc4cae664a73a6eea"
    assert not models[WAN].has_newer_version


async def test_a_model_whose_schema_has_changed_is_refused_before_it_is_paid(
    rich: Actor, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MODELS[SEEDREAM], "required", ["prompt", "mask"])
    monkeypatch.setitem(MODELS[SEEDREAM]["input"], "mask", {"type": "string", "format": "uri"})
    await use(SEEDREAM)
    with pytest.raises(NotConfigured, match="requires “mask”, which is missing"):
        await start(rich)
    assert emulator.counts["create"] == 0
