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
from influencer_app.domain.characters.schemas import ReferenceDetail
from influencer_app.web.access import signed_in
from influencer_app.web.pages.characters import words
from influencer_app.web.pages.characters.state import CharactersState
from influencer_app.web.parsing import parse_id
from influencer_app.web.placeholder import placeholder
from influencer_app.wiring import runtime


@dataclass(frozen=True)
class RealFace:
    """A card of one."""

    id: str
    thumb: str
    placeholder: str
    stated_at: str


class FacesState(CharactersState):
    """The faces of the character whose page is open."""

    faces_of: str = ""
    faces_note: str = ""
    real_faces: list[RealFace] = []

    @rx.var
    def faces_to(self) -> str:
        """Where files are sent."""
        return f"/api/characters/{self.faces_of}/references"

    @rx.var
    def faces_full(self) -> bool:
        """Whether there are as many as a model takes."""
        return len(self.real_faces) >= REFERENCES_MAX

    @signed_in
    async def hear_of_face(self, actor: Actor, reference_id: str) -> None:
        """One was given just now."""
        parse_id(reference_id)
        await self._load_faces(actor, self.faces_of)

    @signed_in
    async def withdraw_face(self, actor: Actor, reference_id: str) -> None:
        """Nothing new is made with it."""
        async with transaction(actor) as session:
            await withdraw_reference(session, actor, parse_id(self.faces_of), parse_id(reference_id))
        await self._load_faces(actor, self.faces_of)

    async def _load_faces(self, actor: Actor, character_id: str) -> None:
        async with reading(actor) as session:
            found = await list_references(session, actor, parse_id(character_id))
        self.faces_of = character_id
        self.faces_note = "" if runtime().studio.remote else words.FACES_UNUSED
        self.real_faces = [_card(one) for one in found]


def _card(one: ReferenceDetail) -> RealFace:
    return RealFace(str(one.id), one.thumb_url, placeholder(one.thumbhash), one.stated_at.isoformat())
