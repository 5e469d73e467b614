"""The person's name."""

from typing import Any

from influencer_app.db.transaction import transaction
from influencer_app.domain.accounts import service
from influencer_app.domain.accounts.schemas import PersonChange
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError
from influencer_app.web.access import signed_in
from influencer_app.web.page_state import PageState, errors_of
from influencer_app.web.pages.settings import copy
from influencer_app.web.parsing import parse


class ProfileState(PageState):
    """Name and address themselves are the shell's."""

    joined_at: str = ""
    errors: dict[str, str] = {}

    @signed_in
    async def rename(self, actor: Actor, form: dict[str, Any]) -> None:
        """Another name."""
        change = parse(PersonChange, form)
        shell = await self._shell()
        if change.name is not None:
            async with transaction(actor) as session:
                person = await service.rename(session, actor, change.name)
            shell.person_name = person.name
        self.errors = {}
        shell._toast(copy.SAVED, body=shell.person_name, tone="good")

    async def _show_error(self, error: AppError) -> None:
        """Errors of the form stand at its field."""
        if errors := errors_of(error, ("name",)):
            self.errors = errors
        else:
            await super()._show_error(error)
