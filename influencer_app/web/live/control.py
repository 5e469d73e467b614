"""Events that concern the connections themselves instead of what pages show."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from influencer_app.web.live.clients import ConnectedClients
from influencer_app.web.live.updates import EventLike


@dataclass(frozen=True)
class Departure:
    """Tabs, by token, that may not stay where they are."""

    tokens: list[str]
    reason: Literal["session_ended", "membership_ended"]


Control = Callable[[ConnectedClients, EventLike], Awaitable[Departure | None]]
"""Changes the connected clients, and says which tabs have to leave."""

CONTROLS: dict[str, Control] = {}


def control(event: str) -> Callable[[Control], Control]:
    """Register the function below for the event of that name; no update is made of it."""

    def register(function: Control) -> Control:
        CONTROLS[event] = function
        return function

    return register
