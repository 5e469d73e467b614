"""Base of all page states: errors become toasts, live updates may be ignored."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import reflex as rx

from influencer_app.db.outbox import person_topic
from influencer_app.domain.accounts.schemas import Actor
from influencer_app.errors import AppError
from influencer_app.web.live.clients import CLIENTS
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.updates import LiveUpdate

if TYPE_CHECKING:
    from influencer_app.web.shell.state import ShellState


class PageState(rx.State, mixin=True):
    """Page states are siblings: each derives from this mixin and ``rx.State``, and reaches the others with
    ``await self.get_state(...)``, in handlers alone."""

    async def _shell(self) -> "ShellState":
        from influencer_app.web.shell.state import ShellState  # noqa: PLC0415 - the shell is a page state too

        return await self.get_state(ShellState)

    async def _show_error(self, error: AppError) -> None:
        """An error of ours as a toast; states with forms override it to show it at its field."""
        (await self._shell())._toast(error.sentence, tone="bad")

    async def _apply_update(self, update: LiveUpdate) -> Reload[Any] | None:
        """Show what changed, without any I/O; whatever has to be read for it is returned."""
        return None


def query_parameters(state: rx.State) -> Mapping[str, str]:
    """The query of the tab's address."""
    return state.router.url.query_parameters if state.router.url else {}


async def follow_live(state: rx.State, actor: Actor, *states: type[PageState]) -> None:
    """Register the tab for the actor's live updates; the shell's state always follows, then ``states``.

    Call it before the rows are read, so that no change is missed.
    """
    from influencer_app.web.shell.state import ShellState  # noqa: PLC0415 - as above

    await CLIENTS.register(
        state.router.session.client_token,
        [person_topic(actor.person_id)],
        (ShellState, *states),
        actor.session_id,
    )
