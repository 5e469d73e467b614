"""The accounts elsewhere that sign in to this one."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.app_services.external_sign_in import link_path, list_providers
from influencer_app.db.transaction import reading, transaction
from influencer_app.domain.accounts import identities
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.access import background, recent, signed_in
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.settings import copy
from influencer_app.web.parsing import parse_id

PROVIDER_MAX = 20


@dataclass(frozen=True)
class IdentityCard:
    """A provider, and the identity that is linked there; without one ``id`` is empty.

    ``offered`` is false for a provider that is no longer set up. ``used_at`` is ISO 8601.
    """

    provider: str
    name: str
    offered: bool
    id: str = ""
    email: str = ""
    used_at: str = ""


@dataclass(frozen=True)
class Identities:
    """Everything in the section, and whether there is a password."""

    cards: list[IdentityCard]
    has_password: bool


class IdentitiesState(PageState):
    """``done`` and ``failed`` are sentences about what somebody came back with from a provider."""

    cards: list[IdentityCard] = []
    has_password: bool = True
    done: str = ""
    failed: str = ""

    @signed_in
    @recent
    async def link(self, actor: Actor, provider: str) -> None:
        """Go to the provider to link an account there."""
        self._leave(link_path(provider[:PROVIDER_MAX] if isinstance(provider, str) else "", actor))

    @signed_in
    @recent
    @background
    async def unlink(self, actor: Actor, identity_id: str) -> None:
        """Take one away."""
        wanted = parse_id(identity_id)
        async with transaction(actor) as session:
            await identities.unlink(session, actor, wanted)
        async with reading(actor) as session:
            found = await read_identities(session, actor)
        async with self:
            self._open(found, {})
            (await self._shell())._toast(copy.UNLINKED, tone="good")

    def _open(self, found: Identities, query: Mapping[str, str]) -> None:
        """As the section is opened; the query says what became of an attempt to link."""
        self.cards, self.has_password = found.cards, found.has_password
        self.done = copy.LINK_DONE if query.get("linked") else ""
        failed = query.get("failed", "")
        self.failed = copy.LINK_FAILED.get(failed, copy.LINK_FAILED_OTHERWISE) if failed else ""


async def read_identities(session: AsyncSession, actor: Actor) -> Identities:
    """The actor's, in the caller's transaction: those that are set up, then what is left of others."""
    ways = await identities.ways_in(session, actor.person_id)
    found = await identities.list_identities(session, actor)
    linked = {one.provider: one for one in found if one.active}
    cards = []
    for provider in list_providers():
        card = IdentityCard(provider.key, provider.name, offered=True)
        if (one := linked.get(provider.key)) is not None:
            card = IdentityCard(
                provider.key,
                provider.name,
                offered=True,
                id=str(one.id),
                email=one.email,
                used_at=one.last_used_at.isoformat(),
            )
        cards.append(card)
    for one in found:
        if not one.active:
            name = one.provider.capitalize()
            cards.append(IdentityCard(one.provider, name, offered=False, id=str(one.id), email=one.email))
    return Identities(cards, ways.password)
