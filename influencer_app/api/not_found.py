"""Answers unknown paths under /api, which would otherwise reach the pages."""

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from influencer_app.api.request_logging import METHODS


class NotFoundRoutes:
    """ASGI fallback after all routes: 405 if another method matches, else 404."""

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        self.routes = tuple(routes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raises ``HTTPException``, which becomes a problem."""
        asked = {**scope, "root_path": scope.get("app_root_path", "")}
        allowed = [method for method in METHODS if self._takes({**asked, "method": method})]
        if allowed:
            raise HTTPException(405, headers={"Allow": ", ".join(allowed)})
        raise HTTPException(404)

    def _takes(self, scope: Scope) -> bool:
        return any(route.matches(scope)[0] is Match.FULL for route in self.routes)
