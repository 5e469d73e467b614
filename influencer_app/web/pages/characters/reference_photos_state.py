"""Photos of a real face that decide a character's: uploaded with consent, seen by their owner, withdrawn."""

from dataclasses import dataclass
from typing import ClassVar

import reflex as rx
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.characters.references import (
    REFERENCES_MAX,
    list_references,
    withdraw_reference,
)
from influencer_app.domain.characters.schemas import ReferenceImageDetail
from influencer_app.domain.workspaces.schemas import Actor, WorkspaceScope
from influencer_app.web.access import background, editor, signed_in
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.characters import CHANGED_CHARACTERS
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.characters import copy
from influencer_app.web.parsing import parse_id
from influencer_app.web.thumbhash import thumbhash_data_url
from influencer_app.wiring import runtime


@dataclass(frozen=True)
class ReferencePhoto:
    """One photo as a card; ``consented_at`` is ISO 8601."""

    id: str
    thumb: str
    placeholder: str
    consented_at: str


@dataclass(frozen=True)
class ReferencePhotos:
    """The photos of a character, as they were read."""

    character_id: str
    photos: list[ReferencePhoto]


class ReferencePhotosState(PageState):
    """Those of the character whose page is open."""

    character_id: str = ""
    note: str = ""
    photos: list[ReferencePhoto] = []

    _loaders: ClassVar = frozenset({CHANGED_CHARACTERS})

    @rx.var
    def upload_url(self) -> str:
        """Where files are sent."""
        return f"/api/characters/{self.character_id}/references"

    @rx.var
    def is_full(self) -> bool:
        """Whether there are as many as a model takes."""
        return len(self.photos) >= REFERENCES_MAX

    @signed_in
    @background
    async def reference_uploaded(self, actor: Actor, reference_id: str) -> None:
        """Show the photo that was uploaded just now."""
        parse_id(reference_id)
        await _reload(actor, self.character_id).run(self)

    @editor
    @background
    async def withdraw_photo(self, actor: Actor, reference_id: str) -> None:
        """Delete a photo: nothing new is made with it."""
        character_id = self.character_id
        async with transaction(actor) as session:
            await withdraw_reference(session, actor, parse_id(character_id), parse_id(reference_id))
        await _reload(actor, character_id).run(self)

    def _open(self, found: ReferencePhotos) -> None:
        """Show the photos of a character whose page is opened."""
        self.character_id, self.photos = found.character_id, found.photos
        self.note = "" if runtime().engine_config.remote else copy.FACES_UNUSED

    def _close(self) -> None:
        self.character_id, self.photos = "", []

    async def _apply_update(self, update: LiveUpdate) -> Reload[ReferencePhotos] | None:
        """Photos are read again when something of their character has changed."""
        changed = update.get(CHANGED_CHARACTERS) or {}
        if self.character_id in changed and changed[self.character_id] is None:
            self._close()
        elif self.character_id and (self.character_id in changed or update.full_reload):
            return _reload(update.scope, self.character_id)
        return None

    async def _refresh(self, found: ReferencePhotos) -> None:
        if found.character_id == self.character_id:
            self._open(found)


async def read_photos(session: AsyncSession, scope: WorkspaceScope, character_id: str) -> ReferencePhotos:
    """The photos of one of the actor's characters; none for anybody else's."""
    found = await list_references(session, scope, parse_id(character_id))
    return ReferencePhotos(character_id, [_photo(one) for one in found])


def _reload(scope: WorkspaceScope, character_id: str) -> Reload[ReferencePhotos]:
    async def read() -> ReferencePhotos:
        async with reading(scope) as session:
            return await read_photos(session, scope, character_id)

    return Reload(read, ReferencePhotosState._refresh)


def _photo(one: ReferenceImageDetail) -> ReferencePhoto:
    return ReferencePhoto(
        str(one.id), one.thumb_url, thumbhash_data_url(one.thumbhash), one.consented_at.isoformat()
    )
