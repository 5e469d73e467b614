"""Sounds that are spoken to, and real faces, in the pages' states."""

import pytest

from influencer_app.app_services.uploads import store_upload
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.references import add_reference, list_references
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.integrations.uploads.decoder import read_face, read_file
from influencer_app.web.pages.characters.detail_state import CharacterDetailState
from influencer_app.web.pages.characters.reference_photos_state import ReferencePhotosState
from influencer_app.web.pages.characters.state import CharactersState
from tests import photos
from tests.fake_engine import FakeEngine, FakeQueue
from tests.media.videos import make_video, sound_file, tone
from tests.support import new_person
from tests.web.browser import call, create, open_create, sibling, tab


async def test_a_sound_takes_the_place_of_the_script_and_sets_the_price(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="at the sea"))
    await queue.run()
    sound = await store_upload(owner, read_file(sound_file(tone(16.0))))
    state = await create(owner)
    await call(state.page, "set_mode", "avatar")
    await call(state.video, "choose_source", state.video.sources[0].id)
    await call(state.video, "set_script", "Hello.")
    assert state.composer.price == 15
    await call(state.video, "attach_audio", str(sound.id))
    assert (state.video.audio_label, state.composer.price) == ("16.0 s of sound", 30)
    fake_engine.data = make_video(320, 240, 1.0)
    await call(state.page, "make", {})
    await queue.run()
    await call(state.page, "load")
    assert [(card.kind, "30 credits" in card.repeat_price) for card in state.stream.generations[:1]] == [
        ("done", True)
    ]
    await call(state.page, "again", state.stream.generations[0].id, state.page.submit_key)
    assert "Upload it again" in state.shell.toasts[-1].title
    await call(state.video, "remove_audio")
    assert (state.video.audio, state.composer.price) == ("", 15)


async def test_only_ones_own_sounds(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    other = await new_person("other@example.com")
    foreign = await store_upload(other, read_file(sound_file(tone(1.0))))
    picture = await store_upload(owner, read_file(photos.snapshot()))
    state = await open_create(owner)
    for upload, words in ((foreign, "This upload"), (picture, "This is a picture")):
        await call(state.video, "attach_audio", str(upload.id))
        assert state.video.audio == ""
        assert words in f"{state.video.audio_error}{[toast.title for toast in state.shell.toasts]}"


@pytest.mark.parametrize("anybody", ["anonymous", "stranger"])
async def test_faces_are_their_owners_alone(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, anybody: str
) -> None:
    async with transaction() as session:
        who = await create_character(session, owner, NewCharacter(name="Bo", age=30, gender="male"))
    face = await store_upload(owner, read_face(photos.snapshot()))
    async with transaction() as session:
        added = await add_reference(session, owner, who.id, face.id, consent=True)
    own = await tab(CharactersState, owner, "/dashboard/characters", character=str(who.id))
    await call(own, "load")
    photos_of = sibling(own, ReferencePhotosState)
    assert [one.id for one in photos_of.photos] == [str(added.id)]
    assert sibling(own, CharacterDetailState).character.name == "Bo"

    actor = await new_person("stranger@example.com") if anybody == "stranger" else None
    other = await tab(CharactersState, actor, "/dashboard/characters", character=str(who.id))
    await call(other, "load")
    theirs = sibling(other, ReferencePhotosState)
    assert (sibling(other, CharacterDetailState).character_id, theirs.character_id, theirs.photos) == (
        "",
        "",
        [],
    )
    theirs.character_id = str(who.id)
    await call(theirs, "withdraw_photo", str(added.id))
    async with reading() as session:
        assert len(await list_references(session, owner, who.id)) == 1

    await call(photos_of, "withdraw_photo", str(added.id))
    assert photos_of.photos == []
