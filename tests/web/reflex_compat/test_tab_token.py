"""Several states of a tab are read with one command."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import reflex as rx
from redis.asyncio import Redis

from influencer_app.web.pages.generate.stream_state import StreamState
from influencer_app.web.reflex_compat.locks import CancelSafeStateManager
from influencer_app.web.reflex_compat.tab_token import TabToken
from influencer_app.web.shell.state import ShellState

IDENT = "7d3f2a51-6c0e-4f6e-9a53-1f0d3c1b2a90"


class Watched(Redis):
    """Keeps the names of commands."""

    sent: list[Any]

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        self.sent.append(args[0])
        return await super().execute_command(*args, **options)


@pytest_asyncio.fixture
async def states(redis_url: str) -> AsyncIterator[CancelSafeStateManager]:
    redis = Watched.from_url(redis_url)
    redis.sent = []
    made = CancelSafeStateManager(redis=redis)
    yield made
    await made.close()


@pytest.mark.parametrize("also", [(), (StreamState,)])
async def test_what_a_token_names_is_there(states: CancelSafeStateManager, also: Any) -> None:
    token = TabToken(ident=IDENT, cls=ShellState, also=also)
    async with states.modify_state(token) as root:
        shell = root.get_substate(ShellState.get_full_name().split("."))
        shell.person_name = "Ada"
        if also:
            root.get_substate(StreamState.get_full_name().split(".")).older_cursor = "next"
        else:
            with pytest.raises(ValueError, match="Invalid path"):
                root.get_substate(StreamState.get_full_name().split("."))
    assert states.redis.sent.count("MGET") == 1  # type: ignore[attr-defined]
    for kind, name, value in ((ShellState, "person_name", "Ada"), (StreamState, "older_cursor", "next")):
        found = await states.get_state(rx.BaseStateToken(ident=IDENT, cls=kind), top_level=False)
        assert getattr(found, name) == (value if kind is ShellState or also else "")
