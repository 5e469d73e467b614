"""The draft survives a reload, follows its owner to other devices, and is shown to nobody else."""

from dataclasses import replace

from influencer_app.app_services.uploads import store_upload
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.generation.requests.drafts import get_draft
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.uploads.decoder import read_file
from tests.fake_engine import FakeEngine, FakeQueue
from tests.media.videos import sound_file, tone
from tests.web.browser import CreatePage, call, create, invent, open_create


async def typed(state: CreatePage, **values: str) -> None:
    for name, value in values.items():
        await call(
            state.video if name in ("script", "motion", "voice") else state.composer, f"set_{name}", value
        )
    await call(state.draft, "save_draft")


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
    assert [getattr(there.composer, name) for name in kept] == [
        "at the sea",
        "rain",
        "7",
        "neon",
        "16:9",
        3,
        who,
    ]
    assert there.composer.show_advanced
    assert (await create(stranger)).composer.prompt == ""


async def test_the_last_one_written_counts_and_what_a_tab_has_stays(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    here, there = await create(owner), await create(owner)
    await typed(here, prompt="first")
    await typed(there, prompt="second")
    await call(here.page, "load")
    assert here.composer.prompt == "second"
    await call(here.composer, "set_prompt", "not kept yet")
    await call(here.page, "load")
    assert here.composer.prompt == "not kept yet"


async def test_what_is_typed_before_the_page_has_loaded_stays(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    await typed(await create(owner), prompt="an older draft")
    quick = await open_create(owner)
    root = quick.page._get_root_state()
    root.router = replace(root.router, session=replace(root.router.session, session_id="one"))
    await call(quick.composer, "set_prompt", "at once")
    await call(quick.page, "load")
    assert (quick.composer.prompt, quick.composer.form_version) == ("at once", 0)
    await call(quick.draft, "save_draft")
    await typed(await create(owner), prompt="newer")
    await call(quick.page, "load")
    assert quick.composer.prompt == "newer"


async def test_a_talking_video_with_its_sound_and_picture_and_without_when_they_are_gone(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="at the sea"))
    await queue.run()
    here = await create(owner, mode="avatar")
    await call(here.video, "choose_source", here.video.sources[0].id)
    sound = await store_upload(owner, read_file(sound_file(tone(2.0))))
    await call(here.video, "attach_audio", str(sound.id))
    await typed(here, script="Hello there.")
    there = await create(owner)
    assert (there.composer.mode, there.video.script, there.video.source) == (
        "avatar",
        "Hello there.",
        here.video.source,
    )
    assert (there.video.audio, there.video.audio_seconds) == (str(sound.id), 2.0)
    await call(here.stream, "delete", here.stream.generations[0].id)
    again = await create(owner)
    assert (again.composer.mode, again.video.script, again.video.source, again.video.audio) == (
        "avatar",
        "Hello there.",
        "",
        "",
    )


async def test_nothing_is_written_for_nobody_or_without_a_change(owner: Actor) -> None:
    nobody = await open_create(None)
    await call(nobody.composer, "set_prompt", "secret")
    await call(nobody.draft, "save_draft")
    state = await create(owner)
    await typed(state, prompt="at the sea")
    async with reading() as session:
        first = await get_draft(session, owner)
    await call(state.draft, "save_draft")
    async with reading() as session:
        assert await get_draft(session, owner) == first
