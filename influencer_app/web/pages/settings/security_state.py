"""The password, and the browsers that are signed in."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.app_services import sign_in
from influencer_app.db.transaction import reading
from influencer_app.domain.accounts import sessions
from influencer_app.domain.accounts.schemas import PasswordChange, SessionDetail
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError, NotFound
from influencer_app.web.access import background, public, signed_in
from influencer_app.web.page_state import PageState, errors_of
from influencer_app.web.pages.settings import copy
from influencer_app.web.pages.settings.identities_state import IdentitiesState
from influencer_app.web.parsing import parse, parse_id
from influencer_app.wiring import runtime


@dataclass(frozen=True)
class Browser:
    """A signed-in browser; times are ISO 8601."""

    id: str
    device: str
    handheld: bool
    place: str
    current: bool
    seen_at: str
    since: str


class SecurityState(PageState):
    """Nothing of a password stays in the state."""

    browsers: list[Browser] = []
    errors: dict[str, str] = {}
    confirming_others: bool = False
    form_version: int = 0

    @signed_in
    @background
    async def change_password(self, actor: Actor, form: dict[str, Any]) -> None:
        """Another password, or a first one; all other browsers are signed out."""
        change = parse(PasswordChange, form)
        ended = await sign_in.change_password(actor, change)
        browsers = await _read(actor)
        async with self:
            self.errors, self.browsers = {}, browsers
            self.form_version += 1
            (await self.get_state(IdentitiesState)).has_password = True
            done = copy.CHANGED if change.old is not None else copy.SET_DONE
            (await self._shell())._toast(done, body=copy.signed_out(ended), tone="good")

    @signed_in
    @background
    async def end_session(self, actor: Actor, session_id: str) -> None:
        """Sign another browser out."""
        ended = await sign_in.end_session(actor, parse_id(session_id))
        browsers = await _read(actor)
        async with self:
            self.browsers = browsers
            if ended:
                (await self._shell())._toast(copy.SIGNED_OUT, tone="good")
        if not ended:
            raise NotFound("This session")

    @public
    async def ask_others(self, wanted: bool) -> None:
        """Ask before all others are signed out."""
        self.confirming_others = wanted is True

    @signed_in
    @background
    async def end_others(self, actor: Actor) -> None:
        """Sign out everywhere else."""
        ended = await sign_in.end_other_sessions(actor)
        browsers = await _read(actor)
        async with self:
            self.confirming_others, self.browsers = False, browsers
            (await self._shell())._toast(copy.SIGNED_OUT, body=copy.signed_out(ended), tone="good")

    def _reset(self) -> None:
        """Without errors and questions, as the section is opened."""
        self.errors, self.confirming_others = {}, False

    async def _show_error(self, error: AppError) -> None:
        """Errors of the form stand at their fields."""
        if errors := errors_of(error, ("old", "new")):
            self.errors = errors
        else:
            await super()._show_error(error)


async def read_browsers(session: AsyncSession, actor: Actor) -> list[Browser]:
    """The actor's browsers, in the caller's transaction."""
    idle = runtime().settings.session_idle
    return [_browser(one) for one in await sessions.list_sessions(session, actor, idle)]


async def _read(actor: Actor) -> list[Browser]:
    async with reading(actor) as session:
        return await read_browsers(session, actor)


def _browser(one: SessionDetail) -> Browser:
    return Browser(
        id=str(one.id),
        device=one.device,
        handheld=one.handheld,
        place=one.place or "",
        current=one.current,
        seen_at=one.last_seen_at.isoformat(),
        since=one.created_at.isoformat(),
    )
