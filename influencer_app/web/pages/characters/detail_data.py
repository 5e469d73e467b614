"""Reads the page of one character: traits, figures, and what was made with them."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import reading
from influencer_app.domain.characters.queries import get_character
from influencer_app.domain.characters.schemas import CharacterDetail
from influencer_app.domain.gallery.queries import get_figures, list_outputs
from influencer_app.domain.gallery.schemas import CharacterFigures, GalleryFilter, GalleryItem
from influencer_app.domain.generation.requests.model_choice import list_character_prices
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.errors import NotFound
from influencer_app.web.cards.output import OutputCard, output_card
from influencer_app.web.pages.characters.reference_photos_state import ReferencePhotos, read_photos

PAGE_SIZE = 30
FAVOURITES = "favourite"


@dataclass(frozen=True)
class OutputQuery:
    """Whose outputs, and which: a kind of output, ``favourite``, or empty for all."""

    character_id: str
    kind: str

    @property
    def filter(self) -> GalleryFilter:
        """As the gallery filters."""
        liked = self.kind == FAVOURITES
        return GalleryFilter(
            character_id=UUID(self.character_id),
            kind=None if liked else self.kind or None,
            favourite=liked,
        )


@dataclass(frozen=True)
class OutputPage:
    """A page of outputs and the cursor of the next one ("" at the end), with the character's figures."""

    query: OutputQuery
    items: list[GalleryItem]
    older: str
    figures: CharacterFigures
    newest_picture: str

    async def cards(self) -> list[OutputCard]:
        """In a thread: thumbhashes are decoded the first time."""
        return await asyncio.to_thread(lambda: [output_card(item.output, item.prompt) for item in self.items])


@dataclass(frozen=True)
class CharacterData:
    """The whole page."""

    character: CharacterDetail
    prices: dict[str, int]
    photos: ReferencePhotos
    page: OutputPage


async def find_character_data(
    session: AsyncSession, actor: Actor, character_id: UUID, kind: str
) -> CharacterData | None:
    """The page of the actor's character; None where there is none."""
    try:
        character = await get_character(session, actor, character_id)
    except NotFound:
        return None
    query = OutputQuery(str(character_id), kind)
    return CharacterData(
        character=character,
        prices=await list_character_prices(session, has_face=character.has_face),
        photos=await read_photos(session, actor, query.character_id),
        page=await _read_outputs(session, actor, query, ""),
    )


async def read_outputs(scope: WorkspaceScope, query: OutputQuery, cursor: str = "") -> OutputPage:
    """A page of outputs, in a transaction of its own."""
    async with reading(scope) as session:
        return await _read_outputs(session, scope, query, cursor)


async def _read_outputs(
    session: AsyncSession, scope: WorkspaceScope, query: OutputQuery, cursor: str
) -> OutputPage:
    wanted = query.filter
    page = await list_outputs(session, scope, wanted, cursor=cursor or None, limit=PAGE_SIZE)
    pictures = GalleryFilter(character_id=wanted.character_id, kind="image")
    newest = await list_outputs(session, scope, pictures, limit=1)
    figures = await get_figures(session, scope, UUID(query.character_id))
    newest_picture = str(newest.items[0].output.id) if newest.items else ""
    return OutputPage(query, page.items, page.next_cursor or "", figures, newest_picture)
