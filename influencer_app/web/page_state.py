"""Base of all page states: the open workspace, errors as toasts, live updates that may be ignored."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import quote
from uuid import uuid4

import reflex as rx

from influencer_app.app_services.second_factors import list_ways
from influencer_app.app_services.sign_in import authenticate_cookie
from influencer_app.db.outbox import member_topic, person_topic, workspace_topic
from influencer_app.db.transaction import reading
from influencer_app.discovery import all_subclasses
from influencer_app.domain.workspaces.queries import get_member
from influencer_app.domain.workspaces.schemas import Actor
from influencer_app.errors import AppError, InvalidInput, NotAMember
from influencer_app.web import routes
from influencer_app.web.access import background, public, signed_in
from influencer_app.web.live.clients import CLIENTS
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate, Loader
from influencer_app.web.parsing import parse_id, parse_workspace

if TYPE_CHECKING:
    from influencer_app.web.shell.state import ShellState


class PageState(rx.State):
    """Parent of all page states, which are siblings and reach each other with ``await self.get_state(...)``,
    in handlers alone.

    ``workspace_id`` is the workspace that the tab has open, empty for the personal one. The tab keeps it and
    sends it, so it is checked at each call. Handlers read it without the tab's lock.
    """

    workspace_id: str = rx.SessionStorage(name="workspace")
    _loaders: ClassVar[frozenset[Loader[Any]]] = frozenset()
    """What ``_apply_update`` asks an update for; it gets what has one of them, and full reloads."""

    _open_while_held: ClassVar[bool] = False
    """Whether the page opens for staff who have to set up a second factor first."""

    leaving: str = ""
    """Where ``/js/shell.js`` goes at once: a path, after a word that makes each time another."""

    @public
    async def leave_for_sign_in(self) -> None:
        """Go to the sign-in page, and come back here afterwards."""
        url = self.router.url
        here = f"{url.path}?{url.query}" if url and url.query else (url.path if url else routes.DASHBOARD)
        self._leave(f"{routes.SIGN_IN}?next={quote(here)}")

    @public
    async def leave_to_set_up(self) -> None:
        """Go to where a second factor is set up."""
        self._leave(routes.SET_UP_SECOND_FACTOR)

    @public
    async def close_workspace(self) -> None:
        """Forget all that the tab shows and begin again in the personal workspace."""
        await self._begin_in("")

    @signed_in
    @background
    async def open_workspace(self, actor: Actor, workspace_id: str) -> None:
        """Open another workspace in this tab: forget all that it shows, and begin there."""
        wanted = parse_id(workspace_id)
        async with reading(actor) as session:
            member = await get_member(session, actor, wanted)
        async with self:
            await self._begin_in(str(member.workspace_id))

    async def _begin_in(self, workspace_id: str) -> None:
        """An empty ``workspace_id`` is the personal workspace."""
        kinds: list[type[PageState]] = [PageState, *all_subclasses(PageState)]
        for kind in kinds:
            state = cast("Any", await self.get_state(kind))  # Reflex's reset has no types
            state.reset()
        self.workspace_id = workspace_id
        self._leave(routes.DASHBOARD)

    def _leave(self, path: str) -> None:
        """Load another page. Reflex's own redirect stays in the app, which has no pages without state."""
        self.leaving = f"{uuid4().hex} {path}"

    async def _actor(self) -> Actor | None:
        """Whose tab this is; None when nobody is signed in, or no longer. Raises ``NotAMember``."""
        workspace_id = parse_workspace(self.workspace_id)
        return await authenticate_cookie(self.router.headers.cookie or "", workspace_id)

    async def _shell(self) -> "ShellState":
        from influencer_app.web.shell.state import ShellState  # noqa: PLC0415 - the shell is a page state too

        return await self.get_state(ShellState)

    async def _confirm_first(self, handler: str, given: tuple[Any, ...], *, in_background: bool) -> None:
        """Ask who they are before a handler of this state is called again."""
        from influencer_app.web.shell.confirm_state import ConfirmState  # noqa: PLC0415 - as above

        actor = await self._actor()
        if actor is None:
            return
        ways = await list_ways(actor)
        if not in_background:
            (await self.get_state(ConfirmState))._ask(ways, self.__class__, handler, given)
            return
        async with self:
            (await self.get_state(ConfirmState))._ask(ways, self.__class__, handler, given)

    async def _show_error(self, error: AppError) -> None:
        """An error of ours as a toast; states with forms override it to show it at its field."""
        (await self._shell())._toast(error.sentence, tone="bad")

    async def _apply_update(self, update: LiveUpdate) -> Reload[Any] | None:
        """Show what changed, without any I/O; whatever has to be read for it is returned."""
        return None


def errors_of(error: AppError, fields: Collection[str]) -> dict[str, str]:
    """The messages of a form by field; empty unless the error is at one of its ``fields``."""
    found = {one.field: one.message for one in error.fields} if isinstance(error, InvalidInput) else {}
    return found if not found.keys().isdisjoint(fields) else {}


def query_parameters(state: rx.State) -> Mapping[str, str]:
    """The query of the tab's address."""
    return state.router.url.query_parameters if state.router.url else {}


async def follow_live(state: rx.State, actor: Actor, *states: type[PageState]) -> None:
    """Register the tab for live updates of the open workspace, for the shell's state and then ``states``.

    Call it before the rows are read, so that no change is missed. Raises ``NotAMember`` for a membership that
    has ended before the tab could be told.
    """
    from influencer_app.web.shell.state import ShellState  # noqa: PLC0415 - as above

    token = state.router.session.client_token
    topics = (
        workspace_topic(actor.workspace_id),
        member_topic(actor.workspace_id, actor.person_id),
        person_topic(actor.person_id),
    )
    await CLIENTS.register(token, topics, (ShellState, *states), actor.session_id, actor.expires_at)
    try:
        async with reading(actor) as session:
            await get_member(session, actor, actor.workspace_id)
    except NotAMember:
        await CLIENTS.remove(token)
        raise
