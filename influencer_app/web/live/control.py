"""Events that concern the connections themselves instead of what pages show."""

from collections.abc import Awaitable, Callable, Collection

from influencer_app.web.live.clients import ConnectedClients
from influencer_app.web.live.updates import EventLike

Control = Callable[[ConnectedClients, EventLike], Awaitable[Collection[str]]]
"""Changes the connected clients, and returns the tokens of tabs that may not stay in their workspace."""

CONTROLS: dict[str, Control] = {}


def control(event: str) -> Callable[[Control], Control]:
    """Register the function below for the event of that name; no update is made of it."""

    def register(function: Control) -> Control:
        CONTROLS[event] = function
        return function

    return register
