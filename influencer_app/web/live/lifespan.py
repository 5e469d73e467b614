"""The lifespan of a web process: opens the runtime and runs the live dispatcher."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import reflex as rx

from influencer_app.settings import settings
from influencer_app.web.live.dispatcher import LiveDispatcher, log_failure
from influencer_app.web.live.updates import LiveUpdate
from influencer_app.web.shell.state import ShellState
from influencer_app.wiring import close_runtime, open_runtime


@asynccontextmanager
async def lifespan(app: rx.App) -> AsyncIterator[None]:
    """Opens the runtime, delivers live updates to the sockets of this process, closes both."""

    async def deliver(token: str, state_class: type[ShellState], update: LiveUpdate) -> None:
        async with app.modify_state(rx.BaseStateToken(ident=token, cls=state_class)) as root:
            await (await root.get_state(state_class))._apply_update(update)

    def sockets() -> set[str]:
        return set(app.event_namespace.sid_to_token.values()) if app.event_namespace else set()

    await open_runtime(settings(), "web")
    dispatching = asyncio.create_task(LiveDispatcher(deliver, sockets).run())
    dispatching.add_done_callback(log_failure)
    try:
        yield
    finally:
        dispatching.cancel()
        await asyncio.gather(dispatching, return_exceptions=True)
        await close_runtime()
