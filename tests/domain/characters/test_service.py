import pytest

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.queries import get_character, list_characters
from influencer_app.domain.characters.schemas import CharacterChange, CharacterDetail, NewCharacter
from influencer_app.domain.characters.service import (
    change_character,
    create_character,
    delete_character,
)
from influencer_app.domain.generation.queries import list_running
from influencer_app.domain.safety.rules import SEXUAL_MINOR, YOUNG
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import NotFound, PolicyRefused


async def invent(actor: Actor, name: str) -> CharacterDetail:
    async with transaction() as session:
        return await create_character(session, actor, NewCharacter(name=name, age=28, gender="female"))


async def portraits_under_way(actor: Actor) -> int:
    async with reading() as session:
        return len(await list_running(session, actor))


async def test_pages_of_characters_newest_first(owner: Actor) -> None:
    made = [await invent(owner, f"Amara {number}") for number in range(5)]
    async with reading() as session:
        first = await list_characters(session, owner, limit=3)
        rest = await list_characters(session, owner, cursor=first.next_cursor, limit=3)
    assert [item.id for item in (*first.items, *rest.items)] == [item.id for item in reversed(made)]
    assert rest.next_cursor is None


async def test_another_look_gets_another_portrait_and_another_name_does_not(owner: Actor) -> None:
    own = await invent(owner, "Amara")
    assert await portraits_under_way(owner) == 1
    async with transaction() as session:
        await change_character(session, owner, own.id, CharacterChange(name="Mia"))
    assert await portraits_under_way(owner) == 1
    async with transaction() as session:
        changed = await change_character(session, owner, own.id, CharacterChange(hair_color="red"))
    assert (changed.name, changed.hair_color) == ("Mia", "red")
    assert changed.updated_at > own.updated_at
    assert await portraits_under_way(owner) == 2


async def test_deleted_is_gone(owner: Actor) -> None:
    own = await invent(owner, "Amara")
    async with transaction() as session:
        await delete_character(session, owner, own.id)
    async with transaction() as session:
        with pytest.raises(NotFound):
            await get_character(session, owner, own.id)


async def test_a_strangers_character_does_not_exist(owner: Actor, stranger: Actor) -> None:
    own = await invent(owner, "Amara")
    async with transaction() as session:
        for attempt in (
            get_character(session, stranger, own.id),
            change_character(session, stranger, own.id, CharacterChange(name="Mine")),
            delete_character(session, stranger, own.id),
        ):
            with pytest.raises(NotFound):
                await attempt
        assert (await list_characters(session, stranger)).items == []


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("body_type", "childlike", YOUNG),
        ("hair_style", "pigtails, 12 years old", YOUNG),
        ("ethnicity", "teen", YOUNG),
        ("body_type", "t33n", YOUNG),
        ("skin_tone", "loli", YOUNG),
        ("persona", "Sexy schoolgirl", SEXUAL_MINOR),
    ],
)
async def test_nobody_is_made_young_by_a_trait(owner: Actor, field: str, value: str, sentence: str) -> None:
    own = await invent(owner, "Amara")
    for ask in (
        lambda session: create_character(
            session, owner, NewCharacter(name="Amara", age=28, gender="female", **{field: value})
        ),
        lambda session: change_character(session, owner, own.id, CharacterChange(**{field: value})),
    ):
        async with transaction() as session:
            with pytest.raises(PolicyRefused) as error:
                await ask(session)
        assert (error.value.sentence, error.value.fields[0].field) == (sentence, field)


async def test_a_persona_may_have_had_a_childhood_and_hair_may_have_a_fringe(owner: Actor) -> None:
    told = {"persona": "Grew up by the sea; as a child she drew boats.", "hair_style": "baby bangs"}
    async with transaction() as session:
        assert (
            await create_character(
                session, owner, NewCharacter(name="Amara", age=28, gender="female", **told)
            )
        ).persona
