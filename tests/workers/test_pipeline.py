import asyncio
import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, text, update
from sqlmodel import col

from influencer_app.db.base import now
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.queries import get_character
from influencer_app.domain.characters.schemas import CharacterDetail, NewCharacter
from influencer_app.domain.characters.service import create_character, delete_character
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.files.models import FileDeletion
from influencer_app.domain.gallery.queries import get_asset, list_outputs
from influencer_app.domain.gallery.service import delete_generation, set_favourite
from influencer_app.domain.generation.events import GenerationFinished
from influencer_app.domain.generation.execution.leases import claim_render_task, release_leases_of_node
from influencer_app.domain.generation.models.generation import Generation, RenderTask
from influencer_app.domain.generation.ports.finisher import Provenance
from influencer_app.domain.generation.queries import get_generation, list_generations
from influencer_app.domain.generation.requests.cancellation import cancel_generation
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import GenerationDetail, GenerationFilter, NewImage
from influencer_app.domain.generation.storage_keys import asset_keys
from influencer_app.domain.outputs.models import Asset
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import Conflict, NotEnoughCredits, NotFound, PolicyRefused
from influencer_app.media.c2pa import read_credentials
from influencer_app.wiring import runtime
from tests import photos
from tests.fake_engine import BODIES, FakeEngine, FakeQueue, dispatcher_busy
from tests.support import new_person


async def start(actor: Actor, **asked: Any) -> GenerationDetail:
    async with transaction() as session:
        return await start_image(session, actor, NewImage(**{"prompt": "on the beach", **asked}))


async def read(actor: Actor, own: GenerationDetail) -> GenerationDetail:
    async with reading() as session:
        return await get_generation(session, actor, own.id)


async def credits_of(actor: Actor) -> tuple[int, int]:
    async with reading() as session:
        found = await get_balance(session, actor)
    return found.available, found.reserved


async def cancel(actor: Actor, own: GenerationDetail) -> GenerationDetail:
    async with transaction() as session:
        return await cancel_generation(session, actor, own.id)


async def invent(actor: Actor, **traits: Any) -> CharacterDetail:
    async with transaction() as session:
        new = NewCharacter(**{"name": "Amara", "age": 28, "gender": "female", **traits})
        return await create_character(session, actor, new)


async def leases_run_out() -> None:
    async with transaction() as session:
        past = now() - timedelta(minutes=2)
        await session.execute(update(RenderTask).values(lease_until=past, last_enqueued_at=past))


