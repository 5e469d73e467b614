"""Sounds that are spoken to, and real faces, in the pages' states."""

import pytest

from influencer_app.api.multipart import keep
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.references import add_reference, list_references
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.generation.requests.images import start_image
from influencer_app.domain.generation.schemas import NewImage
from influencer_app.integrations.uploads.decoder import read_face, read_file
from influencer_app.web.pages.characters.detail_state import CharacterDetailState
from influencer_app.web.pages.generate.state import GenerateState
from tests import photos
from tests.fake_engine import FakeEngine, FakeQueue
from tests.media.videos import make_video, sound_file, tone
from tests.support import new_person
from tests.web.browser import call, tab


async def test_a_sound_takes_the_place_of_the_script_and_sets_the_price(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    async with transaction() as session:
        await start_image(session, owner, NewImage(prompt="at the sea"))
    await queue.run()
    sound = await keep(owner, read_file(sound_file(tone(16.0))))
    state = await tab(GenerateState, owner, "/dashboard/generate")
    await call(state, "load")
    await call(state, "set_mode", "avatar")
    await call(state, "choose_source", state.sources[0].id)
    await call(state, "set_script", "Hello.")
    assert state.price == 15
    await call(state, "attach_audio", str(sound.id))
    assert (state.audio_label, state.price) == ("16.0 s of sound", 30)
    fake_engine.data = make_video(320, 240, 1.0)
    await call(state, "make", {})
    await queue.run()
    await call(state, "load")
    assert [(card.kind, "30 credits" in card.repeat_price) for card in state.generations[:1]] == [
        ("done", True)
    ]
    await call(state, "again", state.generations[0].id)
    assert "Upload it once more" in state.toasts[-1].title
    await call(state, "remove_audio")
    assert (state.audio, state.price) == ("", 15)


async def test_only_ones_own_sounds(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    other = await new_person("other@example.com")
    foreign = await keep(other, read_file(sound_file(tone(1.0))))
    picture = await keep(owner, read_file(photos.snapshot()))
    state = await tab(GenerateState, owner, "/dashboard/generate")
    for upload, words in ((foreign, "This upload"), (picture, "This is a picture")):
        await call(state, "attach_audio", str(upload.id))
        assert state.audio == ""
        assert words in f"{state.audio_error}{[toast.title for toast in state.toasts]}"


@pytest.mark.parametrize("anybody", ["anonymous", "stranger"])
async def test_faces_are_their_owners_alone(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, anybody: str
) -> None:
    async with transaction() as session:
        who = await create_character(session, owner, NewCharacter(name="Bo", age=30, gender="male"))
    face = await keep(owner, read_face(photos.snapshot()))
    async with transaction() as session:
        added = await add_reference(session, owner, who.id, face.id, consent=True)
    own = await tab(CharacterDetailState, owner, "/dashboard/characters", character=str(who.id))
    await call(own, "load_page")
    assert [one.id for one in own.reference_photos] == [str(added.id)]
    assert own.one.name == "Bo"

    actor = await new_person("stranger@example.com") if anybody == "stranger" else None
    other = await tab(CharacterDetailState, actor, "/dashboard/characters", character=str(who.id))
    await call(other, "load_page")
    assert (other.character_id, other.reference_character_id, other.reference_photos) == ("", "", [])
    other.reference_character_id = str(who.id)
    await call(other, "withdraw_reference_photo", str(added.id))
    async with reading() as session:
        assert len(await list_references(session, owner, who.id)) == 1

    await call(own, "withdraw_reference_photo", str(added.id))
    assert own.reference_photos == []
