"""The connected clients of this process: one a tab, each with the states that follow live updates."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

MISSING = object()


class ConnectedClients:
    """From a person to the tokens of their tabs and the state class of each page.

    Pages' load handlers fill it: the socket belongs to the process that runs the handler.
    """

    def __init__(self) -> None:
        self._tokens: dict[UUID, dict[str, Any]] = {}
        self._sessions: dict[str, UUID] = {}

    def register(
        self, person_id: UUID, token: str, state_class: Any = None, session_id: UUID | None = None
    ) -> None:
        """Assign the tab to this person alone; ``state_class`` is the state of its page."""
        for owner in [owner for owner in self._tokens if owner != person_id]:
            self._remove(owner, token)
        self._tokens.setdefault(person_id, {})[token] = state_class
        if session_id is not None:
            self._sessions[token] = session_id

    def remove_session(self, person_id: UUID, session_id: UUID) -> None:
        """Drop the tabs of a browser that was signed out, though their sockets are still open."""
        for token in [
            token for token in self._tokens.get(person_id, {}) if self._sessions.get(token) == session_id
        ]:
            self._remove(person_id, token)

    def connected(self, person_id: UUID, sockets: Collection[str]) -> dict[str, Any]:
        """The person's tabs that still have a socket, with their state classes; drops the others."""
        known = dict(self._tokens.get(person_id, {}))
        for token in known:
            if token not in sockets:
                self._remove(person_id, token)
        return {token: state_class for token, state_class in known.items() if token in sockets}

    def people(self) -> list[UUID]:
        """Everybody with a tab here."""
        return list(self._tokens)

    def _remove(self, person_id: UUID, token: str) -> None:
        tokens = self._tokens.get(person_id, {})
        if tokens.pop(token, MISSING) is not MISSING:
            self._sessions.pop(token, None)
        if not tokens:
            self._tokens.pop(person_id, None)


CLIENTS = ConnectedClients()
"""Those of this process."""
