"""Creates, changes and deletes characters."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.base import new_id, now
from influencer_app.db.outbox import emit, port
from influencer_app.domain.characters.events import CharacterChanged
from influencer_app.domain.characters.models import Character
from influencer_app.domain.characters.ports import PortraitPort
from influencer_app.domain.characters.queries import appearance_of, detail, get_row
from influencer_app.domain.characters.references import delete_reference_files
from influencer_app.domain.characters.schemas import (
    Appearance,
    CharacterChange,
    CharacterDetail,
    NewCharacter,
    RequestedAppearance,
)
from influencer_app.domain.safety.rules import check_traits, check_words
from influencer_app.domain.workspaces.schemas import Actor

DRAWN = ("ethnicity", "skin_tone", "hair_style", "hair_color", "eye_color", "body_type")
"""Free-text traits that are passed to engines."""


async def create_character(
    session: AsyncSession, actor: Actor, new: NewCharacter, *, character_id: UUID | None = None
) -> CharacterDetail:
    """Creates a character and starts its portrait if today's free ones are not used up.

    ``character_id`` is an unused id issued earlier, so that the previewed face is kept.
    Raises ``PolicyRefused`` for a minor's appearance or persona.
    """
    _check_policy(new.model_dump())
    row = Character(
        id=character_id or new_id(),
        workspace_id=actor.workspace_id,
        person_id=actor.person_id,
        **new.model_dump(),
    )
    session.add(row)
    await session.flush()
    await port(session, PortraitPort).start(session, actor, row)
    _tell(session, row)
    return detail(row)


async def change_character(
    session: AsyncSession, actor: Actor, character_id: UUID, change: CharacterChange
) -> CharacterDetail:
    """Applies a partial update; a new appearance gets a new portrait. Raises like ``create_character``."""
    _check_policy(change.changes())
    row = await get_row(session, actor, character_id)
    before = (appearance_of(row), row.style)
    for name, value in change.changes().items():
        setattr(row, name, value)
    row.updated_at = now()
    await session.flush()
    if (appearance_of(row), row.style) != before:
        await port(session, PortraitPort).start(session, actor, row)
    _tell(session, row)
    return detail(row)


async def delete_character(session: AsyncSession, actor: Actor, character_id: UUID) -> None:
    """Deletes the character and its portrait. Its outputs and their settings stay."""
    row = await get_row(session, actor, character_id)
    await delete_reference_files(session, character_id)
    await session.delete(row)
    await session.flush()
    await port(session, PortraitPort).delete(session, row)
    _tell(session, row)


def requested_appearance(asked: RequestedAppearance) -> Appearance:
    """The appearance for a preview. Raises ``PolicyRefused`` for a minor's traits."""
    said = asked.model_dump(exclude={"key", "style"})
    _check_policy(said)
    return Appearance(key=str(asked.key), **said)


def _check_policy(said: dict[str, Any]) -> None:
    """Raises ``PolicyRefused`` for a minor's traits and for a persona that breaks the policy."""
    for name in DRAWN:
        check_traits(said.get(name, ""), field=name)
    check_words(said.get("persona", ""), shows_character=False, field="persona")


def _tell(session: AsyncSession, row: Character) -> None:
    emit(session, CharacterChanged(workspace_id=row.workspace_id, character_id=row.id))
