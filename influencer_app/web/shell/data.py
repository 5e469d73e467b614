"""Reads what the frame of a signed-in page shows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.domain.accounts.queries import get_person
from influencer_app.domain.accounts.schemas import PersonDetail
from influencer_app.domain.characters.queries import list_characters
from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.domain.credits.queries import get_balance
from influencer_app.domain.credits.schemas import Balance
from influencer_app.domain.generation.queries import list_ended, list_running
from influencer_app.domain.generation.requests.model_choice import get_current_price
from influencer_app.domain.generation.schemas import GenerationDetail
from influencer_app.domain.privacy.erasures import find_erase_at
from influencer_app.domain.workspaces.queries import list_places
from influencer_app.domain.workspaces.schemas import Actor, WorkspacePlace
from influencer_app.web.cards.character import CHARACTERS_MAX
from influencer_app.web.cards.notification import NOTIFICATIONS_MAX

WORKSPACES_MAX = 20
"""Workspaces that the switcher offers; the settings list all."""


@dataclass(frozen=True)
class ShellData:
    """The rows of the frame, which pages use as well."""

    person: PersonDetail
    balance: Balance
    picture_price: int
    characters: list[CharacterDetail]
    characters_cursor: str
    running: list[GenerationDetail]
    ended: list[GenerationDetail]
    workspaces: list[WorkspacePlace]
    """The open one first."""
    erase_at: datetime | None


async def read_shell(session: AsyncSession, actor: Actor) -> ShellData:
    """All of it in the caller's transaction."""
    characters = await list_characters(session, actor, limit=CHARACTERS_MAX)
    return ShellData(
        person=await get_person(session, actor),
        balance=await get_balance(session, actor),
        picture_price=(await get_current_price(session, "image")).credits,
        characters=characters.items,
        characters_cursor=characters.next_cursor or "",
        running=await list_running(session, actor),
        ended=await list_ended(session, actor, NOTIFICATIONS_MAX),
        workspaces=await list_places(session, actor, WORKSPACES_MAX),
        erase_at=await find_erase_at(session, actor.person_id),
    )
