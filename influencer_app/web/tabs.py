"""Which tabs of which person are open in this process. The socket belongs to the process that loads."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

MISSING = object()


class OpenTabs:
    """From a person to the tokens of their tabs and what each shows, filled by the pages' loading."""

    def __init__(self) -> None:
        self._tokens: dict[UUID, dict[str, Any]] = {}
        self._sessions: dict[str, UUID] = {}

    def remember(
        self, person_id: UUID, token: str, shows: Any = None, session_id: UUID | None = None
    ) -> None:
        """This tab is that person's, and nobody else's any more; ``shows`` is the state of its page."""
        for owner in [owner for owner in self._tokens if owner != person_id]:
            self._forget(owner, token)
        self._tokens.setdefault(person_id, {})[token] = shows
        if session_id is not None:
            self._sessions[token] = session_id

    def forget_session(self, person_id: UUID, session_id: UUID) -> None:
        """That browser is signed out: its tabs hear nothing more, though their sockets are still open."""
        for token in [
            token for token in self._tokens.get(person_id, {}) if self._sessions.get(token) == session_id
        ]:
            self._forget(person_id, token)

    def connected(self, person_id: UUID, sockets: Collection[str]) -> dict[str, Any]:
        """The person's tabs that still have a socket, with what they show; the others are forgotten."""
        known = dict(self._tokens.get(person_id, {}))
        for token in known:
            if token not in sockets:
                self._forget(person_id, token)
        return {token: shows for token, shows in known.items() if token in sockets}

    def people(self) -> list[UUID]:
        """Everybody with a tab here."""
        return list(self._tokens)

    def _forget(self, person_id: UUID, token: str) -> None:
        tokens = self._tokens.get(person_id, {})
        if tokens.pop(token, MISSING) is not MISSING:
            self._sessions.pop(token, None)
        if not tokens:
            self._tokens.pop(person_id, None)


TABS = OpenTabs()
"""Those of this process."""