async def test_two_pictures_from_the_click_to_the_end(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(owner, count=2, seed=7, aspect_ratio="4:5")
    assert (own.status, own.queue_position, own.credits_reserved) == ("submitted", None, 10)
    assert await credits_of(owner) == (70, 10)
    await queue.run()
    done = await read(owner, own)
    assert (done.status, done.progress, done.credits_used, done.error) == ("succeeded", 1.0, 10, None)
    assert [step.name for step in done.steps] == ["submit", "render", "finish"]
    assert {step.status for step in done.steps} == {"done"}
    assert [output.seed for output in done.outputs] == [7, 8]
    assert {(output.width, output.height, output.watermarked) for output in done.outputs} == {
        (896, 1120, True)
    }
    assert await credits_of(owner) == (70, 0)
    async with reading() as session:
        file = await get_asset(session, owner, done.outputs[0].asset_id)
        assert await session.scalar(select(col(FileDeletion.key)).limit(1)) is None
    assert len(await runtime().blobs.get(file.keys["thumb"])) > 0
    original = await runtime().blobs.get(file.keys["original"])
    assert hashlib.sha256(original).hexdigest() == await stored_hash(done.outputs[0].asset_id)
    credentials = read_credentials(original, "image/jpeg")
    assert credentials is not None
    assert (credentials.state, credentials.agent) == ("Valid", runtime().engine_config.default_engine)
    assert credentials.source_type.endswith("/algorithmicMedia")
    finished = [event for event in queue.events if isinstance(event, GenerationFinished)]
    assert [event.status for event in finished] == ["succeeded"]


async def test_a_person_on_the_free_plan_runs_one_at_a_time(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    first, second, third = [await start(owner) for _ in range(3)]
    other = await start(stranger)
    places = [(await read(owner, one)).queue_position for one in (first, second, third)]
    assert places == [None, 2, 3]
    assert (await read(stranger, other)).queue_position == 1
    await BODIES["generation.dispatch"]()
    states = [(await read(owner, one)).status for one in (first, second, third)]
    assert states == ["submitted", "queued", "queued"]
    assert (await read(stranger, other)).status == "submitted"
    await queue.run()
    assert {(await read(owner, one)).status for one in (first, second, third)} == {"succeeded"}


async def test_enhancing_keeps_the_words_and_draws_the_longer_text(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(owner, prompt="sunset by the sea", enhance_prompt=True)
    await queue.run()
    done = await read(owner, own)
    assert done.prompt == "sunset by the sea"
    assert done.enhanced_prompt is not None
    assert done.enhanced_prompt.startswith("sunset by the sea, low warm light")
    assert fake_engine.prompts == [done.enhanced_prompt]
    assert done.steps[0].name == "enhance"


async def test_cancel_while_drawing_stops_it_and_gives_the_credits_back(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    fake_engine.hold()
    own = await start(owner)
    working = asyncio.create_task(queue.run())
    await asyncio.wait_for(fake_engine.reached_half.wait(), 10)
    assert (await read(owner, own)).status == "rendering"
    ended = await cancel(owner, own)
    assert (ended.status, ended.credits_used) == ("canceled", 0)
    fake_engine.go_on.set()
    await asyncio.wait_for(working, 10)
    assert (await read(owner, own)).outputs == []
    assert await credits_of(owner) == (80, 0)
    with pytest.raises(Conflict):
        await cancel(owner, own)


async def test_cancel_of_one_leaves_its_neighbour_alone(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    first, second = await start(owner), await start(owner)
    await cancel(owner, first)
    await queue.run()
    assert (await read(owner, first)).status == "canceled"
    assert (await read(owner, second)).status == "succeeded"
    assert await credits_of(owner) == (75, 0)


async def test_every_step_run_twice_changes_nothing(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(owner, count=2)
    await queue.run()
    before = await read(owner, own)
    queue.jobs = list(queue.done)
    await queue.run()
    assert await read(owner, own) == before
    assert await credits_of(owner) == (70, 0)


async def test_two_workers_that_finish_the_same_picture_keep_one_signature(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    """Signatures are salted; what the registry says is of the bytes that lie in the store."""
    own = await start(owner)
    (job,) = queue.jobs
    first = asyncio.create_task(BODIES[job.name](**job.arguments()))
    while (await read(owner, own)).status != "succeeded" and not first.done():
        await leases_run_out()
        await BODIES[job.name](**job.arguments())
    await first
    await queue.run()
    done = await read(owner, own)
    assert (done.status, len(done.outputs)) == ("succeeded", 1)
    async with reading() as session:
        file = await get_asset(session, owner, done.outputs[0].asset_id)
    original = await runtime().blobs.get(file.keys["original"])
    assert hashlib.sha256(original).hexdigest() == await stored_hash(done.outputs[0].asset_id)


async def stored_hash(asset_id: UUID) -> str | None:
    async with reading() as session:
        found: str | None = await session.scalar(select(col(Asset.sha256)).where(col(Asset.id) == asset_id))
    return found


async def test_a_try_after_one_that_died_before_recording_takes_what_is_stored(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(owner)
    async with reading() as session:
        render_task = await session.get(RenderTask, (own.id, 0))
    assert render_task is not None
    key = asset_keys(render_task.asset_id)["original"]
    stored = runtime().finisher.finish(
        photos.jpeg(photos.portrait()),
        size=(1024, 1024),
        watermark=True,
        provenance=Provenance("algorithmicMedia", "fake_engine", "fake-engine-1", now()),
    )
    await runtime().blobs.put(key, stored.original, "image/jpeg")
    await queue.run()
    assert (await read(owner, own)).status == "succeeded"
    assert await runtime().blobs.get(key) == stored.original
    assert await stored_hash(render_task.asset_id) == stored.sha256


async def test_a_worker_that_died_is_followed_by_another(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(owner)
    async with transaction() as session:
        assert await claim_render_task(session, own.id, 0, "rendering", "cpu@gone/1") is not None
    await queue.run()
    assert (await read(owner, own)).status == "rendering"
    await leases_run_out()
    await BODIES["generation.recover"]()
    await queue.run()
    assert (await read(owner, own)).status == "succeeded"


async def test_a_worker_that_starts_again_frees_what_it_held(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(owner)
    await queue.run(until="generation.render")
    async with transaction() as session:
        await claim_render_task(session, own.id, 0, "rendering", "cpu@here/1")
    async with transaction() as session:
        assert await release_leases_of_node(session, "cpu@here") == 1
        assert await release_leases_of_node(session, "cpu@her") == 0
    await queue.run()
    assert (await read(owner, own)).status == "succeeded"


async def test_too_many_tries_fail_it_with_the_credits_back(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(owner)
    await queue.run(until="generation.render")
    job = queue.jobs[0]
    for _ in range(runtime().engine_config.limits.attempts_max):
        async with transaction() as session:
            assert await claim_render_task(session, own.id, 0, "rendering", "cpu@gone/1") is not None
        await leases_run_out()
    queue.jobs = [job]
    await queue.run()
    done = await read(owner, own)
    assert done.status == "failed"
    assert done.error is not None
    assert done.error.code == "too-many-tries"
    assert await credits_of(owner) == (80, 0)
    assert fake_engine.seeds == []


async def test_what_is_no_picture_fails_with_a_sentence(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    fake_engine.data = b"this is no picture"
    own = await start(owner)
    await queue.run()
    done = await read(owner, own)
    assert done.status == "failed"
    assert done.error is not None
    assert done.error.code == "not-a-picture"
    assert await credits_of(owner) == (80, 0)


async def test_past_the_deadline_it_fails_with_the_credits_back(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    own = await start(owner)
    await queue.run(until="generation.render")
    async with transaction() as session:
        await session.execute(update(Generation).values(deadline_at=now() - timedelta(seconds=1)))
    await BODIES["generation.recover"]()
    done = await read(owner, own)
    assert done.error is not None
    assert (done.status, done.error.code) == ("failed", "deadline")
    assert await credits_of(owner) == (80, 0)


async def test_a_lost_job_is_sent_again(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    async with dispatcher_busy():
        own = await start(owner, enhance_prompt=True)
    queue.jobs.clear()
    await BODIES["generation.recover"]()
    await queue.run(until="generation.prepare")
    assert queue.jobs
    queue.jobs.clear()
    async with transaction() as session:
        await session.execute(update(Generation).values(last_enqueued_at=now() - timedelta(minutes=2)))
    await BODIES["generation.recover"]()
    await queue.run(until="generation.render")
    queue.jobs.clear()
    await leases_run_out()
    await BODIES["generation.recover"]()
    await queue.run()
    assert (await read(owner, own)).status == "succeeded"


async def test_a_portrait_is_free_and_hung_on_its_character(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    character = await invent(owner)
    assert character.portrait_url is None
    await queue.run()
    async with reading() as session:
        found = await get_character(session, owner, character.id)
        assert (await list_generations(session, owner, GenerationFilter())).items == []
        assert (await list_outputs(session, owner)).items == []
    assert found.portrait_url is not None
    assert await credits_of(owner) == (80, 0)


async def test_only_five_portraits_a_day_are_made(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    for number in range(6):
        await invent(owner, name=f"Amara {number}")
    await queue.run()
    async with reading() as session:
        made = await session.scalar(
            text("select count(*) from character where portrait_asset_id is not null")
        )
    assert made == 5


async def test_a_character_picture_costs_eight_and_freezes_the_look(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    character = await invent(owner, hair_color="Copper", style="neon")
    own = await start(owner, character_id=character.id)
    assert (own.credits_reserved, own.style) == (8, "neon")
    async with transaction() as session:
        await delete_character(session, owner, character.id)
    await queue.run()
    done = await read(owner, own)
    assert (done.status, done.character_id) == ("succeeded", None)
    async with reading() as session:
        request = await session.scalar(select(col(Generation.request)).where(col(Generation.id) == own.id))
    assert request["appearance"]["hair_color"] == "copper"


async def test_deleting_takes_the_files_too(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    own = await start(owner)
    await queue.run()
    done = await read(owner, own)
    async with reading() as session:
        file = await get_asset(session, owner, done.outputs[0].asset_id)
    async with transaction() as session:
        await delete_generation(session, owner, own.id)
    await queue.run()
    assert [await runtime().blobs.exists(key) for key in file.keys.values()] == [False] * 3
    with pytest.raises(NotFound):
        await read(owner, own)


async def test_a_strangers_things_do_not_exist(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    character = await invent(owner)
    own = await start(owner)
    await queue.run()
    done = await read(owner, own)
    with pytest.raises(NotFound):
        await read(stranger, own)
    with pytest.raises(NotFound):
        await cancel(stranger, own)
    with pytest.raises(NotFound):
        await start(stranger, character_id=character.id)
    async with transaction() as session:
        with pytest.raises(NotFound):
            await get_asset(session, stranger, done.outputs[0].asset_id)
        with pytest.raises(NotFound):
            await get_asset(session, None, done.outputs[0].asset_id)
        with pytest.raises(NotFound):
            await set_favourite(session, stranger, done.outputs[0].id, True)
        with pytest.raises(NotFound):
            await delete_generation(session, stranger, own.id)
        assert (await list_generations(session, stranger, GenerationFilter())).items == []


async def test_the_server_cap_holds_over_people(queue: FakeQueue, fake_engine: FakeEngine) -> None:
    people = [await new_person(f"p{number}@example.com") for number in range(10)]
    for person in people:
        await start(person)
    await BODIES["generation.dispatch"]()
    async with reading() as session:
        running = await session.scalar(text("select count(*) from generation where status = 'submitted'"))
    assert running == runtime().engine_config.limits.running_max == 8


async def test_too_few_credits_leave_nothing_behind(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    for _ in range(4):
        await start(owner, count=4)
    with pytest.raises(NotEnoughCredits):
        await start(owner)
    async with reading() as session:
        assert await session.scalar(text("select count(*) from generation")) == 4


async def test_the_filters_of_the_list(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    beach = await start(owner, prompt="100% beach")
    await start(owner, prompt="a cafe")
    await queue.run()
    done = await read(owner, beach)
    async with transaction() as session:
        await set_favourite(session, owner, done.outputs[0].id, True)

    async def ids(**asked: Any) -> list[str]:
        async with reading() as session:
            page = await list_generations(session, owner, GenerationFilter(**asked))
        return [item.prompt for item in page.items]

    assert await ids() == ["a cafe", "100% beach"]
    assert await ids(q="0% BEACH") == ["100% beach"]
    assert await ids(q="100_") == []
    assert await ids(q="CAFE\u200b") == ["a cafe"]
    assert await ids(favourite=True) == ["100% beach"]
    assert await ids(favourite=False) == ["a cafe"]
    assert await ids(status="failed") == []
    assert await ids(**{"from": done.created_at, "to": done.created_at}) == []


async def test_canceling_deleting_and_finishing_at_once_never_wait_in_a_circle(
    queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    owner = await new_person("o@example.com", "studio")
    for _ in range(6):
        character = await invent(owner)
        own = await start(owner, count=2, character_id=character.id)
        assert {job.name for job in queue.jobs} == {"generation.render"}
        work = list(queue.jobs)
        queue.jobs.clear()

        async def remove(gone: CharacterDetail = character) -> None:
            async with transaction() as session:
                await delete_character(session, owner, gone.id)

        rendering = (BODIES[job.name](**job.arguments()) for job in work)
        results = await asyncio.gather(*rendering, cancel(owner, own), remove(), return_exceptions=True)
        assert [result for result in results if isinstance(result, Exception)] == []
        await queue.run()
        async with transaction() as session:
            await delete_generation(session, owner, own.id)


async def test_what_may_not_be_made_is_refused_before_anything_is_charged(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    with pytest.raises(PolicyRefused):
        await start(owner, prompt="a nude teenager")
    assert await credits_of(owner) == (80, 0)
    assert queue.jobs == []
