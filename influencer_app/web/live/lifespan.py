"""The lifespan of a web process: opens the runtime and runs the live dispatcher."""

import asyncio
import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import reflex as rx
from reflex_base.event import Event

from influencer_app.domain.accounts.ports import TabStates
from influencer_app.settings import settings
from influencer_app.web.live.clients import Client
from influencer_app.web.live.control import Departure
from influencer_app.web.live.dispatcher import LiveDispatcher
from influencer_app.web.live.reload import Reload
from influencer_app.web.live.retries import log_failure
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.live_loaders import load_all
from influencer_app.web.page_state import PageState
from influencer_app.web.reflex_compat.sockets import OwnedSockets, state_key_endings
from influencer_app.web.reflex_compat.tab_token import TabToken
from influencer_app.wiring import close_runtime, open_runtime, runtime


@asynccontextmanager
async def lifespan(app: rx.App) -> AsyncIterator[None]:
    """Opens the runtime, delivers live updates to the sockets of this process, closes both."""

    async def deliver(token: str, client: Client, updates: Sequence[LiveUpdate]) -> None:
        await apply_updates(app, token, client.states, updates)

    async def dismiss(departure: Departure) -> None:
        leave = (
            PageState.leave_for_sign_in if departure.reason == "session_ended" else PageState.close_workspace
        )
        for token in departure.tokens:
            await app.event_processor.enqueue_many(token, *Event.from_event_type(leave()))

    def has_socket(token: str) -> bool:
        sockets = app.event_namespace
        return isinstance(sockets, OwnedSockets) and sockets.has_socket(token)

    load_all()
    await open_runtime(settings(), "web")
    await runtime().port(TabStates).declare(state_key_endings())
    gc.collect()
    gc.freeze()  # what was imported stays; looking through it again and again held requests up for 0.3 s
    dispatching = asyncio.create_task(LiveDispatcher(deliver, dismiss, has_socket).run())
    dispatching.add_done_callback(log_failure)
    try:
        yield
    finally:
        dispatching.cancel()
        await asyncio.gather(dispatching, return_exceptions=True)
        await close_runtime()


async def apply_updates(
    app: rx.App, token: str, states: tuple[Any, ...], updates: Sequence[LiveUpdate]
) -> None:
    """Give the updates to the states that they concern in one go.

    What the states want to read in addition is read without the tab's lock.
    """
    reloads: list[tuple[Any, Reload[Any]]] = []
    concerned = {
        kind: [one for one in updates if one.full_reload or not kind._loaders.isdisjoint(one.values)]
        for kind in states
    }
    concerned = {kind: those for kind, those in concerned.items() if those}
    if not concerned:
        return
    first, *others = concerned
    async with app.modify_state(TabToken(ident=token, cls=first, also=tuple(others))) as root:
        for kind, those in concerned.items():
            state = await root.get_state(kind)
            for update in those:
                if (reload := await state._apply_update(update)) is not None:
                    reloads.append((kind, reload))
    for kind, reload in reloads:
        data = await reload.read()
        async with app.modify_state(rx.BaseStateToken(ident=token, cls=kind)) as root:
            await reload.apply(await root.get_state(kind), data)
