"""Asks people to confirm that it is them, and then does what they wanted."""

from typing import Any

from influencer_app.app_services import second_factors
from influencer_app.discovery import all_subclasses
from influencer_app.domain.accounts.factors.schemas import Confirmation, Ways
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError
from influencer_app.web.access import background, public, signed_in
from influencer_app.web.page_state import PageState, errors_of
from influencer_app.web.parsing import field_of, parse

FIELDS = ("password", "code", "credential")


class ConfirmState(PageState):
    """Nothing of a password or code stays in the state. ``/js/passkeys.js`` confirms with a passkey."""

    asking: bool = False
    password: bool = False
    code: bool = False
    passkey: bool = False
    errors: dict[str, str] = {}
    form_version: int = 0
    _wanted: tuple[str, str, tuple[Any, ...]] | None = None
    """The state, the handler and its arguments, to be called once it is confirmed."""

    @signed_in
    @background
    async def confirm(self, actor: Actor, form: dict[str, Any]) -> Any:
        """With the password, or with a code where that field was filled in."""
        fields = {name: field_of(form, name) for name in ("password", "code")}
        given = {name: value for name, value in fields.items() if value not in ("", None)}
        await second_factors.confirm(actor, parse(Confirmation, given), "")
        async with self:
            return self._resume()

    @public
    async def confirmed(self) -> Any:
        """The browser has confirmed with a passkey; whether that counts is checked by what comes next."""
        return self._resume()

    @public
    async def cancel(self) -> None:
        """Close the dialog; nothing is done."""
        self.asking, self._wanted = False, None
        self.errors = {}
        self.form_version += 1

    def _ask(self, ways: Ways, kind: type[PageState], handler: str, given: tuple[Any, ...]) -> None:
        """Open the dialog. A form is not kept: it may hold secrets, and is sent once more by its person."""
        kept = all(isinstance(one, str | bool) for one in given)
        self._wanted = (kind.get_full_name(), handler, given) if kept else None
        self.password, self.code, self.passkey = ways.password, ways.code, ways.passkey
        self.asking, self.errors = True, {}

    def _resume(self) -> Any:
        wanted, self._wanted = self._wanted, None
        self.asking, self.errors = False, {}
        self.form_version += 1
        if wanted is None:
            return None
        full_name, handler, given = wanted
        kind = next(one for one in all_subclasses(PageState) if one.get_full_name() == full_name)
        return getattr(kind, handler)(*given)

    async def _show_error(self, error: AppError) -> None:
        """Errors stand at the field."""
        if errors := errors_of(error, FIELDS):
            self.errors = errors
        else:
            await super()._show_error(error)
