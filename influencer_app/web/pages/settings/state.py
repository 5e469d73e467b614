"""Settings as a whole: loading the section that the address names."""

from typing import ClassVar

from influencer_app.db.transaction import reading
from influencer_app.domain.accounts.factors.queries import get_factors
from influencer_app.domain.privacy.exports import find_newest_export
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.web.access import background, signed_in
from influencer_app.web.page_state import PageState, follow_live, query_parameters
from influencer_app.web.pages.settings import billing_copy
from influencer_app.web.pages.settings.address_state import AddressState
from influencer_app.web.pages.settings.api_keys_state import ApiKeysState, read_keys
from influencer_app.web.pages.settings.billing_state import (
    BillingData,
    BillingState,
    confirm_return,
    read_billing_section,
)
from influencer_app.web.pages.settings.identities_state import IdentitiesState, read_identities
from influencer_app.web.pages.settings.ledger_state import LedgerState, read_ledger
from influencer_app.web.pages.settings.own_data_state import OwnDataState
from influencer_app.web.pages.settings.plans_state import PlansState, read_plans
from influencer_app.web.pages.settings.profile_state import ProfileState
from influencer_app.web.pages.settings.second_factor_state import SecondFactorState
from influencer_app.web.pages.settings.security_state import SecurityState, read_browsers
from influencer_app.web.pages.settings.webhooks_state import WebhooksState, read_webhooks
from influencer_app.web.pages.settings.workspaces_state import WorkspacesState, read_workspaces
from influencer_app.web.shell.data import read_shell
from influencer_app.wiring import runtime

TABS = (
    *("profile", "security", "workspaces", "data", "keys", "webhooks"),
    *("ledger", "billing", "plans", "appearance"),
)


class SettingsState(PageState):
    """The section that is open stands in the address as ``?tab=``."""

    tab: str = TABS[0]
    _open_while_held: ClassVar[bool] = True

    @signed_in
    @background
    async def load(self, actor: Actor) -> None:
        """The section in the address."""
        asked = dict(query_parameters(self))
        await follow_live(self, actor, LedgerState, BillingState, WebhooksState, OwnDataState)
        tab = asked["tab"] if asked.get("tab") in TABS else TABS[0]
        cookie = self.router.headers.cookie or ""
        async with self:
            (await self.get_state(ProfileState)).errors = {}
            (await self.get_state(SecurityState))._reset()
            (await self.get_state(ApiKeysState))._reset()
            (await self.get_state(WebhooksState))._reset()
            (await self.get_state(OwnDataState))._reset()
        paid = await confirm_return(actor, asked.get("session_id", "")) if tab == "billing" else None
        async with reading(actor) as session:
            shell = await read_shell(session, actor)
            factors = await get_factors(session, actor) if tab == "security" else None
            browsers = await read_browsers(session, actor) if tab == "security" else []
            identities = await read_identities(session, actor) if tab == "security" else None
            keys = await read_keys(session, actor) if tab == "keys" else []
            hooks = await read_webhooks(session, actor) if tab == "webhooks" else []
            plans = await read_plans(session, actor) if tab == "plans" else []
            newest = await find_newest_export(session, actor.person_id) if tab == "data" else None
            ledger = (
                await read_ledger(session, actor, shell.balance, asked, cookie) if tab == "ledger" else None
            )
        found = await read_workspaces(actor) if tab == "workspaces" else None
        billing = await read_billing_section(actor) if tab == "billing" else None
        async with self:
            (await self._shell())._show(shell)
            if factors is not None:
                (await self.get_state(SecondFactorState))._show(actor, factors)
            if found is not None:
                (await self.get_state(WorkspacesState))._show(actor, found)
            if billing is not None:
                await self._show_billing(actor, billing, paid)
            self.tab = tab
            (await self.get_state(ProfileState)).joined_at = shell.person.created_at.isoformat()
            (await self.get_state(AddressState))._show(shell.person.verified)
            (await self.get_state(SecurityState)).browsers = browsers
            section_of_plans = await self.get_state(PlansState)
            section_of_plans.plans, section_of_plans.buying = plans, runtime().settings.sells
            if identities is not None:
                (await self.get_state(IdentitiesState))._open(identities, asked)
            (await self.get_state(ApiKeysState)).keys = keys
            (await self.get_state(WebhooksState))._open(hooks, tab == "webhooks")
            if tab == "data":
                (await self.get_state(OwnDataState))._show(newest)
            section = await self.get_state(LedgerState)
            section._show_balance(shell.balance)
            section.ready = False
            if ledger is not None:
                section._open(ledger)

    async def _show_billing(self, actor: Actor, found: BillingData, paid: bool | None) -> None:
        """With what came of the checkout that somebody has returned from."""
        (await self.get_state(BillingState))._show(actor, found)
        if paid is None:
            return
        title, body = (
            (billing_copy.PAID, billing_copy.PAID_HINT)
            if paid
            else (billing_copy.NOT_PAID, billing_copy.NOT_PAID_HINT)
        )
        (await self._shell())._toast(title, id="paid", body=body, tone="good" if paid else "")
