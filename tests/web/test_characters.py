"""Characters: the form and the cards."""

from urllib.parse import parse_qs, urlsplit

import pytest

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.queries import list_characters
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.pages.characters.form_state import FIELDS, CharacterFormState
from influencer_app.web.pages.characters.list_state import CharacterListState
from influencer_app.web.pages.characters.state import CharactersState
from tests.fake_engine import FakeEngine, FakeQueue
from tests.web.browser import call, sibling, tab


async def test_the_form_of_a_character(owner: Actor, queue: FakeQueue, fake_engine: FakeEngine) -> None:
    page = await tab(CharactersState, owner, "/dashboard/characters", new="1")
    state, listed = sibling(page, CharacterFormState), sibling(page, CharacterListState)
    await call(page, "load")
    assert state.form_open
    for name, value in (("name", "Amara"), ("age", "17")):
        await call(state, "set_field", name, value)
    await call(state, "save", {})
    assert state.errors == {"age": "Characters are adults: 18 or older."}
    assert state.form_open
    await call(state, "set_field", "age", "28")
    await call(state, "save", {})
    assert not state.form_open
    assert [(one.name, one.developing) for one in listed.characters] == [("Amara", 0.0)]
    await call(state, "open_edit", listed.characters[0].id)
    await call(state, "set_field", "name", "Mia")
    await call(state, "save", {})
    async with reading() as session:
        assert [one.name for one in (await list_characters(session, owner)).items] == ["Mia"]
    await call(listed, "ask_delete", listed.characters[0].id)
    await call(listed, "delete")
    assert listed.characters == []


async def test_the_face_in_the_form_is_the_face_of_the_character(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    page = await tab(CharactersState, owner, "/dashboard/characters", new="1")
    state, listed = sibling(page, CharacterFormState), sibling(page, CharacterListState)
    assert state.face_url == ""
    await call(page, "load")
    await call(state, "set_field", "hair_style", "afro")
    asked = parse_qs(urlsplit(state.face_url).query)
    expected = {"key": [state.face_key], "age": ["26"], "gender": ["female"], "hair_style": ["afro"]}
    assert asked == expected
    before = state.face_url
    for name, value in (("age", "17"), ("name", "Amara"), ("persona", "Calm.")):
        await call(state, "set_field", name, value)
        assert state.face_url == before
    await call(state, "set_field", "age", "40")
    await call(state, "save", {})
    assert state.face_url == ""
    assert [one.id for one in listed.characters] == [asked["key"][0]]
    await call(state, "save", {"name": "Twice"})
    assert [one.name for one in listed.characters] == ["Amara"]
    await call(state, "open_edit", listed.characters[0].id)
    assert parse_qs(urlsplit(state.face_url).query)["key"] == [listed.characters[0].id]
    await call(state, "close_form")
    assert state.face_url == ""


async def test_somebody_at_random_fills_the_form_and_can_be_saved(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    page = await tab(CharactersState, owner, "/dashboard/characters", new="1")
    state, listed = sibling(page, CharacterFormState), sibling(page, CharacterListState)
    await call(page, "load")
    faces = set()
    for _ in range(6):
        await call(state, "randomize")
        assert [name for name in FIELDS if not state.form[name]] == ["voice"]
        faces.add(state.face_url)
    assert len(faces) == 6
    await call(state, "save", {})
    assert state.errors == {}
    own = listed.characters[0].id
    await call(state, "open_edit", own)
    await call(state, "set_field", "name", "Mine")
    await call(state, "randomize")
    await call(state, "another_face")
    assert (state.face_key, state.form["name"]) == (own, "Mine")
    await call(state, "open_new")
    before = state.face_url
    await call(state, "another_face")
    asked, older = (parse_qs(urlsplit(url).query) for url in (state.face_url, before))
    assert asked.pop("key") != older.pop("key")
    assert asked == older


async def test_a_first_character_leads_on_to_create(owner: Actor) -> None:
    page = await tab(CharactersState, owner, "/dashboard/characters", new="create")
    state, listed = sibling(page, CharacterFormState), sibling(page, CharacterListState)
    await call(page, "load")
    await call(state, "save", {"name": " ", "age": ""})
    assert state.errors == {"name": "Give them a name.", "age": "Give them an age."}
    answer = await call(state, "save", {"name": "Noor", "age": "26"})
    assert f"/dashboard/generate?character={listed.characters[0].id}" in str(answer)
    await call(state, "open_new")
    assert await call(state, "save", {"name": "Mia"}) is None


async def test_a_voice_that_is_not_here_any_more_is_kept(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine
) -> None:
    new = NewCharacter(name="Mia", age=24, gender="female", voice="gone", hair_style="a beehive")
    async with transaction() as session:
        made = await create_character(session, owner, new)
    page = await tab(CharactersState, owner, "/dashboard/characters")
    state = sibling(page, CharacterFormState)
    await call(page, "load")
    await call(state, "open_edit", str(made.id))
    assert ("gone", "gone") in state.voices
    await call(state, "save", {"name": "Mia", "voice": "", "hair_style": ""})
    async with reading() as session:
        kept = (await list_characters(session, owner)).items[0]
    assert (kept.voice, kept.hair_style) == ("gone", "a beehive")


@pytest.mark.parametrize(
    ("traits", "words"),
    [
        ({"hair_style": "long", "hair_color": "auburn", "skin_tone": "fair"}, "long auburn hair, fair skin"),
        ({"hair_style": "afro", "hair_color": "black"}, "black afro"),
        ({"hair_style": "bald", "hair_color": "black"}, "bald"),
        ({"hair_color": "pink"}, "pink hair"),
    ],
)
async def test_a_card_says_how_somebody_looks(
    owner: Actor, queue: FakeQueue, fake_engine: FakeEngine, traits: dict[str, str], words: str
) -> None:
    async with transaction() as session:
        await create_character(session, owner, NewCharacter(name="Mia", age=24, gender="female", **traits))
    page = await tab(CharactersState, owner, "/dashboard/characters")
    listed = sibling(page, CharacterListState)
    await call(page, "load")
    assert listed.characters[0].facts == f"24, woman, {words}"
