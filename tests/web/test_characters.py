"""Characters: the form and the cards."""

import pytest

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.queries import list_characters
from influencer_app.domain.characters.schemas import NewCharacter
from influencer_app.domain.characters.service import create_character
from influencer_app.web.pages.characters.person_state import PersonState
from tests.pipeline import Line, Pencil
from tests.web.browser import call, tab


async def test_the_form_of_a_character(owner: Actor, line: Line, pencil: Pencil) -> None:
    state = await tab(PersonState, owner, "/dashboard/characters", new="1")
    await call(state, "load_page")
    assert state.form_open
    for name, value in (("name", "Amara"), ("age", "17")):
        await call(state, "set_field", name, value)
    await call(state, "save", {})
    assert state.errors == {"age": "Characters are adults: 18 or older."}
    assert state.form_open
    await call(state, "set_field", "age", "28")
    await call(state, "save", {})
    assert not state.form_open
    assert [(one.name, one.developing) for one in state.people] == [("Amara", 0.0)]
    await call(state, "open_edit", state.people[0].id)
    await call(state, "set_field", "name", "Mia")
    await call(state, "save", {})
    async with reading() as session:
        assert [one.name for one in (await list_characters(session, owner)).items] == ["Mia"]
    await call(state, "ask_delete", state.people[0].id)
    await call(state, "delete")
    assert state.people == []


async def test_what_the_form_does_not_offer_is_kept_by_it(owner: Actor, line: Line, pencil: Pencil) -> None:
    new = NewCharacter(name="Mia", age=24, gender="female", voice="gone", hair_style="a beehive")
    async with transaction() as session:
        made = await create_character(session, owner, new)
    state = await tab(PersonState, owner, "/dashboard/characters")
    await call(state, "load_page")
    await call(state, "open_edit", str(made.id))
    await call(state, "set_field", "age", "101")
    assert state.preview_url == ""
    await call(state, "save", {"name": "Ada", "age": "25", "voice": "", "hair_style": ""})
    await call(state, "save", {"name": "Once more"})
    async with reading() as session:
        kept = (await list_characters(session, owner)).items[0]
    assert (kept.name, kept.age, kept.voice, kept.hair_style) == ("Ada", 25, "gone", "a beehive")


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
    owner: Actor, line: Line, pencil: Pencil, traits: dict[str, str], words: str
) -> None:
    async with transaction() as session:
        await create_character(session, owner, NewCharacter(name="Mia", age=24, gender="female", **traits))
    state = await tab(PersonState, owner, "/dashboard/characters")
    await call(state, "load_page")
    assert state.people[0].facts == f"24, woman, {words}"
