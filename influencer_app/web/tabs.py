"""Which tabs of which person are open in this process. The socket belongs to the process that loads."""

from collections.abc import Collection
from uuid import UUID


class OpenTabs:
    """From a person to the tokens of their tabs, filled by the pages' loading."""

    def __init__(self) -> None:
        self._tokens: dict[UUID, set[str]] = {}

    def remember(self, person_id: UUID, token: str) -> None:
        """This tab is that person's, and nobody else's any more."""
        for owner in [owner for owner in self._tokens if owner != person_id]:
            self._forget(owner, token)
        self._tokens.setdefault(person_id, set()).add(token)

    def connected(self, person_id: UUID, sockets: Collection[str]) -> list[str]:
        """The person's tabs that still have a socket; the others are forgotten."""
        known = list(self._tokens.get(person_id, ()))
        for token in known:
            if token not in sockets:
                self._forget(person_id, token)
        return [token for token in known if token in sockets]

    def people(self) -> list[UUID]:
        """Everybody with a tab here."""
        return list(self._tokens)

    def _forget(self, person_id: UUID, token: str) -> None:
        tokens = self._tokens.get(person_id, set())
        tokens.discard(token)
        if not tokens:
            self._tokens.pop(person_id, None)


TABS = OpenTabs()
"""Those of this process."""
