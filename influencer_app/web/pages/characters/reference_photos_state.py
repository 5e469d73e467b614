"""Real faces of a character: given with a statement, seen by their owner, withdrawn."""

from dataclasses import dataclass

import reflex as rx

from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.domain.characters.references import (
    REFERENCES_MAX,
    list_references,
    withdraw_reference,
)
from influencer_app.domain.characters.schemas import ReferenceImageDetail
from influencer_app.web.access import signed_in
from influencer_app.web.pages.characters import copy
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.web.parsing import parse_id
from influencer_app.web.thumbhash import thumbhash_data_url
from influencer_app.wiring import runtime


@dataclass(frozen=True)
class ReferencePhoto:
    """A card of one."""

    id: str
    thumb: str
    placeholder: str
    consented_at: str


class ReferencePhotosState(CharactersState):
    """The faces of the character whose page is open."""

    reference_character_id: str = ""
    reference_note: str = ""
    reference_photos: list[ReferencePhoto] = []

    @rx.var
    def reference_upload_url(self) -> str:
        """Where files are sent."""
        return f"/api/characters/{self.reference_character_id}/references"

    @rx.var
    def reference_photos_full(self) -> bool:
        """Whether there are as many as a model takes."""
        return len(self.reference_photos) >= REFERENCES_MAX

    @signed_in
    async def reference_uploaded(self, actor: Actor, reference_id: str) -> None:
        """One was given just now."""
        parse_id(reference_id)
        await self._load_reference_photos(actor, self.reference_character_id)

    @signed_in
    async def withdraw_reference_photo(self, actor: Actor, reference_id: str) -> None:
        """Nothing new is made with it."""
        async with transaction(actor) as session:
            await withdraw_reference(
                session, actor, parse_id(self.reference_character_id), parse_id(reference_id)
            )
        await self._load_reference_photos(actor, self.reference_character_id)

    async def _load_reference_photos(self, actor: Actor, character_id: str) -> None:
        async with reading(actor) as session:
            found = await list_references(session, actor, parse_id(character_id))
        self.reference_character_id = character_id
        self.reference_note = "" if runtime().engine_config.remote else copy.FACES_UNUSED
        self.reference_photos = [_card(one) for one in found]


def _card(one: ReferenceImageDetail) -> ReferencePhoto:
    return ReferencePhoto(
        str(one.id), one.thumb_url, thumbhash_data_url(one.thumbhash), one.consented_at.isoformat()
    )
