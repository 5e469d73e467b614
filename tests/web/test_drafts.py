"""The draft survives a reload, follows its owner to other devices, and is shown to nobody else."""

from dataclasses import replace

from influencer_app.api.multipart import keep
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.generation.requests.drafts import get_draft
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.integrations.uploads.decoder import read_file
from influencer_app.web.pages.generate.state import GenerateState
from tests.fake_engine import FakeEngine, FakeQueue
from tests.media.videos import sound_file, tone
from tests.web.browser import call, create, invent, tab


async def typed(state: GenerateState, **values: str) -> None:
    for name, value in values.items():
        await call(state, f"set_{name}", value)
    await call(state, "keep_draft")


async def test_another_device_goes_on_where_this_one_stopped(
    owner: Actor, stranger: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    who = await invent(owner)
    here = await create(owner, character=who)
    await typed(
        here, prompt="at the sea", negative="rain", seed="7", style="neon", aspect_ratio="16:9", count="3"
    )
    there = await create(owner)
    kept = ("prompt", "negative", "seed", "style", "aspect_ratio", "count", "character_id")
    assert [getattr(there, name) for name in kept] == ["at the sea", "rain", "7", "neon", "16:9", 3, who]
    assert there.advanced
    assert (await create(stranger)).prompt == ""


async def test_the_last_one_written_counts_and_what_a_tab_has_stays(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    here, there = await create(owner), await create(owner)
    await typed(here, prompt="first")
    await typed(there, prompt="second")
    await call(here, "load")
    assert here.prompt == "second"
    await call(here, "set_prompt", "not kept yet")
    await call(here, "load")
    assert here.prompt == "not kept yet"


async def test_what_is_typed_before_the_page_has_loaded_stays(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    await typed(await create(owner), prompt="an older draft")
    quick = await tab(GenerateState, owner, "/dashboard/generate")
    session = replace(quick.router.session, session_id="one")
    quick.router = replace(quick.router, session=session)
    await call(quick, "set_prompt", "at once")
    await call(quick, "load")
    assert (quick.prompt, quick.form_version) == ("at once", 0)
    await call(quick, "keep_draft")
    await typed(await create(owner), prompt="newer")
    await call(quick, "load")
    assert quick.prompt == "newer"


async def test_a_talking_video_with_its_sound_and_picture_and_without_when_they_are_gone(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="at the sea"))
    await queue.run()
    here = await create(owner, mode="avatar")
    await call(here, "choose_source", here.sources[0].id)
    sound = await keep(owner, read_file(sound_file(tone(2.0))))
    await call(here, "attach_audio", str(sound.id))
    await typed(here, script="Hello there.")
    there = await create(owner)
    assert (there.mode, there.script, there.source) == ("avatar", "Hello there.", here.source)
    assert (there.audio, there.audio_seconds) == (str(sound.id), 2.0)
    await call(here, "delete", here.generations[0].id)
    again = await create(owner)
    assert (again.mode, again.script, again.source, again.audio) == ("avatar", "Hello there.", "", "")


async def test_nothing_is_written_for_nobody_or_without_a_change(owner: Actor) -> None:
    nobody = await tab(GenerateState, None, "/dashboard/generate")
    await call(nobody, "set_prompt", "secret")
    await call(nobody, "keep_draft")
    state = await create(owner)
    await typed(state, prompt="at the sea")
    async with reading() as session:
        first = await get_draft(session, owner)
    await call(state, "keep_draft")
    async with reading() as session:
        assert await get_draft(session, owner) == first
