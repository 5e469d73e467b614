"""Exports one's own data, and has the account erased."""

from typing import Any, ClassVar

from influencer_app.app_services import own_data
from influencer_app.domain.privacy.schemas import EraseRequest, ExportDetail
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError
from influencer_app.web.access import background, recent, signed_in
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders.own_data import NEWEST_EXPORT
from influencer_app.web.page_state import PageState, errors_of
from influencer_app.web.pages.settings import copy
from influencer_app.web.parsing import field_of, parse


class OwnDataState(PageState):
    """``status`` is that of the newest export, empty without one. Times are ISO 8601."""

    status: str = ""
    progress: float = 0.0
    url: str = ""
    expires_at: str = ""
    errors: dict[str, str] = {}
    form_version: int = 0

    _loaders: ClassVar = frozenset({NEWEST_EXPORT})

    @signed_in
    @background
    async def start_export(self, actor: Actor) -> None:
        """Have it written; the live update shows how far it is."""
        made = await own_data.start_export(actor)
        async with self:
            self._show(made)
            shell = await self._shell()
            shell._toast(copy.EXPORT_STARTED, body=copy.EXPORT_STARTED_HINT, tone="good")

    @signed_in
    @recent
    @background
    async def erase(self, actor: Actor, form: dict[str, Any]) -> None:
        """Have the account erased in a week."""
        asked = parse(EraseRequest, {"password": field_of(form, "erase_password")})
        found = await own_data.erase_account(actor, asked.password)
        async with self:
            self.errors = {}
            self.form_version += 1
            shell = await self._shell()
            shell.erase_at = found.erase_at.isoformat()
            shell._toast(copy.ERASE_SCHEDULED, body=copy.ERASE_SCHEDULED_HINT)

    def _show(self, newest: ExportDetail | None) -> None:
        self.status = newest.status if newest else ""
        self.progress = newest.progress if newest else 0.0
        self.url = (newest.url or "") if newest else ""
        self.expires_at = newest.expires_at.isoformat() if newest and newest.expires_at else ""

    def _reset(self) -> None:
        """Without errors, as the section is opened."""
        self.errors = {}

    async def _apply_update(self, update: LiveUpdate) -> None:
        """The export has moved."""
        if (newest := update.get(NEWEST_EXPORT)) is not None:
            self._show(newest.found)

    async def _show_error(self, error: AppError) -> None:
        """Errors of the form stand at their field."""
        if errors := errors_of(error, ("password",)):
            self.errors = errors
        else:
            await super()._show_error(error)
