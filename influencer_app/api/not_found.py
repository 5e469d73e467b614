"""Answers unknown paths and methods of the API before any route is tried."""

import re
from collections.abc import Iterable

from starlette.types import ASGIApp, Receive, Scope, Send

from influencer_app.api.problems import http_problem
from influencer_app.api.request_logging import METHODS, is_api

PARAMETER = re.compile(r"{(\w+)}")
UUID_PATTERN = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"


class KnownPaths:
    """ASGI middleware: 404 if there is no such path, 405 with ``Allow`` if it does not have the method.

    ``routes`` are paths with their methods. A path without parameters wins over one with, whatever the
    method, and a parameter whose name ends in ``_id`` matches a UUID alone.
    """

    def __init__(self, app: ASGIApp, routes: Iterable[tuple[str, Iterable[str]]]) -> None:
        self.app = app
        self._fixed: dict[str, set[str]] = {}
        patterns: dict[str, set[str]] = {}
        for path, methods in routes:
            known = self._fixed if "{" not in path else patterns
            known.setdefault(path, set()).update(methods)
        self._patterns = [(_pattern(path), methods) for path, methods in patterns.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI."""
        if scope["type"] == "http" and is_api(scope["path"]):
            methods = self._methods(scope["path"])
            if not methods:
                await http_problem(404)(scope, receive, send)
                return
            if scope["method"] not in methods:
                allow = ", ".join(method for method in METHODS if method in methods)
                await http_problem(405, {"Allow": allow})(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _methods(self, path: str) -> set[str]:
        if path in self._fixed:
            return self._fixed[path]
        return set().union(*(methods for pattern, methods in self._patterns if pattern.fullmatch(path)))


def _pattern(path: str) -> re.Pattern[str]:
    """Splitting by the parameters gives literal text and names in turn."""
    parts = PARAMETER.split(path)
    for at, part in enumerate(parts):
        if at % 2 == 0:
            parts[at] = re.escape(part)
        else:
            parts[at] = UUID_PATTERN if part.endswith("_id") else "[^/]+"
    return re.compile("".join(parts))
