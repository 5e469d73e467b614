"""Inventing, changing and deleting characters."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.base import new_id, now
from influencer_app.db.outbox import emit, port
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.events import CharacterChanged
from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.ports import PortraitPort
from influencer_app.domain.characters.queries import detail, get_row, look_of
from influencer_app.domain.characters.references import delete_reference_files
from influencer_app.domain.characters.schemas import (
    AskedLook,
    CharacterChange,
    CharacterDetail,
    Look,
    NewCharacter,
)
from influencer_app.domain.safety.rules import check_traits, check_words

DRAWN = ("ethnicity", "skin_tone", "hair_style", "hair_color", "eye_color", "body_type")
"""What is said of a person in free words, and goes to the engines."""


async def create_character(
    session: AsyncSession, actor: Actor, new: NewCharacter, *, character_id: UUID | None = None
) -> CharacterDetail:
    """Invent a character; its free portrait is started where today's are not used up.

    ``character_id`` is an id of ours that nobody has yet: the face that was shown before belongs to it.
    Raises ``PolicyRefused`` for a look or a persona of somebody young.
    """
    _check_policy(new.model_dump())
    row = Character(id=character_id or new_id(), person_id=actor.person_id, **new.model_dump())
    session.add(row)
    await session.flush()
    await port(session, PortraitPort).start(session, actor, row)
    _tell(session, row)
    return detail(row)


async def change_character(
    session: AsyncSession, actor: Actor, character_id: UUID, change: CharacterChange
) -> CharacterDetail:
    """Change what was sent; another look gets another portrait. Raises as ``create_character`` does."""
    _check_policy(change.changes())
    row = await get_row(session, actor, character_id)
    before = (look_of(row), row.style)
    for name, value in change.changes().items():
        setattr(row, name, value)
    row.updated_at = now()
    await session.flush()
    if (look_of(row), row.style) != before:
        await port(session, PortraitPort).start(session, actor, row)
    _tell(session, row)
    return detail(row)


async def delete_character(session: AsyncSession, actor: Actor, character_id: UUID) -> None:
    """Delete it with its portrait. Pictures made with it stay, and so do their settings."""
    row = await get_row(session, actor, character_id)
    await delete_reference_files(session, character_id)
    await session.delete(row)
    await session.flush()
    await port(session, PortraitPort).delete(session, row)
    _tell(session, row)


def look_of_asked(asked: AskedLook) -> Look:
    """The look of somebody who may not exist yet. Raises ``PolicyRefused`` for traits of somebody young."""
    said = asked.model_dump(exclude={"key", "style"})
    _check_policy(said)
    return Look(key=str(asked.key), **said)


def _check_policy(said: dict[str, Any]) -> None:
    """Raises ``PolicyRefused`` for traits of somebody young, and for what no persona may tell."""
    for name in DRAWN:
        check_traits(said.get(name, ""), field=name)
    check_words(said.get("persona", ""), shows_character=False, field="persona")


def _tell(session: AsyncSession, row: Character) -> None:
    emit(session, CharacterChanged(person_id=row.person_id, character_id=row.id))
