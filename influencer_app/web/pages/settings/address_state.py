"""Confirms and changes the address."""

from typing import Any

from influencer_app.app_services import email_links
from influencer_app.domain.accounts.schemas import AddressChange
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError
from influencer_app.web.access import background, signed_in
from influencer_app.web.page_state import PageState, errors_of
from influencer_app.web.pages.settings import copy
from influencer_app.web.parsing import parse


class AddressState(PageState):
    """The address itself is the shell's; nothing of a password stays in the state."""

    verified: bool = True
    errors: dict[str, str] = {}
    form_version: int = 0

    @signed_in
    @background
    async def send_link(self, actor: Actor) -> None:
        """Mail once more the link that confirms the address."""
        sent = await email_links.send_verification(actor)
        async with self:
            shell = await self._shell()
            self.verified = not sent
            if sent:
                shell._toast(copy.LINK_SENT, body=copy.link_sent_to(shell.person_email), tone="good")
            else:
                shell._toast(copy.CONFIRMED, tone="good")

    @signed_in
    @background
    async def change(self, actor: Actor, form: dict[str, Any]) -> None:
        """Mail links to both addresses."""
        wanted = parse(AddressChange, form)
        await email_links.start_address_change(actor, wanted.email, wanted.password)
        async with self:
            self.errors = {}
            self.form_version += 1
            (await self._shell())._toast(copy.LINKS_SENT, body=copy.LINKS_SENT_HINT, tone="good")

    def _show(self, verified: bool) -> None:
        """As the section is opened."""
        self.verified, self.errors = verified, {}

    async def _show_error(self, error: AppError) -> None:
        """Errors of the form stand at their fields."""
        if errors := errors_of(error, ("email", "password")):
            self.errors = errors
        else:
            await super()._show_error(error)
