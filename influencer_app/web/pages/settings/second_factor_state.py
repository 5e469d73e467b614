"""The authenticator app, recovery codes and passkeys of a person."""

from dataclasses import dataclass

from influencer_app.app_services import second_factors
from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.factors.queries import get_factors
from influencer_app.domain.accounts.factors.schemas import FactorsDetail, PasskeyDetail
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.access import background, public, recent, signed_in
from influencer_app.web.page_state import PageState
from influencer_app.web.pages.settings import second_factor_copy as copy
from influencer_app.web.parsing import parse_id


@dataclass(frozen=True)
class PasskeyCard:
    """A passkey; times are ISO 8601, ``used_at`` empty for one that was never used."""

    id: str
    name: str
    created_at: str
    used_at: str


class SecondFactorState(PageState):
    """No secret is in this state: ``/js/second_factor.js`` fetches and shows them in the open ``panel``."""

    totp: bool = False
    recovery_codes: int = 0
    passkeys: list[PasskeyCard] = []
    held: bool = False
    panel: str = ""
    """What is being set up: ``totp``, ``codes``, ``passkey`` or nothing."""

    stopping: bool = False

    @signed_in
    @recent
    async def begin_totp(self, actor: Actor) -> None:
        """Open the panel that sets an authenticator app up."""
        self.panel = "totp"

    @signed_in
    @recent
    async def begin_codes(self, actor: Actor) -> None:
        """Open the panel that makes new recovery codes."""
        self.panel = "codes"

    @signed_in
    @recent
    async def begin_passkey(self, actor: Actor) -> None:
        """Open the panel that makes a passkey."""
        self.panel = "passkey"

    @public
    async def close(self) -> None:
        """Close the panel."""
        self.panel = ""

    @signed_in
    @background
    async def finish(self, actor: Actor) -> None:
        """Show what has come of the panel. The first passkey is followed by recovery codes."""
        found = await _read(actor)
        async with self:
            first = self.panel == "passkey" and found.recovery_codes == 0
            self._show(actor, found)
            self.panel = "codes" if first else ""

    @public
    async def ask_stop(self, wanted: bool) -> None:
        """Ask before the authenticator app is switched off."""
        self.stopping = wanted is True

    @signed_in
    @recent
    @background
    async def stop(self, actor: Actor) -> None:
        """Switch the authenticator app off."""
        async with self:
            self.stopping = False
        await second_factors.stop_totp(actor)
        await self._tell(actor, copy.APP_OFF)

    @signed_in
    @recent
    @background
    async def remove(self, actor: Actor, passkey_id: str) -> None:
        """Remove a passkey."""
        await second_factors.remove_passkey(actor, parse_id(passkey_id))
        await self._tell(actor, copy.PASSKEY_REMOVED)

    async def _tell(self, actor: Actor, sentence: str) -> None:
        found = await _read(actor)
        async with self:
            self._show(actor, found)
            (await self._shell())._toast(sentence, tone="good")

    def _show(self, actor: Actor, found: FactorsDetail) -> None:
        self.totp, self.recovery_codes = found.totp, found.recovery_codes
        self.passkeys = [_card(one) for one in found.passkeys]
        self.held = actor.held
        self.panel, self.stopping = "", False


async def _read(actor: Actor) -> FactorsDetail:
    async with reading(actor) as session:
        return await get_factors(session, actor)


def _card(one: PasskeyDetail) -> PasskeyCard:
    used_at = one.last_used_at.isoformat() if one.last_used_at else ""
    return PasskeyCard(str(one.id), one.name, one.created_at.isoformat(), used_at)
