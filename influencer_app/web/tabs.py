"""Which tabs of which person are open in this process. The socket belongs to the process that loads."""

from collections.abc import Collection
from typing import Any
from uuid import UUID


class OpenTabs:
    """From a person to the tokens of their tabs and what each shows, filled by the pages' loading."""

    def __init__(self) -> None:
        self._tokens: dict[UUID, dict[str, Any]] = {}

    def remember(self, person_id: UUID, token: str, shows: Any = None) -> None:
        """This tab is that person's, and nobody else's any more; ``shows`` is the state of its page."""
        for owner in [owner for owner in self._tokens if owner != person_id]:
            self._forget(owner, token)
        self._tokens.setdefault(person_id, {})[token] = shows

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
        tokens.pop(token, None)
        if not tokens:
            self._tokens.pop(person_id, None)


TABS = OpenTabs()
"""Those of this process."""
